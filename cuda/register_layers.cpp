#include "cuda/depthwise_conv_tensors.h"
#include "cuda/fbank_tensors.h"
#include "cuda/launch.h"
#include "cuda/layer_norm_tensors.h"
#include "cuda/selective_scan_tensors.h"

#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>
#include <torch/library.h>

namespace dass::cuda {

namespace {

CUstream_st* stream()
{
    return c10::cuda::getCurrentCUDAStream().stream();
}

void layerNormForward(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, double epsilon,
                      const at::Tensor& y)
{
    const c10::cuda::CUDAGuard device(x.device());
    layerNormForwardOf(x, weight, bias, epsilon, y, [](const auto& pass) { launchLayerNorm(pass, stream()); });
}

std::tuple<at::Tensor, at::Tensor, at::Tensor> layerNormBackward(const at::Tensor& dy, const at::Tensor& x,
                                                                 const at::Tensor& weight, const at::Tensor& bias,
                                                                 double epsilon)
{
    const c10::cuda::CUDAGuard device(x.device());
    return layerNormBackwardOf(dy, x, weight, bias, epsilon, [](const auto& pass) { launchLayerNorm(pass, stream()); });
}

void convForward(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& y)
{
    const c10::cuda::CUDAGuard device(x.device());
    depthwiseConvForwardOf(x, weight, y, [](const auto& pass) { launchDepthwiseConv(pass, stream()); });
}

std::tuple<at::Tensor, at::Tensor> convBackward(const at::Tensor& dy, const at::Tensor& x, const at::Tensor& weight)
{
    const c10::cuda::CUDAGuard device(x.device());
    return depthwiseConvBackwardOf(dy, x, weight, [](const auto& pass) { launchDepthwiseConv(pass, stream()); });
}

std::tuple<at::Tensor, at::Tensor> scanForward(const at::Tensor& u, const at::Tensor& delta, const at::Tensor& A,
                                               const at::Tensor& B, const at::Tensor& C,
                                               const std::optional<at::Tensor>& D,
                                               const std::optional<at::Tensor>& deltaBias, bool deltaSoftplus,
                                               bool keepForBackward)
{
    const c10::cuda::CUDAGuard device(u.device());
    return scanForwardOf(u, delta, A, B, C, D, deltaBias, deltaSoftplus, keepForBackward,
                         [](const auto& pass) { launchSelectiveScan(pass, stream()); });
}

ScanGradients scanBackward(const at::Tensor& dy, const at::Tensor& u, const at::Tensor& delta, const at::Tensor& A,
                           const at::Tensor& B, const at::Tensor& C, const std::optional<at::Tensor>& D,
                           const std::optional<at::Tensor>& deltaBias, bool deltaSoftplus,
                           const at::Tensor& chunkStates)
{
    const c10::cuda::CUDAGuard device(u.device());
    return scanBackwardOf(dy, u, delta, A, B, C, D, deltaBias, deltaSoftplus, chunkStates,
                          [](const auto& pass) { launchSelectiveScan(pass, stream()); });
}

void fbankForward(const at::Tensor& sound, const at::Tensor& tables, at::IntArrayRef starts, at::IntArrayRef samples,
                  const at::Tensor& y)
{
    const c10::cuda::CUDAGuard device(sound.device());
    fbankOf(sound, tables, starts, samples, y, [](const auto& pass) { launchFbank(pass, stream()); });
}

} // namespace

TORCH_LIBRARY_IMPL(dass, CUDA, library)
{
    library.impl("layer_norm_forward", &layerNormForward);
    library.impl("layer_norm_backward", &layerNormBackward);
    library.impl("depthwise_conv3x3_silu_forward", &convForward);
    library.impl("depthwise_conv3x3_silu_backward", &convBackward);
    library.impl("selective_scan_forward", &scanForward);
    library.impl("selective_scan_backward", &scanBackward);
    library.impl("fbank", &fbankForward);
}

} // namespace dass::cuda
