#pragma once

// What the selective scan's passes are given: plain pointers to memory of one device. No torch and no kernels here.

#include "core/ops/selective_scan.h"
#include "cuda/machine.cuh"

namespace dass::cuda {

inline constexpr int kScanMostStates = 96; // shared memory holds a tile's B and C

struct ScanForwardPass
{
    ops::SelectiveScanInputs inputs;
    float* y;           // [B, K*D, L]
    float* chunkStates; // [B, K*D, chunks, N] the state before each chunk; may be null
};

struct ScanBackwardPass
{
    ops::SelectiveScanInputs inputs;
    const float* dy;          // [B, K*D, L]
    const float* chunkStates; // [B, K*D, chunks, N]
    float* du;                // [B, K*D, L]
    float* dDelta;            // [B, K*D, L]
    float* dA;                // [B, K*D, N], of this and the following one an image
    float* dSkip;             // [B, K*D]
    float* dBias;             // [B, K*D]
    float* dB;                // [scanBlocks, B, K, N, L], to be summed
    float* dC;                // the same
};

// Blocks of a warp's channels that share a group's B and C.
inline int64_t scanBlocks(const ops::SelectiveScanInputs& inputs)
{
    return ceilDivide<int64_t>(inputs.channels, kWarp);
}

} // namespace dass::cuda
