#pragma once

// The launches of ss2d's passes, the same for the GPU and for the tests' runner. A launcher has a Machine,
// launch<Kernel>(size, parameters), and input<T>(name, pointer, count) and output<T>(...), which make of plain pointers
// what the machine's kernels take.

#include "cuda/ss2d_backward.cuh"
#include "cuda/ss2d_combine.cuh"
#include "cuda/ss2d_forward.cuh"
#include "cuda/ss2d_pass.h"
#include "cuda/ss2d_summarise.cuh"
#include "cuda/ss2d_weight_tiles.cuh"

#include <type_traits>

namespace dass::cuda {

template <class Element, class Launcher>
Ss2dProblem<typename Launcher::Machine, Element> ss2dProblem(const Launcher& launcher, const Ss2dPassInputs& in)
{
    const Ss2dSize& size = in.size;
    const int64_t positions = size.batch * size.length();
    const int64_t parameters = int64_t{kDirections} * size.channels;
    return {size,
            launcher.template input<Element>("x", in.x, positions * size.channels),
            launcher.template input<Element>("projections", in.projections,
                                             positions * kDirections * size.directionWidth()),
            launcher.template input<float>("dtWeight", in.dtWeight, parameters * size.rank),
            launcher.template input<float>("dtBias", in.dtBias, parameters),
            launcher.template input<float>("aLogs", in.aLogs, parameters),
            launcher.template input<float>("ds", in.ds, parameters),
            {}};
}

// Fills the problem's tiles of weights, where the kernels take them.
template <class Element, int kRank, class Launcher, class Problem>
void ss2dTileWeights(const Launcher& launcher, const Ss2dPassInputs& in, Problem& problem)
{
    using Machine = typename Launcher::Machine;
    if constexpr (ss2dOnTensorCores<Element>(kRank)) {
        using Tiles = Ss2dWeightTiles<Element, kRank>;
        const auto tiles =
            launcher.template output<uint32_t>("weightTiles", in.weightTiles, ss2dWeightTileWords(in.size));
        launcher.template launch<Tiles>(
            {int64_t{kDirections} * in.size.columns() * kSs2dColumnTiles, Tiles::kMaxThreads, 0},
            Ss2dWeightTilesParameters<Machine>{in.size, in.size.columns(), problem.dtWeight, tiles});
        problem.weightTiles = typename Machine::template Global<const uint32_t>(tiles);
    }
}

// Leaves every chunk's summary in dtSums and states.
template <class Element, int kRank, bool kAdjoint, bool kOfTile = false, class Launcher, class Problem, class Input,
          class Output>
void ss2dSummarise(const Launcher& launcher, const Problem& problem, const Input& input, const Output& dtSums,
                   const Output& states)
{
    using Summarise = Ss2dSummarise<Element, kRank, kAdjoint, kOfTile>;
    const Ss2dSize& size = problem.size;
    const auto blocks = ChannelBlocks::of(size.channels, kSs2dThreads);
    launcher.template launch<Summarise>(
        {size.batch * ss2dChunks<kOfTile>(size) * kPairs * blocks.count, blocks.threads,
         Summarise::sharedWords(size.rank, blocks.threads)},
        Ss2dSummariseParameters<typename Launcher::Machine, Element>{problem, blocks.count, input, dtSums, states});
}

template <class Launcher, class Problem, class Global>
void ss2dCombine(const Launcher& launcher, const Problem& problem, bool againstWalk, const Global& dtSums,
                 const Global& states)
{
    using Machine = typename Launcher::Machine;
    const Ss2dSize& size = problem.size;
    const auto blocks = ChannelBlocks::of(size.channels, Ss2dCombine::kMaxThreads);
    launcher.template launch<Ss2dCombine>(
        {size.batch * kDirections * blocks.count, blocks.threads, 0},
        Ss2dCombineParameters<Machine>{size.batch, size.chunks(), size.channels, blocks.count, againstWalk,
                                       problem.aLogs, typename Machine::template Global<const float>(dtSums), states});
}

template <class Element, int kRank, class Launcher>
void ss2dForward(const Launcher& launcher, const Ss2dForwardPass& pass)
{
    using Machine = typename Launcher::Machine;
    using Sweep = Ss2dSweep<Element, kRank>;
    auto problem = ss2dProblem<Element>(launcher, pass.inputs);
    const Ss2dSize& size = problem.size;
    const int64_t states = size.states();
    const int64_t values = size.batch * size.length() * size.channels;
    const auto dtSums = launcher.template output<float>("dtSums", pass.dtSums, states);
    const auto starts = launcher.template output<float>("states", pass.states, states);
    const auto saved = launcher.template output<float>("saved", pass.saved, states * kSs2dTilesOfChunk);
    const auto sum = launcher.template output<float>("sum", pass.sum, values);
    auto y = launcher.template output<Element>("y", pass.y, values);
    if constexpr (std::is_same_v<Element, float>)
        y = sum;

    const auto blocks = ChannelBlocks::of(size.channels, kSs2dThreads);
    const int64_t chunks = size.batch * size.chunks();
    ss2dTileWeights<Element, kRank>(launcher, pass.inputs, problem);
    ss2dSummarise<Element, kRank, false>(launcher, problem, problem.x, dtSums, starts);
    ss2dCombine(launcher, problem, false, dtSums, starts);
    for (int pair = 0; pair < kPairs; ++pair)
        launcher.template launch<Sweep>(
            {chunks * blocks.count, blocks.threads, Sweep::sharedWords(size.rank, blocks.threads)},
            Ss2dSweepParameters<Machine, Element>{
                problem, blocks.count, pair, typename Machine::template Global<const float>(starts), saved, sum, y});
}

template <class Element, int kRank, class Launcher>
void ss2dBackward(const Launcher& launcher, const Ss2dBackwardPass& pass)
{
    using Machine = typename Launcher::Machine;
    using Backward = Ss2dBackward<Element, kRank>;
    auto problem = ss2dProblem<Element>(launcher, pass.inputs);
    const Ss2dSize& size = problem.size;
    const int64_t positions = size.batch * size.length();
    const auto blocks = ss2dBackwardBlocks(size);
    const int segments = pass.segments;
    const auto dy = launcher.template input<Element>("dy", pass.dy, positions * size.channels);
    const auto dtSums = launcher.template output<float>("dtSums", pass.dtSums, size.states());
    const auto adjoints = launcher.template output<float>("adjoints", pass.adjoints, size.states());

    ss2dTileWeights<Element, kRank>(launcher, pass.inputs, problem);
    ss2dSummarise<Element, kRank, true>(launcher, problem, dy, dtSums, adjoints);
    ss2dCombine(launcher, problem, true, dtSums, adjoints);
    Ss2dBackwardParameters<Machine, Element> parameters{
        problem,
        blocks.count,
        segments,
        ceilDivide(size.chunks(), segments),
        0,
        dy,
        launcher.template input<float>("weightRows", pass.weightRows, int64_t{kDirections} * size.channels * size.rank),
        launcher.template input<float>("saved", pass.saved, size.states() * kSs2dTilesOfChunk),
        typename Machine::template Global<const float>(adjoints),
        launcher.template output<float>("dx", pass.dx, positions * size.channels),
        launcher.template output<float>("dProjections", pass.dProjections,
                                        blocks.count * positions * kDirections * size.directionWidth()),
        launcher.template output<float>("parameterGradients", pass.parameterGradients,
                                        size.batch * segments * ss2dGradientRows(size) * size.channels)};
    for (parameters.pair = 0; parameters.pair < kPairs; ++parameters.pair)
        launcher.template launch<Backward>(
            {size.batch * segments * blocks.count, blocks.threads, Backward::sharedWords(size.rank, blocks.threads)},
            parameters);
}

// Calls body(std::integral_constant<int, kRank>) with the kernels' rank for this one: those of the published networks,
// and 0 for any other.
template <class Body>
void forRank(int rank, const Body& body)
{
    switch (ss2dKernelRank(rank)) {
    case 6:
        return body(std::integral_constant<int, 6>());
    case 12:
        return body(std::integral_constant<int, 12>());
    case 24:
        return body(std::integral_constant<int, 24>());
    case 48:
        return body(std::integral_constant<int, 48>());
    default:
        return body(std::integral_constant<int, 0>());
    }
}

} // namespace dass::cuda
