#pragma once

// What the passes of the depthwise convolution with SiLU are given: plain pointers to memory of one device. No torch
// and no kernels here.

#include "core/ops/element_type.h"
#include "cuda/machine.cuh"

#include <cstdint>

namespace dass::cuda {

inline constexpr int kConvRows = 2;     // of the image that a block works on
inline constexpr int kConvColumns = 32; // of them

struct ConvSize
{
    int64_t batch;
    int height;
    int width;
    int channels; // D

    DASS_BOTH int rowBlocks() const { return ceilDivide(height, kConvRows); }
    DASS_BOTH int columnBlocks() const { return ceilDivide(width, kConvColumns); }
    DASS_BOTH int64_t parts() const { return batch * rowBlocks() * columnBlocks(); } // of all images
    DASS_BOTH int64_t values() const { return batch * height * width * channels; }
};

struct ConvForwardPass
{
    ConvSize size;
    ops::ElementType type; // of x, y, dy and dx
    const void* x;         // [B, H, W, D]
    const float* weight;   // [9, D], ops.h has it the other way round
    void* y;               // [B, H, W, D], not written by the backward pass
};

struct ConvBackwardPass
{
    ConvForwardPass forward;
    const void* dy; // [B, H, W, D]
    float* dz;      // [B, H, W, D] scratch: by the convolution's result
    void* dx;       // [B, H, W, D]
    float* dWeight; // [parts, 9, D], to be summed
};

} // namespace dass::cuda
