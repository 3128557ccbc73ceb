#pragma once

// The forward pass of ss2d: summarise every chunk, combine the summaries (ss2d_combine.cuh), sweep every chunk again
// from its true start states. Nothing of size [4, H*W, D] is stored.

#include "cuda/ss2d_problem.cuh"

namespace dass::cuda {

inline constexpr int kSs2dThreads = 256;

template <class Machine, class Element>
struct Ss2dSummariseParameters
{
    Ss2dProblem<Machine, Element> problem;
    int channelBlocks;
    typename Machine::template Global<float> dtSums; // [B, 4, chunks, D] the chunk's decay is exp(A dtSum)
    typename Machine::template Global<float> states; // [B, 4, chunks, D] at the walk's end of the chunk, from zero
};

// Blocks: [B, 2 pairs, chunks, channelBlocks].
template <class Element, int kRank>
struct Ss2dSummarise
{
    static constexpr const char* kName = "ss2dSummarise";
    static constexpr int kMaxThreads = kSs2dThreads;
    static constexpr int kBlocksWanted = blocksOfRegisters(kMaxThreads, ss2dRegisters(kRank));

    static int sharedWords(int rank) { return Ss2dStageLayout<kRank>::words(rank); }

    template <class Machine>
    DASS_DEVICE static void run(const Machine& machine, const Ss2dSummariseParameters<Machine, Element>& p)
    {
        const Ss2dSize& size = p.problem.size;
        int64_t block = machine.block();
        const int channel = static_cast<int>(block % p.channelBlocks) * machine.threads() + machine.thread();
        block /= p.channelBlocks;
        const int chunkIndex = static_cast<int>(block % size.chunks());
        block /= size.chunks();
        const Ss2dChunk chunk = Ss2dChunk::of(size, block / kPairs, static_cast<int>(block % kPairs), chunkIndex);

        const Ss2dStage<Machine, Element, kRank> stage(machine, size);
        stage.fill(p.problem, chunk);
        if (channel >= size.channels)
            return; // no barrier follows
        const auto x = p.problem.x + (chunk.image * size.length() * size.channels + channel);
        for (int half = 0; half < 2; ++half) {
            const Ss2dLane<Machine, Element, kRank> lane(p.problem, chunk.direction(half), channel);
            float h = 0;
            float dtSum = 0;
            DASS_UNROLL(2)
            for (int step = 0; step < chunk.count; ++step) {
                const int number = chunk.numberOf(half, step);
                const float xt = toFloat(x[stage.position(number) * size.channels]);
                const auto row = stage.row(half, number);
                const float z = lane.z(row);
                const float dt = softplus(z, expOfMinusMagnitude(z));
                dtSum += dt;
                h = fusedMultiplyAdd(exp2Fast(dt * lane.decay), h, dt * xt * row[0]);
            }
            const int64_t to = chunk.stateRow(size, half) * size.channels + channel;
            p.dtSums[to] = dtSum;
            p.states[to] = h;
        }
    }
};

template <class Machine, class Element>
struct Ss2dSweepParameters
{
    Ss2dProblem<Machine, Element> problem;
    int channelBlocks;
    int pair;
    typename Machine::template Global<const float> starts; // [B, 4, chunks, D] the states that come into the chunks
    typename Machine::template Global<float> saved;        // [B, 4, chunks, 2, D] the state before each tile, or null
    typename Machine::template Global<float> sum; // [B, H*W, D] pair 0 sets it, pair 1 reads it; may be y's memory
    typename Machine::template Global<Element> y; // [B, H*W, D] pair 1 sets it
};

// Blocks: [B, chunks, channelBlocks], of one pair; pair 0 first.
template <class Element, int kRank>
struct Ss2dSweep
{
    static constexpr const char* kName = "ss2dSweep";
    static constexpr int kMaxThreads = kSs2dThreads;
    static constexpr int kBlocksWanted = blocksOfRegisters(kMaxThreads, ss2dRegisters(kRank));

    static int sharedWords(int rank, int threads)
    {
        return Ss2dStageLayout<kRank>::words(rank) + kSs2dChunkSteps * threads;
    }

    template <class Machine>
    DASS_DEVICE static void run(const Machine& machine, const Ss2dSweepParameters<Machine, Element>& p)
    {
        using Stage = Ss2dStage<Machine, Element, kRank>;
        const Ss2dSize& size = p.problem.size;
        int64_t block = machine.block();
        const int channel = static_cast<int>(block % p.channelBlocks) * machine.threads() + machine.thread();
        block /= p.channelBlocks;
        const int chunkIndex = static_cast<int>(block % size.chunks());
        const Ss2dChunk chunk = Ss2dChunk::of(size, block / size.chunks(), p.pair, chunkIndex);

        const Stage stage(machine, size);
        stage.fill(p.problem, chunk);
        if (channel >= size.channels)
            return; // no barrier follows
        // What the pair's first direction gives waits here for the second; each thread has a column of its own.
        const auto ys =
            machine.template shared<float>(Stage::Layout::words(size.rank), kSs2dChunkSteps * machine.threads()) +
            machine.thread();
        walk<Role::First>(machine, p, stage, chunk, channel, ys);
        if (p.pair == 0)
            walk<Role::Second>(machine, p, stage, chunk, channel, ys);
        else
            walk<Role::Last>(machine, p, stage, chunk, channel, ys);
    }

private:
    // What a direction does with y: leaves it to the pair's other one, adds that and leaves the sum to the other pair,
    // or adds that, too.
    enum class Role { First, Second, Last };

    template <Role kRole, class Machine, class Shared>
    DASS_DEVICE static void walk(const Machine& machine, const Ss2dSweepParameters<Machine, Element>& p,
                                 const Ss2dStage<Machine, Element, kRank>& stage, const Ss2dChunk& chunk, int channel,
                                 const Shared& ys)
    {
        constexpr int half = kRole == Role::First ? 0 : 1;
        const Ss2dSize& size = p.problem.size;
        const Ss2dLane<Machine, Element, kRank> lane(p.problem, chunk.direction(half), channel);
        const int64_t stateRow = chunk.stateRow(size, half);
        const int64_t image = chunk.image * size.length() * size.channels + channel;
        const auto x = p.problem.x + image;
        const auto sum = p.sum + image;
        const auto y = p.y + image;
        float h = p.starts[stateRow * size.channels + channel];
        for (int begin = 0; begin < chunk.count; begin += kSs2dTileSteps) {
            if (p.saved)
                p.saved[(stateRow * kSs2dTilesOfChunk + begin / kSs2dTileSteps) * size.channels + channel] = h;
            const int end = begin + kSs2dTileSteps < chunk.count ? begin + kSs2dTileSteps : chunk.count;
            DASS_UNROLL(4)
            for (int step = begin; step < end; ++step) {
                const int number = chunk.numberOf(half, step);
                const int at = stage.position(number) * size.channels;
                const float xt = toFloat(x[at]);
                const auto row = stage.row(half, number);
                const float z = lane.z(row);
                const float dt = softplus(z, expOfMinusMagnitude(z));
                h = fusedMultiplyAdd(exp2Fast(dt * lane.decay), h, dt * xt * row[0]);
                const float yt = fusedMultiplyAdd(row[1], h, lane.skip * xt);
                const int inColumn = number * machine.threads();
                if constexpr (kRole == Role::First)
                    ys[inColumn] = yt;
                else if constexpr (kRole == Role::Second)
                    sum[at] = ys[inColumn] + yt;
                else
                    y[at] = rounded<Element>(sum[at] + (ys[inColumn] + yt));
            }
        }
    }
};

} // namespace dass::cuda
