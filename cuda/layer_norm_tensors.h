#pragma once

// Layer normalisation's passes on tensors, as ss2d_tensors.h.

#include "cuda/layer_norm_pass.h"

#include <ATen/core/Tensor.h>

#include <functional>
#include <tuple>

namespace dass::cuda {

// Arguments as ops::layerNorm's, contiguous and checked. Fills y.
void layerNormForwardOf(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, double epsilon,
                        const at::Tensor& y, const std::function<void(const LayerNormForwardPass&)>& run);

// Gradients by x, weight and bias.
std::tuple<at::Tensor, at::Tensor, at::Tensor>
layerNormBackwardOf(const at::Tensor& dy, const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                    double epsilon, const std::function<void(const LayerNormBackwardPass&)>& run);

} // namespace dass::cuda
