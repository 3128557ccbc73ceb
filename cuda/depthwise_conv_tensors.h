#pragma once

// The passes of the depthwise convolution with SiLU on tensors, as ss2d_tensors.h.

#include "cuda/depthwise_conv_pass.h"

#include <ATen/core/Tensor.h>

#include <functional>
#include <tuple>

namespace dass::cuda {

// Arguments as ops::depthwiseConv3x3Silu's, contiguous and checked. Fills y.
void depthwiseConvForwardOf(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& y,
                            const std::function<void(const ConvForwardPass&)>& run);

// Gradients by x and weight.
std::tuple<at::Tensor, at::Tensor> depthwiseConvBackwardOf(const at::Tensor& dy, const at::Tensor& x,
                                                           const at::Tensor& weight,
                                                           const std::function<void(const ConvBackwardPass&)>& run);

} // namespace dass::cuda
