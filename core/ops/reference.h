#pragma once

// The operators of ops.h written as plainly as the paper's equations, out of torch operations, differentiable by
// autograd. Slow; the truth that every kernel is tested against.

#include <ATen/core/Tensor.h>

namespace dass::ops::reference {

at::Tensor selectiveScan(const at::Tensor& u, const at::Tensor& delta, const at::Tensor& A, const at::Tensor& B,
                         const at::Tensor& C, const at::Tensor& D, const at::Tensor& deltaBias, bool deltaSoftplus);

// x [B, D, H, W] -> [B, 4, D, H*W]
at::Tensor crossScan(const at::Tensor& x);
// y [B, 4, D, H*W] -> [B, D, H*W], row-major
at::Tensor crossMerge(const at::Tensor& y, int64_t height, int64_t width);

// As ops::ss2d.
at::Tensor ss2d(const at::Tensor& x, const at::Tensor& xProjWeight, const at::Tensor& dtProjsWeight,
                const at::Tensor& dtProjsBias, const at::Tensor& aLogs, const at::Tensor& ds);

// As ops::depthwiseConv3x3Silu.
at::Tensor depthwiseConv3x3Silu(const at::Tensor& x, const at::Tensor& weight);

} // namespace dass::ops::reference
