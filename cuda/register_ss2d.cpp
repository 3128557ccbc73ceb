#include "cuda/element_dispatch.h"
#include "cuda/ss2d_launch.h"
#include "cuda/ss2d_tensors.h"

#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>
#include <torch/library.h>

namespace dass::cuda {

void launchSs2d(const Ss2dForwardPass& pass, CUstream_st* stream)
{
    forElement(pass.inputs.type, [&](auto element) { launchSs2dOf<decltype(element)>(pass, stream); });
}

void launchSs2d(const Ss2dBackwardPass& pass, CUstream_st* stream)
{
    forElement(pass.inputs.type, [&](auto element) { launchSs2dOf<decltype(element)>(pass, stream); });
}

void launchSs2d(const Ss2dTilePass& pass, CUstream_st* stream)
{
    forElement(pass.inputs.type, [&](auto element) { launchSs2dTileOf<decltype(element)>(pass, stream); });
}

namespace {

std::tuple<at::Tensor, at::Tensor> forward(const at::Tensor& x, const at::Tensor& xProjWeight,
                                           const at::Tensor& dtProjsWeight, const at::Tensor& dtProjsBias,
                                           const at::Tensor& aLogs, const at::Tensor& ds, const at::Tensor& y,
                                           bool keepForBackward)
{
    const c10::cuda::CUDAGuard device(x.device());
    return ss2dForwardOf(
        x, xProjWeight, dtProjsWeight, dtProjsBias, aLogs, ds, y, keepForBackward,
        [](const Ss2dForwardPass& pass) { launchSs2d(pass, c10::cuda::getCurrentCUDAStream().stream()); });
}

Ss2dGradients backward(const at::Tensor& dy, const at::Tensor& x, const at::Tensor& xProjWeight,
                       const at::Tensor& dtProjsWeight, const at::Tensor& dtProjsBias, const at::Tensor& aLogs,
                       const at::Tensor& ds, const at::Tensor& projections, const at::Tensor& saved)
{
    const c10::cuda::CUDAGuard device(x.device());
    return ss2dBackwardOf(
        dy, x, xProjWeight, dtProjsWeight, dtProjsBias, aLogs, ds, projections, saved,
        [](const Ss2dBackwardPass& pass) { launchSs2d(pass, c10::cuda::getCurrentCUDAStream().stream()); });
}

void tile(const at::Tensor& x, const at::Tensor& projections, const at::Tensor& dtProjsWeight,
          const at::Tensor& dtProjsBias, const at::Tensor& aLogs, const at::Tensor& ds, const at::Tensor& starts,
          const at::Tensor& ends, const at::Tensor& dtSums, const at::Tensor& y)
{
    const c10::cuda::CUDAGuard device(x.device());
    ss2dTileOf(x, projections, dtProjsWeight, dtProjsBias, aLogs, ds, starts, ends, dtSums, y,
               [](const Ss2dTilePass& pass) { launchSs2d(pass, c10::cuda::getCurrentCUDAStream().stream()); });
}

} // namespace

TORCH_LIBRARY_IMPL(dass, CUDA, library)
{
    library.impl("ss2d_forward", &forward);
    library.impl("ss2d_backward", &backward);
    library.impl("ss2d_tile", &tile);
}

} // namespace dass::cuda
