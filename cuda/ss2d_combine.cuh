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

// Blocks: [B, 4 directions, channelBlocks].
struct Ss2dCombine
{
    static constexpr const char* kName = "ss2dCombine";
    static constexpr int kMaxThreads = 64;
    static constexpr int kBlocksWanted = blocksOfRegisters(kMaxThreads, 64);

    template <class Machine>
    DASS_DEVICE static void run(const Machine& machine, const Ss2dCombineParameters<Machine>& p)
    {
        constexpr int kAhead = 8; // loads under way at a time
        int64_t block = machine.block();
        const int channel = static_cast<int>(block % p.channelBlocks) * machine.threads() + machine.thread();
        block /= p.channelBlocks;
        const int direction = static_cast<int>(block % kDirections);
        if (channel >= p.channels)
            return;
        const float decay = -exp2Fast(p.aLogs[direction * p.channels + channel] * kLog2E) * kLog2E;
        const bool fromTheEnd = (direction >= 2) != p.againstWalk;
        const int64_t first = block * p.chunks * p.channels + channel;
        float h = 0;
        for (int begin = 0; begin < p.chunks; begin += kAhead) {
            float dtSums[kAhead];
            float ends[kAhead];
            DASS_UNROLL(8)
            for (int i = 0; i < kAhead; ++i) {
                const int64_t at = first + static_cast<int64_t>(chunkOf(p.chunks, fromTheEnd, begin + i)) * p.channels;
                dtSums[i] = p.dtSums[at];
                ends[i] = p.states[at];
            }
            DASS_UNROLL(8)
            for (int i = 0; i < kAhead; ++i) {
                if (begin + i >= p.chunks)
                    break;
                const int chunk = chunkOf(p.chunks, fromTheEnd, begin + i);
                p.states[first + static_cast<int64_t>(chunk) * p.channels] = h;
                h = fusedMultiplyAdd(exp2Fast(dtSums[i] * decay), h, ends[i]);
            }
        }
    }

private:
    // Beyond the last one, the last one.
    DASS_DEVICE static int chunkOf(int chunks, bool fromTheEnd, int number)
    {
        const int inside = number < chunks ? number : chunks - 1;
        return fromTheEnd ? chunks - 1 - inside : inside;
    }
};

} // namespace dass::cuda
