#pragma once

// Linear layers on the last dimension, each fused with what follows it, and the convolution between groups. While
// gradients are recorded they are the plain torch operations; else, on the CPU, one oneDNN call each, which spares the
// passes over memory for bias, GELU and residual.

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace dass {

// The weight in the blocked layout that oneDNN multiplies fastest by some `rows` rows at a time; right for any number
// of rows. An opaque tensor, which the functions below take as a weight where no gradients are recorded; the weight
// itself where oneDNN is not used.
at::Tensor packLinearWeight(const at::Tensor& weight, std::int64_t rows);

// The same for the weight [O, I, 3, 3] of the convolution below, for images of about this size.
at::Tensor packConvolutionWeight(const at::Tensor& weight, std::int64_t height, std::int64_t width);

// 3x3, stride 2, padding 1 on a channels-last image: x [B, H, W, I] -> [B, ceil(H/2), ceil(W/2), O], bias [O].
at::Tensor halvingConvolution(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias);

// x [..., I], weight [O, I], bias [O] or undefined; returns [..., O] in x's dtype.
at::Tensor applyLinear(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias = {});

// gelu(applyLinear(x)), with the exact erf.
at::Tensor applyLinearGelu(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias);

// The same where the product's own library applies bias and GELU before it writes: on a GPU, for bf16, which rounds
// away that its GELU is the tanh form there.
at::Tensor productWithGelu(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias);

// residual + applyLinear(x); residual [..., O].
at::Tensor addLinear(const at::Tensor& residual, const at::Tensor& x, const at::Tensor& weight,
                     const at::Tensor& bias = {});

} // namespace dass
