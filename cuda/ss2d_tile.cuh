#pragma once

// ss2d on a tile of rows of an image that is too high for memory: the kernels of the forward pass, with chunks that no
// column's end lies in, from the states that come into the tile to those that leave it.

#include "cuda/ss2d_passes.cuh"

namespace dass::cuda {

template <class Machine>
struct Ss2dTileCombineParameters
{
    Ss2dSize size;
    int channelBlocks;
    typename Machine::template Global<const float> aLogs;  // [4, D]
    typename Machine::template Global<const float> dtSums; // [4, chunksOfTile, D]
    typename Machine::template Global<float> states;       // [4, chunksOfTile, D] end states in, start states out
    typename Machine::template Global<const float> starts; // [runs, D]
    typename Machine::template Global<float> ends;         // [runs, D]
    typename Machine::template Global<float> endDtSums;    // [runs, D]
};

// Blocks: [runs, channelBlocks].
struct Ss2dTileCombine
{
    static constexpr const char* kName = "ss2dTileCombine";
    static constexpr int kMaxThreads = 64;
    static constexpr int kBlocksWanted = blocksOfRegisters(kMaxThreads, 64);

    template <class Machine>
    DASS_DEVICE static void run(const Machine& machine, const Ss2dTileCombineParameters<Machine>& p)
    {
        const int channel = static_cast<int>(machine.block() % p.channelBlocks) * machine.threads() + machine.thread();
        const int run = static_cast<int>(machine.block() / p.channelBlocks);
        if (channel >= p.size.channels)
            return;
        const int half = run / (1 + p.size.width);
        const int column = run % (1 + p.size.width) - 1; // -1: the row-major direction, all of it
        const int direction = 2 * half + (column < 0 ? 0 : 1);
        const int64_t firstChunk =
            int64_t{direction} * p.size.chunksOfTile() + (column < 0 ? 0 : column * p.size.chunksOfColumn());
        const int64_t at = int64_t{run} * p.size.channels + channel;
        float dtSum = 0;
        p.ends[at] = ss2dCombineRun(p.dtSums, p.states, firstChunk * p.size.channels + channel,
                                    column < 0 ? p.size.chunks() : p.size.chunksOfColumn(), p.size.channels, half > 0,
                                    -exp2Fast(p.aLogs[direction * p.size.channels + channel] * kLog2E) * kLog2E,
                                    p.starts[at], dtSum);
        p.endDtSums[at] = dtSum;
    }
};

template <class Element, int kRank, class Launcher>
void ss2dTile(const Launcher& launcher, const Ss2dTilePass& pass)
{
    using Machine = typename Launcher::Machine;
    using Sweep = Ss2dSweep<Element, kRank, true>;
    using ReadFloats = typename Machine::template Global<const float>;
    auto problem = ss2dProblem<Element>(launcher, pass.inputs);
    const Ss2dSize& size = problem.size;
    const int64_t ofRuns = int64_t{ss2dRuns(size.width)} * size.channels;
    const int64_t ofChunks = int64_t{kDirections} * size.chunksOfTile() * size.channels;
    const auto dtSums = launcher.template output<float>("dtSums", pass.dtSums, ofChunks);
    const auto states = launcher.template output<float>("states", pass.states, ofChunks);
    ss2dTileWeights<Element, kRank>(launcher, pass.inputs, problem);
    ss2dSummarise<Element, kRank, false, true>(launcher, problem, problem.x, dtSums, states);
    const auto combined = ChannelBlocks::of(size.channels, Ss2dTileCombine::kMaxThreads);
    launcher.template launch<Ss2dTileCombine>(
        {int64_t{ss2dRuns(size.width)} * combined.count, combined.threads, 0},
        Ss2dTileCombineParameters<Machine>{size, combined.count, problem.aLogs, ReadFloats(dtSums), states,
                                           launcher.template input<float>("starts", pass.starts, ofRuns),
                                           launcher.template output<float>("ends", pass.ends, ofRuns),
                                           launcher.template output<float>("endDtSums", pass.endDtSums, ofRuns)});
    if (pass.y == nullptr)
        return;
    const int64_t values = int64_t{size.length()} * size.channels;
    const auto sum = launcher.template output<float>("sum", pass.sum, values);
    auto y = launcher.template output<Element>("y", pass.y, values);
    if constexpr (std::is_same_v<Element, float>)
        y = sum;
    const auto blocks = ChannelBlocks::of(size.channels, kSs2dThreads);
    for (int pair = 0; pair < kPairs; ++pair)
        launcher.template launch<Sweep>(
            {int64_t{size.chunksOfTile()} * blocks.count, blocks.threads,
             Sweep::sharedWords(size.rank, blocks.threads)},
            Ss2dSweepParameters<Machine, Element>{problem, blocks.count, pair, ReadFloats(states), {}, sum, y});
}

} // namespace dass::cuda
