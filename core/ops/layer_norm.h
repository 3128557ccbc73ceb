#pragma once

// Parameters of layer normalisation's kernel as plain pointers. No torch here.

#include "core/ops/element_type.h"

#include <cstdint>

namespace dass::ops {

struct LayerNormInputs
{
    int64_t channels;
    ElementType type;    // of x and y
    const void* x;       // [rows, channels]
    const float* weight; // [channels]
    const float* bias;   // [channels]
    float epsilon;
};

// One thread's share on the CPU: rows [rowBegin, rowEnd) of y [rows, channels].
void layerNormCpu(const LayerNormInputs& inputs, int64_t rowBegin, int64_t rowEnd, void* y);

struct LayerNormGradients
{
    const void* dy; // [rows, channels], of x's type as dx
    void* dx;       // [rows, channels]
    float* dWeight; // [channels], added to, as dBias: fp32 whatever x's type, else thousands of rows would not add up
    float* dBias;   // [channels]
};

// One thread's share of the backward pass: rows [rowBegin, rowEnd) of dx, and their part of the parameters' gradients.
void layerNormBackwardCpu(const LayerNormInputs& inputs, const LayerNormGradients& gradients, int64_t rowBegin,
                          int64_t rowEnd);

} // namespace dass::ops
