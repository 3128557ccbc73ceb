#pragma once

// The CPU kernels of ss2d.cpp. Registered there, next to the public function, and not in their own unit: so whoever
// calls ops::ss2d links the registrations too, although dass_ops is an archive.

#include "core/ops/ss2d.h"

#include <ATen/core/Tensor.h>

#include <tuple>

namespace dass::ops {

// Gradients by x, xProjWeight, dtProjsWeight, dtProjsBias, aLogs and ds.
using Ss2dGradients = std::tuple<at::Tensor, at::Tensor, at::Tensor, at::Tensor, at::Tensor, at::Tensor>;

// Fills y and returns what the backward pass needs, if keepForBackward: the projections [B, H, W, 4 * (R + 2N)] and the
// state before every chunk [B, 4, chunks, N, D].
std::tuple<at::Tensor, at::Tensor> ss2dForwardCpu(const at::Tensor& x, const at::Tensor& xProjWeight,
                                                  const at::Tensor& dtProjsWeight, const at::Tensor& dtProjsBias,
                                                  const at::Tensor& aLogs, const at::Tensor& ds, const at::Tensor& y,
                                                  bool keepForBackward);

Ss2dGradients ss2dBackwardCpu(const at::Tensor& dy, const at::Tensor& x, const at::Tensor& xProjWeight,
                              const at::Tensor& dtProjsWeight, const at::Tensor& dtProjsBias, const at::Tensor& aLogs,
                              const at::Tensor& ds, const at::Tensor& projections, const at::Tensor& chunkStates);

} // namespace dass::ops
