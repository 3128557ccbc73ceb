#pragma once

// The backward pass of ss2d. The adjoint state, the gradient by h, runs against the walk and composes over chunks as h
// does: summarise (ss2d_summarise.cuh), combine (ss2d_combine.cuh), then every chunk on its own. The states are
// recomputed from those that the forward pass saved before every tile.

#include "cuda/ss2d_lane.cuh"

namespace dass::cuda {

template <class Machine, class Element>
struct Ss2dBackwardParameters
{
    Ss2dProblem<Machine, Element> problem;
    int channelBlocks;
    int segments;      // into which an image's chunks are dealt; each sums its own gradients of the parameters
    int segmentChunks; // chunks of a segment, the last may have fewer
    int pair;
    typename Machine::template Global<const Element> dy;         // [B, H*W, D]
    typename Machine::template Global<const float> weightRows;   // [4, D, R]: dtWeight, the rank fastest
    typename Machine::template Global<const float> saved;        // [B, 4, chunks, 2, D]
    typename Machine::template Global<const float> adjoints;     // [B, 4, chunks, D] that come into the chunks
    typename Machine::template Global<float> dx;                 // [B, H*W, D] pair 0 sets it, pair 1 adds to it
    typename Machine::template Global<float> dProjections;       // [channelBlocks, B, H*W, 4, R + 2] this block's sums
    typename Machine::template Global<float> parameterGradients; // [B, segments, 4, R + 3, D], rows of Ss2dGradientRow
};

// Blocks: [B, segments, channelBlocks], of one pair; pair 0 first.
template <class Element, int kRank>
struct Ss2dBackward
{
    static constexpr const char* kName = "ss2dBackward";
    static constexpr int kMaxThreads = kSs2dBackwardThreads;
    // A weight and its gradient of each rank.
    static constexpr int kRegisters = kRank == 0 ? 128 : kRank <= 6 ? 102 : kRank <= 12 ? 128 : kRank <= 24 ? 168 : 255;
    static constexpr int kBlocksWanted = blocksOfRegisters(kMaxThreads, kRegisters);
    static constexpr int kArrays = 3; // of a tile's steps: dz, and the terms of dB and dC

    static int sharedWords(int rank, int threads)
    {
        return Ss2dStageLayout<kRank, false>::words(rank) + kArrays * kSs2dTileSteps * threads;
    }

    template <class Machine>
    class Block;

    template <class Machine>
    DASS_DEVICE static void run(const Machine& machine, const Ss2dBackwardParameters<Machine, Element>& p)
    {
        Block<Machine>(machine, p).run();
    }
};

template <class Element, int kRank>
template <class Machine>
class Ss2dBackward<Element, kRank>::Block
{
public:
    using Parameters = Ss2dBackwardParameters<Machine, Element>;
    using Lane = Ss2dLane<Machine, Element, kRank, false>;
    using Stage = Ss2dStage<Machine, Element, kRank, false>;
    using Shared = typename Machine::template Shared<float>;

    DASS_DEVICE Block(const Machine& machine, const Parameters& p)
        : m_machine(machine), m_p(p), m_size(p.problem.size), m_stage(machine, p.problem.size),
          m_channelBlock(static_cast<int>(machine.block() % p.channelBlocks)),
          m_firstChannel(m_channelBlock * machine.threads()), m_channel(m_firstChannel + machine.thread()),
          m_tileArrays(machine.template shared<float>(Stage::Layout::words(p.problem.size.rank),
                                                      kArrays * kSs2dTileSteps * machine.threads()))
    {
        const int64_t block = machine.block() / p.channelBlocks;
        m_segment = static_cast<int>(block % p.segments);
        m_image = block / p.segments;
    }

    DASS_DEVICE void run()
    {
        const int first = m_segment * m_p.segmentChunks;
        const int end = first + m_p.segmentChunks < m_size.chunks() ? first + m_p.segmentChunks : m_size.chunks();
        for (int half = 0; half < 2; ++half) {
            // Threads to spare work on the last channel, so that all reach the barriers, and write nothing.
            const Lane lane(m_machine, m_p.problem, m_p.pair + 2 * half, isChannel() ? m_channel : m_size.channels - 1,
                            0);
            Sums sums;
            for (int chunk = first; chunk < end; ++chunk)
                runChunk(lane, half, Ss2dChunk::of(m_size, m_image, m_p.pair, chunk), sums);
            if (isChannel())
                write(sums, lane, m_p.pair + 2 * half);
        }
    }

private:
    // Over the segment's steps.
    struct Sums
    {
        float bias = 0;
        float decay = 0; // by A
        float skip = 0;
        float weight[kRank > 0 ? kRank : 1] = {};
    };

    DASS_DEVICE bool isChannel() const { return m_channel < m_size.channels; }
    // A thread's column of a tile array, [steps] with the block's threads between.
    DASS_DEVICE Shared array(int index) const { return m_tileArrays + index * kSs2dTileSteps * m_machine.threads(); }
    DASS_DEVICE Shared column(int index) const { return array(index) + m_machine.thread(); }

    DASS_DEVICE void runChunk(const Lane& lane, int half, const Ss2dChunk& chunk, Sums& sums)
    {
        m_stage.fill(m_p.problem, chunk);
        const int channel = isChannel() ? m_channel : m_size.channels - 1;
        const int64_t stateRow = chunk.stateRow(m_size, half);
        float adjoint = m_p.adjoints[stateRow * m_size.channels + channel];
        for (int tile = ceilDivide(chunk.count, kSs2dTileSteps) - 1; tile >= 0; --tile) {
            const int begin = tile * kSs2dTileSteps;
            const int end = begin + kSs2dTileSteps < chunk.count ? begin + kSs2dTileSteps : chunk.count;
            recompute(lane, half, chunk, begin, end,
                      m_p.saved[(stateRow * kSs2dTilesOfChunk + tile) * m_size.channels + channel]);
            adjoint = goBack(lane, half, chunk, begin, end, adjoint, sums);
            m_machine.sync();
            sumOverChannels(half, chunk, begin, end);
            m_machine.sync();
        }
    }

    // Leaves z and the state before each step in the first two tile arrays.
    DASS_DEVICE void recompute(const Lane& lane, int half, const Ss2dChunk& chunk, int begin, int end, float h) const
    {
        const Shared zs = column(0);
        const Shared before = column(1);
        const auto x = m_p.problem.x + imageOffset();
        DASS_UNROLL(2)
        for (int step = begin; step < end; ++step) {
            const int number = chunk.numberOf(half, step);
            const auto row = m_stage.row(half, number);
            const float xt = toFloat(x[m_stage.offset(number)]);
            const float z = lane.z(row, 0);
            const float dt = softplus(z, expOfMinusMagnitude(z));
            const int at = (step - begin) * m_machine.threads();
            zs[at] = z;
            before[at] = h;
            h = fusedMultiplyAdd(exp2Fast(dt * lane.decay), h, dt * xt * row[0]);
        }
    }

    // Returns the adjoint state before the tile. Leaves dz and the terms of dC and dB in the tile arrays.
    DASS_DEVICE float goBack(const Lane& lane, int half, const Ss2dChunk& chunk, int begin, int end, float adjoint,
                             Sums& sums) const
    {
        const Shared zs = column(0);
        const Shared before = column(1);
        const Shared bTerms = column(2);
        const auto x = m_p.problem.x + imageOffset();
        const auto dy = m_p.dy + imageOffset();
        const auto dx = m_p.dx + imageOffset();
        for (int step = end - 1; step >= begin; --step) {
            const int number = chunk.numberOf(half, step);
            const int at = (step - begin) * m_machine.threads();
            const int inImage = m_stage.offset(number);
            const auto row = m_stage.row(half, number);
            const float xt = toFloat(x[inImage]);
            const float dyt = toFloat(dy[inImage]);
            const float z = zs[at];
            const float t = expOfMinusMagnitude(z);
            const float dt = softplus(z, t);
            const float a = exp2Fast(dt * lane.decay);
            const float hBefore = before[at];
            const float input = dt * xt;

            const float g = fusedMultiplyAdd(row[1], dyt, adjoint); // by h
            const float dInput = g * row[0];
            adjoint = a * g;
            const float throughA = adjoint * hBefore;
            const float dDt = fusedMultiplyAdd(dInput, xt, throughA * lane.decay * kLn2);
            const float dz = dDt * sigmoid(z, t);
            sums.decay = fusedMultiplyAdd(throughA, dt, sums.decay);
            sums.skip = fusedMultiplyAdd(dyt, xt, sums.skip);
            sums.bias += dz;
            addWeights(row, dz, sums);
            before[at] = dyt * fusedMultiplyAdd(a, hBefore, input * row[0]);
            bTerms[at] = g * input;
            zs[at] = dz;
            if (isChannel()) {
                float dxt = fusedMultiplyAdd(dInput, dt, lane.skip * dyt);
                if (m_p.pair > 0 || half > 0)
                    dxt += dx[inImage];
                dx[inImage] = dxt;
            }
        }
        return adjoint;
    }

    template <class Row>
    DASS_DEVICE void addWeights(const Row& row, float dz, Sums& sums) const
    {
        DASS_UNROLL(64)
        for (int r = 0; r < kRank; ++r)
            sums.weight[r] = fusedMultiplyAdd(dz, row[Stage::Layout::kLow + r], sums.weight[r]);
    }

    // The gradient by the projections of the tile's positions, this block's channels: by dt_low it is dz W.
    DASS_DEVICE void sumOverChannels(int half, const Ss2dChunk& chunk, int begin, int end) const
    {
        constexpr int kSteps = kRank > 12 ? 4 : 1; // of a thread: each weight that it loads serves so many
        const int left = m_size.channels - m_firstChannel;
        const int channels = left < m_machine.threads() ? left : m_machine.threads();
        const int rank = m_size.rank;
        const int width = m_size.directionWidth();
        const int direction = chunk.direction(half);
        const int64_t image =
            (static_cast<int64_t>(m_channelBlock) * m_size.batch + m_image) * m_size.length() * kDirections;
        const int tasks = width * ceilDivide(end - begin, kSteps);
        for (int task = m_machine.thread(); task < tasks; task += m_machine.threads()) {
            const int column = task % width; // neighbouring threads: neighbouring weights, and the same step
            const int firstStep = task / width * kSteps;
            float sums[kSteps] = {};
            const int from = column < rank ? 0 : column == rank ? 2 : 1; // dz, terms of dB, terms of dC
            const Shared terms = array(from) + firstStep * m_machine.threads();
            const auto weights =
                m_p.weightRows + ((static_cast<int64_t>(direction) * m_size.channels + m_firstChannel) * rank + column);
            DASS_UNROLL(4)
            for (int c = 0; c < channels; ++c) {
                const float weight = column < rank ? weights[c * rank] : 1.0F;
                DASS_UNROLL(4)
                for (int s = 0; s < kSteps; ++s)
                    if (begin + firstStep + s < end)
                        sums[s] = fusedMultiplyAdd(terms[s * m_machine.threads() + c], weight, sums[s]);
            }
            DASS_UNROLL(4)
            for (int s = 0; s < kSteps; ++s) {
                const int step = begin + firstStep + s;
                if (step >= end)
                    break;
                const int position = m_stage.position(chunk.numberOf(half, step));
                m_p.dProjections[(image + static_cast<int64_t>(position) * kDirections + direction) * width + column] =
                    sums[s];
            }
        }
        if (kRank == 0 && isChannel())
            addWeightsOfTile(half, chunk, begin, end);
    }

    // Any rank: sums that do not fit into registers are kept where they will be read.
    DASS_DEVICE void addWeightsOfTile(int half, const Ss2dChunk& chunk, int begin, int end) const
    {
        const bool isFirst = chunk.chunk == m_segment * m_p.segmentChunks && end == chunk.count;
        for (int r = 0; r < m_size.rank; ++r) {
            const int64_t at = gradientRow(chunk.direction(half), kWeightRow + r);
            float sum = isFirst ? 0.0F : m_p.parameterGradients[at];
            for (int step = begin; step < end; ++step)
                sum = fusedMultiplyAdd(column(0)[(step - begin) * m_machine.threads()],
                                       m_stage.row(half, chunk.numberOf(half, step))[Stage::Layout::kLow + r], sum);
            m_p.parameterGradients[at] = sum;
        }
    }

    DASS_DEVICE void write(const Sums& sums, const Lane& lane, int direction) const
    {
        m_p.parameterGradients[gradientRow(direction, kBiasRow)] = sums.bias;
        m_p.parameterGradients[gradientRow(direction, kALogRow)] = sums.decay * lane.decay * kLn2;
        m_p.parameterGradients[gradientRow(direction, kSkipRow)] = sums.skip;
        DASS_UNROLL(64)
        for (int r = 0; r < kRank; ++r)
            if (r < m_size.rank)
                m_p.parameterGradients[gradientRow(direction, kWeightRow + r)] = sums.weight[r];
    }

    DASS_DEVICE int64_t gradientRow(int direction, int row) const
    {
        const int64_t part = (m_image * m_p.segments + m_segment) * kDirections + direction;
        return (part * (m_size.rank + kWeightRow) + row) * m_size.channels + m_channel;
    }
    DASS_DEVICE int64_t imageOffset() const
    {
        return m_image * m_size.length() * m_size.channels + (isChannel() ? m_channel : m_size.channels - 1);
    }

    const Machine& m_machine;
    const Parameters& m_p;
    const Ss2dSize& m_size;
    Stage m_stage;
    int m_channelBlock;
    int m_firstChannel;
    int m_channel;
    int m_segment;
    int64_t m_image;
    Shared m_tileArrays; // [3][tile steps][threads]
};

} // namespace dass::cuda
