#include "core/model/linear.h"

#include "core/model/cpu_features.h"

#include <ATen/ATen.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/grad_mode.h>

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace dass {

namespace {

using Unary = at::Tensor(const at::Tensor&, const at::Tensor&, const std::optional<at::Tensor>&, std::string_view,
                         c10::List<std::optional<at::Scalar>>, std::optional<std::string_view>);
using Binary = at::Tensor(const at::Tensor&, const at::Tensor&, const at::Tensor&, const std::optional<at::Tensor>&,
                          std::string_view);

const std::array<std::int64_t, 2> kOnes{1, 1};
const std::array<std::int64_t, 2> kTwos{2, 2};

// oneDNN refuses bf16 on processors that are far from multiplying it.
bool oneDnnTakes(const at::Tensor& tensor)
{
    static const bool native = cpuMultipliesBf16();
    return tensor.is_cpu() && (tensor.scalar_type() == at::kFloat || native);
}

bool mayFuse(const at::Tensor& x)
{
    return !at::GradMode::is_enabled() && oneDnnTakes(x) && x.numel() > 0;
}

std::optional<at::Tensor> optional(const at::Tensor& bias)
{
    return bias.defined() ? std::optional(bias) : std::nullopt;
}

at::Tensor fused(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, std::string_view activation,
                 std::string_view algorithm)
{
    static const auto op =
        c10::Dispatcher::singleton().findSchemaOrThrow("mkldnn::_linear_pointwise", "").typed<Unary>();
    return op.call(x, weight, optional(bias), activation, c10::List<std::optional<at::Scalar>>(), algorithm);
}

} // namespace

at::Tensor packLinearWeight(const at::Tensor& weight, std::int64_t rows)
{
    if (!oneDnnTakes(weight))
        return weight;
    static const auto op = c10::Dispatcher::singleton()
                               .findSchemaOrThrow("mkldnn::_reorder_linear_weight", "")
                               .typed<at::Tensor(const at::Tensor&, std::optional<c10::SymInt>)>();
    return op.call(weight, c10::SymInt(rows));
}

at::Tensor packConvolutionWeight(const at::Tensor& weight, std::int64_t height, std::int64_t width)
{
    if (!oneDnnTakes(weight))
        return weight;
    static const auto op = c10::Dispatcher::singleton()
                               .findSchemaOrThrow("mkldnn::_reorder_convolution_weight", "")
                               .typed<at::Tensor(const at::Tensor&, at::IntArrayRef, at::IntArrayRef, at::IntArrayRef,
                                                 std::int64_t, at::OptionalIntArrayRef)>();
    const std::array<std::int64_t, 4> image{1, weight.size(1), height, width};
    return op.call(weight.contiguous(at::MemoryFormat::ChannelsLast), kOnes, kTwos, kOnes, 1,
                   at::OptionalIntArrayRef(at::IntArrayRef(image)));
}

at::Tensor halvingConvolution(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias)
{
    const at::Tensor image = x.permute({0, 3, 1, 2}); // channels_last in torch's sense: no copy
    if (!weight.is_mkldnn())
        return at::conv2d(image, weight.contiguous(at::MemoryFormat::ChannelsLast), bias, 2, 1)
            .permute({0, 2, 3, 1})
            .contiguous();
    static const auto op =
        c10::Dispatcher::singleton()
            .findSchemaOrThrow("mkldnn::_convolution_pointwise", "")
            .typed<at::Tensor(const at::Tensor&, const at::Tensor&, const std::optional<at::Tensor>&, at::IntArrayRef,
                              at::IntArrayRef, at::IntArrayRef, std::int64_t, std::string_view,
                              c10::List<std::optional<at::Scalar>>, std::optional<std::string_view>)>();
    return op
        .call(image, weight, optional(bias), kOnes, kTwos, kOnes, 1, "none", c10::List<std::optional<at::Scalar>>(), "")
        .permute({0, 2, 3, 1})
        .contiguous();
}

at::Tensor applyLinear(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias)
{
    return mayFuse(x) ? fused(x, weight, bias, "none", "") : at::linear(x, weight, bias);
}

at::Tensor applyLinearGelu(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias)
{
    if (mayFuse(x))
        return fused(x, weight, bias, "gelu", "none");
    if (!at::GradMode::is_enabled() && x.is_cuda() && x.scalar_type() == at::kBFloat16 && x.numel() > 0)
        return productWithGelu(x, weight, bias);
    return at::gelu(at::linear(x, weight, bias));
}

at::Tensor productWithGelu(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias)
{
    std::vector<std::int64_t> shape = x.sizes().vec();
    shape.back() = weight.size(0);
    return at::_addmm_activation(bias, x.flatten(0, -2), weight.t(), 1, 1, /*use_gelu=*/true).view(shape);
}

at::Tensor addLinear(const at::Tensor& residual, const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias)
{
    if (!mayFuse(x) && at::GradMode::is_enabled())
        return residual + at::linear(x, weight, bias);
    if (!mayFuse(x))
        return at::linear(x, weight, bias).add_(residual);
    static const auto op =
        c10::Dispatcher::singleton().findSchemaOrThrow("mkldnn::_linear_pointwise", "binary").typed<Binary>();
    return op.call(x, residual, weight, optional(bias), "add");
}

} // namespace dass
