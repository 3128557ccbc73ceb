#pragma once

// PyTorch operators of the model (torch namespace "dass"). All are differentiable, take CPU tensors (and those of any
// device whose plugin has registered a kernel), and throw c10::Error on mismatched shapes, naming the argument. Where
// it says bf16, fp16 will do on a GPU.

#include <ATen/core/Tensor.h>

namespace dass::ops {

// Selective scan of Mamba's S6, eq. h_t = exp(dt_t A) h_{t-1} + dt_t B_t u_t, y_t = C_t . h_t + D u_t, with
// dt = softplus(delta + deltaBias) when deltaSoftplus. State in fp32 whatever the inputs are.
//   u, delta  [B, K*D, L]     A [K*D, N]     B, C [B, K, N, L]     D, deltaBias [K*D] (may be undefined)
//   returns y [B, K*D, L] in u's dtype
at::Tensor selectiveScan(const at::Tensor& u, const at::Tensor& delta, const at::Tensor& A, const at::Tensor& B,
                         const at::Tensor& C, const at::Tensor& D, const at::Tensor& deltaBias, bool deltaSoftplus);

// The core of SS2D on a channels-last image: projections, four-direction cross-scan, selective scan and cross-merge in
// one. Directions, as VMamba's cross-scan has them: 0 row-major (height outer), 1 column-major, 2 = reverse of 0, 3 = reverse
// of 1.
//   x             [B, H, W, D] contiguous, fp32 or bf16
//   xProjWeight   [4, R + 2N, D]     rows: dt_low, B, C
//   dtProjsWeight [4, D, R]          dtProjsBias [4, D]
//   aLogs         [4*D, N]           ds [4*D]          A = -exp(aLogs)
//   returns y     [B, H, W, D], the sum over the four directions, in x's dtype
// Parameters are fp32. Nothing of size [4, H*W, D] is stored, in the backward pass neither.
at::Tensor ss2d(const at::Tensor& x, const at::Tensor& xProjWeight, const at::Tensor& dtProjsWeight,
                const at::Tensor& dtProjsBias, const at::Tensor& aLogs, const at::Tensor& ds);

// The same without gradients into y, contiguous, of x's shape and type, other memory than x: for buffers that are
// reused.
void ss2dOut(const at::Tensor& x, const at::Tensor& xProjWeight, const at::Tensor& dtProjsWeight,
             const at::Tensor& dtProjsBias, const at::Tensor& aLogs, const at::Tensor& ds, const at::Tensor& y);

// y = SiLU(conv(x)): depthwise 3x3 convolution, zero padding 1, no bias, on a channels-last image.
//   x [B, H, W, D] fp32 or bf16    weight [D, 1, 3, 3] fp32    returns y [B, H, W, D] in x's dtype
at::Tensor depthwiseConv3x3Silu(const at::Tensor& x, const at::Tensor& weight);

// The same without gradients into y, as ss2dOut.
void depthwiseConv3x3SiluOut(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& y);

// Layer normalisation over the last dimension: (x - mean) / sqrt(variance + epsilon) * weight + bias, statistics in
// fp32.
//   x [..., C] fp32 or bf16    weight, bias [C] fp32    returns y [..., C] in x's dtype
at::Tensor layerNorm(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, double epsilon);

} // namespace dass::ops
