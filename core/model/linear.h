#pragma once

// Linear layers on the last dimension, each fused with what follows it. While gradients are recorded they are the plain
// torch operations; else, on the CPU, one oneDNN call each, which spares the passes over memory for bias, GELU and
// residual.

#include <ATen/core/Tensor.h>

namespace dass {

// x [..., I], weight [O, I], bias [O] or undefined; returns [..., O] in x's dtype.
at::Tensor applyLinear(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias = {});

// gelu(applyLinear(x)), with the exact erf.
at::Tensor applyLinearGelu(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias);

// residual + applyLinear(x); residual [..., O].
at::Tensor addLinear(const at::Tensor& residual, const at::Tensor& x, const at::Tensor& weight,
                     const at::Tensor& bias = {});

} // namespace dass
