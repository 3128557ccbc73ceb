#pragma once

// ss2d's passes on tensors: memory, the products that are plain matrix products, and checks of what only these kernels
// ask for. Where the passes themselves run is the caller's: on a GPU, or on the tests' runner.

#include "cuda/ss2d_pass.h"

#include <ATen/core/Tensor.h>

#include <functional>
#include <tuple>

namespace dass::cuda {

// Arguments as ops::ss2d's, contiguous and checked. Fills y; returns the projections and the saved states
// [B, 4, chunks, 2, D] if keepForBackward.
std::tuple<at::Tensor, at::Tensor> ss2dForwardOf(const at::Tensor& x, const at::Tensor& xProjWeight,
                                                 const at::Tensor& dtProjsWeight, const at::Tensor& dtProjsBias,
                                                 const at::Tensor& aLogs, const at::Tensor& ds, const at::Tensor& y,
                                                 bool keepForBackward,
                                                 const std::function<void(const Ss2dForwardPass&)>& run);

// Gradients by x, xProjWeight, dtProjsWeight, dtProjsBias, aLogs and ds.
using Ss2dGradients = std::tuple<at::Tensor, at::Tensor, at::Tensor, at::Tensor, at::Tensor, at::Tensor>;

Ss2dGradients ss2dBackwardOf(const at::Tensor& dy, const at::Tensor& x, const at::Tensor& xProjWeight,
                             const at::Tensor& dtProjsWeight, const at::Tensor& dtProjsBias, const at::Tensor& aLogs,
                             const at::Tensor& ds, const at::Tensor& projections, const at::Tensor& saved,
                             const std::function<void(const Ss2dBackwardPass&)>& run,
                             int64_t blocksWanted = kSs2dBlocksWanted);

// A tile, arguments as ops::Ss2dDeviceTiles' operator, checked there. Fills ends, dtSums and, if it is not empty, y.
void ss2dTileOf(const at::Tensor& x, const at::Tensor& projections, const at::Tensor& dtProjsWeight,
                const at::Tensor& dtProjsBias, const at::Tensor& aLogs, const at::Tensor& ds, const at::Tensor& starts,
                const at::Tensor& ends, const at::Tensor& dtSums, const at::Tensor& y,
                const std::function<void(const Ss2dTilePass&)>& run);

} // namespace dass::cuda
