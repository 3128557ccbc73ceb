#pragma once

#include "cuda/machine.cuh"

namespace dass::cuda {

// Threads of a block take neighbouring channels; the last block may have some to spare.
struct ChannelBlocks
{
    int threads; // a block
    int count;   // blocks

    static ChannelBlocks of(int channels, int most)
    {
        const int warps = ceilDivide(channels, kWarp);
        const int count = ceilDivide(warps * kWarp, most);
        return {ceilDivide(warps, count) * kWarp, count};
    }
};

} // namespace dass::cuda
