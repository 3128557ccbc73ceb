#pragma once

// Turns the chunks' summaries into the states that truly come into them: h <- exp(A dtSum) h + state, along the walk.
// The backward pass combines the summaries of the adjoint state by the same rule, against the walk.

#include "cuda/ss2d_problem.cuh"

namespace dass::cuda {

template <class Machine>
struct Ss2dCombineParameters
{
    int64_t batch;
    int chunks;
    int channels; // D
    int channelBlocks;
    bool againstWalk;
    typename Machine::template Global<const float> aLogs;  // [4, D]
    typename Machine::template Global<const float> dtSums; // [B, 4, chunks, D]
    typename Machine::template Global<float> states;       // [B, 4, chunks, D] end states in, start states out
};

// One channel's chunks of one run, which lie one after another from `first` on in arrays [chunks, channels], from the
// state h that comes into it. Leaves the state that comes into each chunk; adds up dt; returns the state after the run.
template <class DtSums, class States>
DASS_DEVICE float ss2dCombineRun(const DtSums& dtSums, const States& states, int64_t first, int chunks, int channels,
                                 bool fromTheEnd, float decay, float h, float& dtSum)
{
    constexpr int kAhead = 8;              // loads under way at a time
    const auto placeOf = [&](int number) { // beyond the last one, the last one
        const int inside = number < chunks ? number : chunks - 1;
        return first + static_cast<int64_t>(fromTheEnd ? chunks - 1 - inside : inside) * channels;
    };
    for (int begin = 0; begin < chunks; begin += kAhead) {
        float sums[kAhead];
        float ends[kAhead];
        DASS_UNROLL(8)
        for (int i = 0; i < kAhead; ++i) {
            sums[i] = dtSums[placeOf(begin + i)];
            ends[i] = states[placeOf(begin + i)];
        }
        DASS_UNROLL(8)
        for (int i = 0; i < kAhead; ++i) {
            if (begin + i >= chunks)
                break;
            states[placeOf(begin + i)] = h;
            h = fusedMultiplyAdd(exp2Fast(sums[i] * decay), h, ends[i]);
            dtSum += sums[i];
        }
    }
    return h;
}

// Blocks: [B, 4 directions, channelBlocks].
struct Ss2dCombine
{
    static constexpr const char* kName = "ss2dCombine";
    static constexpr int kMaxThreads = 64;
    static constexpr int kBlocksWanted = blocksOfRegisters(kMaxThreads, 64);

    template <class Machine>
    DASS_DEVICE static void run(const Machine& machine, const Ss2dCombineParameters<Machine>& p)
    {
        int64_t block = machine.block();
        const int channel = static_cast<int>(block % p.channelBlocks) * machine.threads() + machine.thread();
        block /= p.channelBlocks;
        const int direction = static_cast<int>(block % kDirections);
        if (channel >= p.channels)
            return;
        float dtSum = 0; // nobody asks
        ss2dCombineRun(p.dtSums, p.states, block * p.chunks * p.channels + channel, p.chunks, p.channels,
                       (direction >= 2) != p.againstWalk,
                       -exp2Fast(p.aLogs[direction * p.channels + channel] * kLog2E) * kLog2E, 0.0F, dtSum);
    }
};

} // namespace dass::cuda
