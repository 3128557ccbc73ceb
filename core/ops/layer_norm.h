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

} // namespace dass::ops
