#pragma once

// Parameters of the selective scan's kernels as plain pointers, all fp32, shared by all devices. No torch here.

#include <cstdint>

namespace dass::ops {

// Steps between two saved states; the backward pass recomputes from them.
inline constexpr int64_t kScanChunk = 32;

struct SelectiveScanInputs
{
    int64_t batch;
    int64_t groups;         // K
    int64_t channels;       // D, of one group
    int64_t states;         // N
    int64_t length;         // L
    const float* u;         // [B, K*D, L]
    const float* delta;     // [B, K*D, L]
    const float* A;         // [K*D, N]
    const float* B;         // [B, K, N, L]
    const float* C;         // [B, K, N, L]
    const float* skip;      // D of the equation, [K*D], may be null
    const float* deltaBias; // [K*D], may be null
    bool deltaSoftplus;

    int64_t chunks() const { return (length + kScanChunk - 1) / kScanChunk; }
};

struct SelectiveScanGradients
{
    float* u;
    float* delta;
    float* A; // of this and the following parameters one copy an image, [B, ...]
    float* B; // zero on entry, as C
    float* C;
    float* skip;      // may be null
    float* deltaBias; // may be null
};

// The scan of one group of one image. chunkStates [B, K*D, chunks, N], if not null, receives the state before each
// chunk.
void selectiveScanCpu(const SelectiveScanInputs& inputs, int64_t image, int64_t group, float* y, float* chunkStates);

void selectiveScanBackwardCpu(const SelectiveScanInputs& inputs, int64_t image, int64_t group, const float* dy,
                              const float* chunkStates, const SelectiveScanGradients& gradients);

} // namespace dass::ops
