#pragma once

// Parameters of the depthwise convolution's kernels as plain pointers, shared by all devices. No torch here.

#include "core/ops/element_type.h"

#include <cstdint>

namespace dass::ops {

struct DepthwiseConvInputs
{
    int64_t batch;
    int64_t height;
    int64_t width;
    int64_t channels;    // D
    ElementType type;    // of x, y, dy and dx
    const void* x;       // [B, H, W, D]
    const float* weight; // [D, 3, 3]
};

// One thread's share on the CPU: rows [rowBegin, rowEnd) of y [B, H, W, D], counted over all images.
void depthwiseConvSiluCpu(const DepthwiseConvInputs& inputs, int64_t rowBegin, int64_t rowEnd, void* y);

// The gradients of one image for channels [channelBegin, channelEnd): dx [B, H, W, D] is set, dWeight [D, 3, 3] is
// added to.
void depthwiseConvSiluBackwardCpu(const DepthwiseConvInputs& inputs, const void* dy, int64_t image,
                                  int64_t channelBegin, int64_t channelEnd, void* dx, float* dWeight);

} // namespace dass::ops
