#pragma once

// Summarises every chunk of every direction: what the chunk does to a state that runs through it. The forward pass asks
// for h, along the walk, the backward pass for the adjoint state, against it.

#include "cuda/ss2d_lane.cuh"

namespace dass::cuda {

template <class Machine, class Element>
struct Ss2dSummariseParameters
{
    Ss2dProblem<Machine, Element> problem;
    int channelBlocks;
    typename Machine::template Global<const Element> input; // [B, H*W, D]: x, or dy for the adjoint state
    typename Machine::template Global<float> dtSums;        // [B, 4, chunks, D] the chunk's decay is exp(A dtSum)
    typename Machine::template Global<float> states; // [B, 4, chunks, D] that leave the chunk if zero comes into it
};

// Blocks: [B, 2 pairs, chunks, channelBlocks].
template <class Element, int kRank, bool kAdjoint, bool kOfTile = false>
struct Ss2dSummarise
{
    static constexpr bool kTiled = ss2dOnTensorCores<Element>(kRank);
    static constexpr const char* kName = kAdjoint  ? "ss2dAdjointSummarise"
                                         : kOfTile ? "ss2dTileSummarise"
                                                   : "ss2dSummarise";
    static constexpr int kMaxThreads = kSs2dThreads;
    static constexpr int kBlocksWanted = blocksOfRegisters(kMaxThreads, ss2dRegisters(kRank, kTiled, kOfTile));
    // Under way at a time. In fp32 four would want a register more than the smallest rank's may have on 9.0.
    static constexpr int kStepsAtOnce = !kTiled && !kOfTile && kRank == 6 ? 2 : 4;

    static int sharedWords(int rank, int threads)
    {
        return Ss2dStageLayout<kRank, kTiled>::words(rank) + ss2dLaneWords(kTiled, threads);
    }

    template <class Machine>
    DASS_DEVICE static void run(const Machine& machine, const Ss2dSummariseParameters<Machine, Element>& p)
    {
        using Lane = Ss2dLane<Machine, Element, kRank, kTiled>;
        using Stage = Ss2dStage<Machine, Element, kRank, kTiled>;
        const Ss2dSize& size = p.problem.size;
        const auto place = Ss2dPlace::of<kOfTile>(machine, size, p.channelBlocks);
        const Ss2dChunk chunk =
            Ss2dChunk::of<kOfTile>(size, place.rest / kPairs, static_cast<int>(place.rest % kPairs), place.chunk);
        const Stage stage(machine, size);
        stage.fill(p.problem, chunk);
        if (ss2dIsIdle(kTiled, place.channel, size))
            return; // no barrier of the block follows
        const bool isChannel = place.channel < size.channels;
        const int channel = isChannel ? place.channel : size.channels - 1;
        const auto input = p.input + (chunk.image * size.length() * size.channels + channel);
        for (int half = 0; half < 2; ++half) {
            const int order = kAdjoint ? 1 - half : half;
            const Lane lane(machine, p.problem, chunk.direction(half), channel, Stage::Layout::words(size.rank));
            float h = 0;
            float dtSum = 0;
            for (int begin = 0; begin < chunk.count; begin += kSs2dTileSteps) {
                lane.project(stage, chunk, half, order, begin);
                const int end = begin + kSs2dTileSteps < chunk.count ? begin + kSs2dTileSteps : chunk.count;
                DASS_UNROLL(kStepsAtOnce)
                for (int step = begin; step < end; ++step) {
                    const int number = chunk.numberOf(order, step);
                    const float value = toFloat(input[stage.offset(number)]);
                    const auto row = stage.row(half, number);
                    const float z = lane.z(row, step - begin);
                    const float dt = softplus(z, expOfMinusMagnitude(z));
                    const float a = exp2Fast(dt * lane.decay);
                    dtSum += dt;
                    if constexpr (kAdjoint)
                        h = a * fusedMultiplyAdd(row[1], value, h);
                    else
                        h = fusedMultiplyAdd(a, h, dt * value * row[0]);
                }
            }
            if (isChannel) {
                const int64_t to = chunk.template stateRow<kOfTile>(size, half) * size.channels + channel;
                p.dtSums[to] = dtSum;
                p.states[to] = h;
            }
        }
    }
};

} // namespace dass::cuda
