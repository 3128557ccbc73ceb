#include "cuda/layer_norm_tensors.h"

#include "cuda/element_types.h"

#include <ATen/ATen.h>

namespace dass::cuda {

namespace {

LayerNormForwardPass passOf(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, double epsilon)
{
    const int64_t channels = x.size(-1);
    TORCH_CHECK(channels <= kLayerNormMostChannels, "layerNorm: x has ", channels,
                " channels; the GPU's kernels go up to ", kLayerNormMostChannels, ", choose the CPU");
    return {x.numel() / channels,
            static_cast<int>(channels),
            elementTypeOf(x, "layerNorm"),
            static_cast<float>(epsilon),
            x.const_data_ptr(),
            weight.const_data_ptr<float>(),
            bias.const_data_ptr<float>(),
            nullptr};
}

} // namespace

void layerNormForwardOf(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, double epsilon,
                        const at::Tensor& y, const std::function<void(const LayerNormForwardPass&)>& run)
{
    auto pass = passOf(x, weight, bias, epsilon);
    pass.y = y.mutable_data_ptr();
    run(pass);
}

std::tuple<at::Tensor, at::Tensor, at::Tensor>
layerNormBackwardOf(const at::Tensor& dy, const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                    double epsilon, const std::function<void(const LayerNormBackwardPass&)>& run)
{
    const auto pass = passOf(x, weight, bias, epsilon);
    const auto dx = at::empty_like(x);
    const auto sums = at::empty({layerNormParts(pass.rows), 2, pass.channels}, weight.options());
    run({pass, dy.const_data_ptr(), dx.mutable_data_ptr(), sums.mutable_data_ptr<float>()});
    const auto sum = sums.sum(0);
    return {dx, sum[0], sum[1]};
}

} // namespace dass::cuda
