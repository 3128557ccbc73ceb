#include "core/ops/layer_norm.h"

#include "core/ops/ops.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/library.h>

#include <algorithm>
#include <functional>
#include <tuple>

namespace dass::ops {

namespace {

constexpr int64_t kValuesPerTask = 1 << 15; // fewer do not repay waking a thread

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

LayerNormInputs inputsOf(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, double epsilon)
{
    return {x.size(-1),
            x.scalar_type() == at::kFloat ? ElementType::Float32 : ElementType::BFloat16,
            x.const_data_ptr(),
            weight.const_data_ptr<float>(),
            bias.const_data_ptr<float>(),
            static_cast<float>(epsilon)};
}

void forEachRowBlock(const at::Tensor& x, const std::function<void(int64_t begin, int64_t end)>& task)
{
    const int64_t grain = std::max<int64_t>(1, kValuesPerTask / x.size(-1));
    at::parallel_for(0, x.numel() / x.size(-1), grain, task);
}

void forwardCpu(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, double epsilon,
                const at::Tensor& y)
{
    const LayerNormInputs inputs = inputsOf(x, weight, bias, epsilon);
    void* const out = y.mutable_data_ptr();
    forEachRowBlock(x, [&](int64_t begin, int64_t end) { layerNormCpu(inputs, begin, end, out); });
}

std::tuple<at::Tensor, at::Tensor, at::Tensor>
backwardCpu(const at::Tensor& dy, const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, double epsilon)
{
    const LayerNormInputs inputs = inputsOf(x, weight, bias, epsilon);
    auto dx = at::empty_like(x);
    const auto sums = at::zeros({at::get_num_threads(), 2, inputs.channels}, weight.options());
    float* const sumsAt = sums.mutable_data_ptr<float>();
    void* const dxAt = dx.mutable_data_ptr();
    forEachRowBlock(x, [&](int64_t begin, int64_t end) {
        float* const own = sumsAt + at::get_thread_num() * 2 * inputs.channels;
        layerNormBackwardCpu(inputs, {dy.const_data_ptr(), dxAt, own, own + inputs.channels}, begin, end);
    });
    const auto sum = sums.sum(0);
    return {dx, sum[0], sum[1]};
}

class LayerNormFunction : public torch::autograd::Function<LayerNormFunction>
{
public:
    static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const at::Tensor& weight,
                              const at::Tensor& bias, double epsilon)
    {
        const at::AutoDispatchBelowADInplaceOrView guard;
        context->save_for_backward({x, weight, bias});
        context->saved_data["epsilon"] = epsilon;
        return layerNorm(x, weight, bias, epsilon);
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        static const auto op =
            c10::Dispatcher::singleton()
                .findSchemaOrThrow("dass::layer_norm_backward", "")
                .typed<std::tuple<at::Tensor, at::Tensor, at::Tensor>(const at::Tensor&, const at::Tensor&,
                                                                      const at::Tensor&, const at::Tensor&, double)>();
        const auto saved = context->get_saved_variables();
        auto [dx, dWeight, dBias] =
            op.call(gradients[0].contiguous(), saved[0], saved[1], saved[2], context->saved_data["epsilon"].toDouble());
        return {dx, dWeight, dBias, at::Tensor()};
    }
};

void checkInputs(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias)
{
    TORCH_CHECK(x.dim() >= 1 && x.numel() > 0, "layerNorm: x has shape ", x.sizes(), ", wanted [..., channels]");
    TORCH_CHECK(x.scalar_type() == at::kFloat || x.scalar_type() == at::kBFloat16 ||
                    (x.scalar_type() == at::kHalf && x.is_cuda()),
                "layerNorm: x is ", x.scalar_type(), " on ", x.device(),
                ", wanted Float or BFloat16, on a GPU or Half");
    for (const auto& [name, parameter] : {std::pair("weight", weight), std::pair("bias", bias)})
        TORCH_CHECK(parameter.dim() == 1 && parameter.size(0) == x.size(-1) && parameter.scalar_type() == at::kFloat &&
                        parameter.device() == x.device(),
                    "layerNorm: ", name, " is ", parameter.scalar_type(), " ", parameter.sizes(), " on ",
                    parameter.device(), ", wanted Float [", x.size(-1), "] on ", x.device());
}

} // namespace

at::Tensor layerNorm(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, double epsilon)
{
    checkInputs(x, weight, bias);
    if (at::GradMode::is_enabled() && (x.requires_grad() || weight.requires_grad() || bias.requires_grad()))
        return LayerNormFunction::apply(x.contiguous(), weight.contiguous(), bias.contiguous(), epsilon);
    static const auto op =
        c10::Dispatcher::singleton()
            .findSchemaOrThrow("dass::layer_norm_forward", "")
            .typed<void(const at::Tensor&, const at::Tensor&, const at::Tensor&, double, const at::Tensor&)>();
    const auto y = at::empty(x.sizes(), x.options());
    op.call(x.contiguous(), weight.contiguous(), bias.contiguous(), epsilon, y);
    return y;
}

TORCH_LIBRARY_FRAGMENT(dass, library)
{
    library.def("layer_norm_forward(Tensor x, Tensor weight, Tensor bias, float epsilon, Tensor(a!) y) -> ()");
    library.def("layer_norm_backward(Tensor dy, Tensor x, Tensor weight, Tensor bias, float epsilon) "
                "-> (Tensor, Tensor, Tensor)");
}

TORCH_LIBRARY_IMPL(dass, CPU, library)
{
    library.impl("layer_norm_forward", &forwardCpu);
    library.impl("layer_norm_backward", &backwardCpu);
}

} // namespace dass::ops
