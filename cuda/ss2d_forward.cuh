#pragma once

// The forward pass of ss2d: summarise every chunk (ss2d_summarise.cuh), combine the summaries (ss2d_combine.cuh), sweep
// every chunk again from its true start states. Nothing of size [4, H*W, D] is stored.

#include "cuda/ss2d_lane.cuh"

namespace dass::cuda {

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
template <class Element, int kRank, bool kOfTile = false>
struct Ss2dSweep
{
    static constexpr bool kTiled = ss2dOnTensorCores<Element>(kRank);
    static constexpr const char* kName = kOfTile ? "ss2dTileSweep" : "ss2dSweep";
    static constexpr int kMaxThreads = kSs2dThreads;
    static constexpr int kBlocksWanted = blocksOfRegisters(kMaxThreads, ss2dRegisters(kRank, kTiled, kOfTile));

    static int sharedWords(int rank, int threads)
    {
        return Ss2dStageLayout<kRank, kTiled>::words(rank) + ss2dLaneWords(kTiled, threads) + kSs2dChunkSteps * threads;
    }

    template <class Machine>
    DASS_DEVICE static void run(const Machine& machine, const Ss2dSweepParameters<Machine, Element>& p)
    {
        const Ss2dSize& size = p.problem.size;
        const auto place = Ss2dPlace::of<kOfTile>(machine, size, p.channelBlocks);
        const Ss2dChunk chunk = Ss2dChunk::of<kOfTile>(size, place.rest, p.pair, place.chunk);
        const Stage<Machine> stage(machine, size);
        stage.fill(p.problem, chunk);
        if (ss2dIsIdle(kTiled, place.channel, size))
            return; // no barrier of the block follows
        // What the pair's first direction gives waits here for the second; each thread has a column of its own.
        const auto ys = machine.template shared<float>(Stage<Machine>::Layout::words(size.rank) +
                                                           ss2dLaneWords(kTiled, machine.threads()),
                                                       kSs2dChunkSteps * machine.threads()) +
                        machine.thread();
        walk<Role::First>(machine, p, stage, chunk, place.channel, ys);
        if (p.pair == 0)
            walk<Role::Second>(machine, p, stage, chunk, place.channel, ys);
        else
            walk<Role::Last>(machine, p, stage, chunk, place.channel, ys);
    }

private:
    // What a direction does with y: leaves it to the pair's other one, adds that and leaves the sum to the other pair,
    // or adds that, too.
    enum class Role { First, Second, Last };

    template <class Machine>
    using Stage = Ss2dStage<Machine, Element, kRank, kTiled>;

    template <Role kRole, class Machine, class Shared>
    DASS_DEVICE static void walk(const Machine& machine, const Ss2dSweepParameters<Machine, Element>& p,
                                 const Stage<Machine>& stage, const Ss2dChunk& chunk, int anyChannel, const Shared& ys)
    {
        constexpr int half = kRole == Role::First ? 0 : 1;
        const Ss2dSize& size = p.problem.size;
        const bool isChannel = anyChannel < size.channels; // else the thread helps its warp, and writes nothing
        const int channel = isChannel ? anyChannel : size.channels - 1;
        const Ss2dLane<Machine, Element, kRank, kTiled> lane(machine, p.problem, chunk.direction(half), channel,
                                                             Stage<Machine>::Layout::words(size.rank));
        const int64_t stateRow = chunk.template stateRow<kOfTile>(size, half);
        const int64_t image = chunk.image * size.length() * size.channels + channel;
        const auto x = p.problem.x + image;
        const auto sum = p.sum + image;
        const auto y = p.y + image;
        float h = p.starts[stateRow * size.channels + channel];
        for (int begin = 0; begin < chunk.count; begin += kSs2dTileSteps) {
            lane.project(stage, chunk, half, half, begin);
            if (p.saved && isChannel)
                p.saved[(stateRow * kSs2dTilesOfChunk + begin / kSs2dTileSteps) * size.channels + channel] = h;
            const int end = begin + kSs2dTileSteps < chunk.count ? begin + kSs2dTileSteps : chunk.count;
            DASS_UNROLL(4)
            for (int step = begin; step < end; ++step) {
                const int number = chunk.numberOf(half, step);
                const int at = stage.offset(number);
                const float xt = toFloat(x[at]);
                const auto row = stage.row(half, number);
                const float z = lane.z(row, step - begin);
                const float dt = softplus(z, expOfMinusMagnitude(z));
                h = fusedMultiplyAdd(exp2Fast(dt * lane.decay), h, dt * xt * row[0]);
                const float yt = fusedMultiplyAdd(row[1], h, lane.skip * xt);
                const int inColumn = number * machine.threads();
                if constexpr (kRole == Role::First)
                    ys[inColumn] = yt;
                else if (!isChannel)
                    continue;
                else if constexpr (kRole == Role::Second)
                    sum[at] = ys[inColumn] + yt;
                else
                    y[at] = rounded<Element>(sum[at] + (ys[inColumn] + yt));
            }
        }
    }
};

} // namespace dass::cuda
