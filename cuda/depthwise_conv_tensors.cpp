#include "cuda/depthwise_conv_tensors.h"

#include "cuda/element_types.h"

#include <ATen/ATen.h>

#include <limits>

namespace dass::cuda {

namespace {

// With the tensor that the pass points to besides the arguments.
struct Inputs
{
    at::Tensor weight; // [9, D]
    ConvForwardPass pass;
};

Inputs inputsOf(const at::Tensor& x, const at::Tensor& weight)
{
    TORCH_CHECK(x.size(1) * x.size(2) * x.size(3) <= std::numeric_limits<int>::max(),
                "depthwiseConv3x3Silu: an image of ", x.size(1), " x ", x.size(2), " x ", x.size(3),
                " is too large for the GPU's kernels, choose the CPU or a shorter input");
    Inputs inputs{weight.view({weight.size(0), 9}).t().contiguous(), {}};
    inputs.pass = {{x.size(0), static_cast<int>(x.size(1)), static_cast<int>(x.size(2)), static_cast<int>(x.size(3))},
                   elementTypeOf(x, "depthwiseConv3x3Silu"),
                   x.const_data_ptr(),
                   inputs.weight.const_data_ptr<float>(),
                   nullptr};
    return inputs;
}

} // namespace

void depthwiseConvForwardOf(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& y,
                            const std::function<void(const ConvForwardPass&)>& run)
{
    auto inputs = inputsOf(x, weight);
    inputs.pass.y = y.mutable_data_ptr();
    run(inputs.pass);
}

std::tuple<at::Tensor, at::Tensor> depthwiseConvBackwardOf(const at::Tensor& dy, const at::Tensor& x,
                                                           const at::Tensor& weight,
                                                           const std::function<void(const ConvBackwardPass&)>& run)
{
    const auto inputs = inputsOf(x, weight);
    const auto dx = at::empty_like(x);
    const auto dz = at::empty(x.sizes(), weight.options());
    const auto dWeight = at::empty({inputs.pass.size.parts(), 9, x.size(3)}, weight.options());
    run({inputs.pass, dy.const_data_ptr(), dz.mutable_data_ptr<float>(), dx.mutable_data_ptr(),
         dWeight.mutable_data_ptr<float>()});
    return {dx, dWeight.sum(0).t().contiguous().view_as(weight)};
}

} // namespace dass::cuda
