#include "core/ops/depthwise_conv.h"

#include "core/ops/ops.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/library.h>

#include <algorithm>
#include <array>
#include <tuple>

namespace dass::ops {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

DepthwiseConvInputs inputsOf(const at::Tensor& x, const at::Tensor& weight)
{
    return {x.size(0),
            x.size(1),
            x.size(2),
            x.size(3),
            x.scalar_type() == at::kFloat ? ElementType::Float32 : ElementType::BFloat16,
            x.const_data_ptr(),
            weight.const_data_ptr<float>()};
}

void forwardCpu(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& y)
{
    const auto inputs = inputsOf(x, weight);
    void* const out = y.mutable_data_ptr();
    at::parallel_for(0, inputs.batch * inputs.height, 1,
                     [&](int64_t begin, int64_t end) { depthwiseConvSiluCpu(inputs, begin, end, out); });
}

std::tuple<at::Tensor, at::Tensor> backwardCpu(const at::Tensor& dy, const at::Tensor& x, const at::Tensor& weight)
{
    const auto inputs = inputsOf(x, weight);
    auto dx = at::empty_like(x);
    const int64_t threads = at::get_num_threads();
    auto dWeight = at::zeros({threads, weight.numel()}, weight.options());
    constexpr int64_t kBlock = 16; // channels, a multiple of all vectors' lanes
    const int64_t blocks = (inputs.channels + kBlock - 1) / kBlock;
    at::parallel_for(0, inputs.batch * blocks, 1, [&](int64_t begin, int64_t end) {
        float* const sums = dWeight.data_ptr<float>() + at::get_thread_num() * weight.numel();
        for (int64_t unit = begin; unit < end; ++unit) {
            const int64_t channel = unit % blocks * kBlock;
            depthwiseConvSiluBackwardCpu(inputs, dy.const_data_ptr(), unit / blocks, channel,
                                         std::min(channel + kBlock, inputs.channels), dx.mutable_data_ptr(), sums);
        }
    });
    return {dx, dWeight.sum(0).view_as(weight)};
}

void callForward(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& y)
{
    static const auto op = c10::Dispatcher::singleton()
                               .findSchemaOrThrow("dass::depthwise_conv3x3_silu_forward", "")
                               .typed<void(const at::Tensor&, const at::Tensor&, const at::Tensor&)>();
    op.call(x, weight, y);
}

class DepthwiseConvFunction : public torch::autograd::Function<DepthwiseConvFunction>
{
public:
    static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const at::Tensor& weight)
    {
        const at::AutoDispatchBelowADInplaceOrView guard;
        const auto y = at::empty_like(x);
        callForward(x, weight, y);
        context->save_for_backward({x, weight});
        return y;
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        static const auto op =
            c10::Dispatcher::singleton()
                .findSchemaOrThrow("dass::depthwise_conv3x3_silu_backward", "")
                .typed<std::tuple<at::Tensor, at::Tensor>(const at::Tensor&, const at::Tensor&, const at::Tensor&)>();
        const auto saved = context->get_saved_variables();
        auto [dx, dWeight] = op.call(gradients[0].contiguous(), saved[0], saved[1]);
        return {dx, dWeight};
    }
};

void checkInputs(const at::Tensor& x, const at::Tensor& weight)
{
    TORCH_CHECK(x.dim() == 4 && x.numel() > 0, "depthwiseConv3x3Silu: x has shape ", x.sizes(),
                ", wanted [batch, height, width, channels], not empty");
    TORCH_CHECK(x.scalar_type() == at::kFloat || x.scalar_type() == at::kBFloat16 ||
                    (x.scalar_type() == at::kHalf && x.is_cuda()),
                "depthwiseConv3x3Silu: x is ", x.scalar_type(), " on ", x.device(),
                ", wanted Float or BFloat16, on a GPU or Half");
    const std::array<int64_t, 4> wanted{x.size(3), 1, 3, 3};
    TORCH_CHECK(weight.sizes() == at::IntArrayRef(wanted), "depthwiseConv3x3Silu: weight has shape ", weight.sizes(),
                ", wanted ", at::IntArrayRef(wanted));
    TORCH_CHECK(weight.scalar_type() == at::kFloat && weight.device() == x.device(), "depthwiseConv3x3Silu: weight is ",
                weight.scalar_type(), " on ", weight.device(), ", wanted Float on ", x.device());
}

} // namespace

at::Tensor depthwiseConv3x3Silu(const at::Tensor& x, const at::Tensor& weight)
{
    if (at::GradMode::is_enabled() && (x.requires_grad() || weight.requires_grad())) {
        checkInputs(x, weight);
        return DepthwiseConvFunction::apply(x.contiguous(), weight.contiguous());
    }
    auto y = at::empty(x.sizes(), x.options());
    depthwiseConv3x3SiluOut(x, weight, y);
    return y;
}

void depthwiseConv3x3SiluOut(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& y)
{
    checkInputs(x, weight);
    TORCH_CHECK(y.sizes() == x.sizes() && y.scalar_type() == x.scalar_type() && y.is_contiguous() && !y.is_alias_of(x),
                "depthwiseConv3x3Silu: y must be contiguous, of x's shape ", x.sizes(), " and type ", x.scalar_type(),
                ", and other memory than x; got ", y.sizes(), " ", y.scalar_type());
    callForward(x.contiguous(), weight.contiguous(), y);
}

TORCH_LIBRARY_FRAGMENT(dass, library)
{
    library.def("depthwise_conv3x3_silu_forward(Tensor x, Tensor weight, Tensor(a!) y) -> ()");
    library.def("depthwise_conv3x3_silu_backward(Tensor dy, Tensor x, Tensor weight) -> (Tensor, Tensor)");
    library.def("depthwise_conv3x3_silu(Tensor x, Tensor weight) -> Tensor", &depthwiseConv3x3Silu);
}

TORCH_LIBRARY_IMPL(dass, CPU, library)
{
    library.impl("depthwise_conv3x3_silu_forward", &forwardCpu);
    library.impl("depthwise_conv3x3_silu_backward", &backwardCpu);
}

} // namespace dass::ops
