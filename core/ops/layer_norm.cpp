#include "core/ops/layer_norm.h"

#include "core/ops/ops.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/library.h>

#include <algorithm>

namespace dass::ops {

namespace {

constexpr int64_t kValuesPerTask = 1 << 15; // fewer do not repay waking a thread

void forwardCpu(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, double epsilon,
                const at::Tensor& y)
{
    const LayerNormInputs inputs{x.size(-1),
                                 x.scalar_type() == at::kFloat ? ElementType::Float32 : ElementType::BFloat16,
                                 x.const_data_ptr(),
                                 weight.const_data_ptr<float>(),
                                 bias.const_data_ptr<float>(),
                                 static_cast<float>(epsilon)};
    void* const out = y.mutable_data_ptr();
    const int64_t grain = std::max<int64_t>(1, kValuesPerTask / inputs.channels);
    at::parallel_for(0, x.numel() / inputs.channels, grain,
                     [&](int64_t begin, int64_t end) { layerNormCpu(inputs, begin, end, out); });
}

void checkInputs(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias)
{
    TORCH_CHECK(x.dim() >= 1 && x.numel() > 0, "layerNorm: x has shape ", x.sizes(), ", wanted [..., channels]");
    TORCH_CHECK(x.scalar_type() == at::kFloat || x.scalar_type() == at::kBFloat16, "layerNorm: x is ", x.scalar_type(),
                ", wanted Float or BFloat16");
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
        return at::layer_norm(x, weight.sizes(), weight, bias, epsilon);
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
}

TORCH_LIBRARY_IMPL(dass, CPU, library)
{
    library.impl("layer_norm_forward", &forwardCpu);
}

} // namespace dass::ops
