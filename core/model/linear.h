#pragma once

// Linear layers on the last dimension, each fused with what follows it. While gradients are recorded they are the plain
// torch operations; else, on the CPU, one oneDNN call each, which spares the passes over memory for bias, GELU and
// residual.

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace dass {

// The weight in the blocked layout that oneDNN multiplies fastest by some `rows` rows at a time; right for any number
// of rows. An opaque tensor, which the functions below take as a weight where no gradients are recorded; the weight
// itself where oneDNN is not used.
at::Tensor packLinearWeight(const at::Tensor& weight, std::int64_t rows);

// x [..., I], weight [O, I], bias [O] or undefined; returns [..., O] in x's dtype.
at::Tensor applyLinear(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias = {});

// gelu(applyLinear(x)), with the exact erf.
at::Tensor applyLinearGelu(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias);

// residual + applyLinear(x); residual [..., O].
at::Tensor addLinear(const at::Tensor& residual, const at::Tensor& x, const at::Tensor& weight,
                     const at::Tensor& bias = {});

} // namespace dass
