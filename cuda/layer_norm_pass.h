#pragma once

// What layer normalisation's passes are given: plain pointers to memory of one device. No torch and no kernels here.

#include "core/ops/element_type.h"
#include "cuda/machine.cuh"

#include <algorithm>
#include <cstdint>

namespace dass::cuda {

inline constexpr int kLayerNormMostChannels = 1024; // a row lies in a warp's registers

struct LayerNormForwardPass
{
    int64_t rows;
    int channels;
    ops::ElementType type; // of x, y, dy and dx
    float epsilon;
    const void* x;       // [rows, channels]
    const float* weight; // [channels]
    const float* bias;   // [channels], not read by the backward pass
    void* y;             // [rows, channels], not written by the backward pass
};

struct LayerNormBackwardPass
{
    LayerNormForwardPass forward;
    const void* dy; // [rows, channels]
    void* dx;       // [rows, channels]
    float* sums;    // [layerNormParts, 2, channels]: by weight, by bias, to be summed
};

// Blocks of the backward pass, each with sums of its own over its rows.
inline int64_t layerNormParts(int64_t rows)
{
    constexpr int64_t kRowsAtLeast = 32;
    constexpr int64_t kMost = 132 * 4; // several blocks for each multiprocessor of the largest GPUs
    return std::clamp<int64_t>(rows / kRowsAtLeast, 1, kMost);
}

} // namespace dass::cuda
