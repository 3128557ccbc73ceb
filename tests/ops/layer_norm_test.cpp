#include "core/ops/ops.h"
#include "tests/ops/op_testing.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include <limits>
#include <string>
#include <tuple>
#include <vector>

namespace dass::ops {
namespace {

constexpr double kEpsilon = 1e-5;

at::Tensor inDouble(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias)
{
    return at::layer_norm(x.to(at::kDouble), weight.sizes(), weight.to(at::kDouble), bias.to(at::kDouble), kEpsilon)
        .to(x.scalar_type());
}

class LayerNorm : public testing::TestWithParam<std::tuple<std::vector<int64_t>, at::ScalarType>>
{
protected:
    LayerNorm()
    {
        const auto& [shape, type] = GetParam();
        at::manual_seed(5);
        x = (at::randn(shape) * 3 + 1).to(type);
        weight = at::randn({shape.back()});
        bias = at::randn({shape.back()});
        dy = at::randn(shape).to(type);
        tolerance = type == at::kFloat ? 2e-6 : 4e-3; // of bf16: half a unit in the last place
    }

    at::Tensor x, weight, bias, dy;
    double tolerance = 0;
};

TEST_P(LayerNorm, equalsDoublePrecisionOnEverySimdTarget)
{
    const at::Tensor wanted = inDouble(x, weight, bias);
    for (const int64_t target : simdTargets()) {
        const SimdTarget use(target);
        EXPECT_LT(relativeError(layerNorm(x, weight, bias, kEpsilon), wanted), tolerance) << hwy::TargetName(target);
    }
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, LayerNorm,
    testing::Combine(testing::Values(std::vector<int64_t>{1, 1}, std::vector<int64_t>{7},
                                     std::vector<int64_t>{3, 2, 5, 96}, std::vector<int64_t>{1, 17, 33},
                                     std::vector<int64_t>{900, 49}, std::vector<int64_t>{2, 4, 4, 1024},
                                     // whole groups of lanes, and more than stay in registers
                                     std::vector<int64_t>{5, 16}, std::vector<int64_t>{40, 32},
                                     std::vector<int64_t>{9, 64}, std::vector<int64_t>{9, 128},
                                     std::vector<int64_t>{9, 192}, std::vector<int64_t>{9, 208}),
                     testing::Values(at::kFloat, at::kBFloat16)));

TEST(LayerNormValues, keepsItsPrecisionBesideALargeMean)
{
    const at::Tensor x = at::randn({8, 96}) + 1000;
    const at::Tensor one = at::ones({96});
    const at::Tensor zero = at::zeros({96});
    EXPECT_LT(relativeError(layerNorm(x, one, zero, kEpsilon), inDouble(x, one, zero)), 2e-4);
}

TEST(LayerNormValues, aNanSpoilsItsOwnRowOnly)
{
    at::Tensor x = at::randn({3, 20});
    x[1][7] = std::numeric_limits<float>::quiet_NaN();
    const at::Tensor y = layerNorm(x, at::ones({20}), at::zeros({20}), kEpsilon);
    EXPECT_TRUE(y[1].isnan().all().item<bool>());
    EXPECT_FALSE(at::cat({y[0], y[2]}).isnan().any().item<bool>());
}

TEST(LayerNormValues, aViewIsReadByItsStrides)
{
    const at::Tensor x = at::randn({6, 5, 4}).transpose(0, 2);
    const at::Tensor weight = at::randn({6});
    const at::Tensor bias = at::randn({6});
    EXPECT_LT(relativeError(layerNorm(x, weight, bias, kEpsilon), inDouble(x, weight, bias)), 2e-6);
}

TEST_P(LayerNorm, gradientsEqualThoseOfDoublePrecisionOnEverySimdTarget)
{
    using torch::autograd::variable_list;
    const auto gradients = [&](const auto& function, at::ScalarType type) {
        const variable_list inputs{x.to(type).detach().requires_grad_(),
                                   weight.to(type == at::kDouble ? type : at::kFloat).detach().requires_grad_(),
                                   bias.to(type == at::kDouble ? type : at::kFloat).detach().requires_grad_()};
        const at::Tensor y = function(inputs[0], inputs[1], inputs[2]);
        return torch::autograd::grad({y}, inputs, {dy.to(type)});
    };
    const auto wanted = gradients(
        [](const auto& a, const auto& w, const auto& b) { return at::layer_norm(a, w.sizes(), w, b, kEpsilon); },
        at::kDouble);
    for (const int64_t target : simdTargets()) {
        const SimdTarget use(target);
        const auto got = gradients(
            [](const auto& a, const auto& w, const auto& b) { return layerNorm(a, w, b, kEpsilon); }, x.scalar_type());
        EXPECT_EQ(got[0].scalar_type(), x.scalar_type());
        if (x.size(-1) > 1) { // a single channel's gradient is 0 but for rounding
            EXPECT_LT(relativeError(got[0].to(at::kDouble), wanted[0]), 2 * tolerance) << hwy::TargetName(target);
            EXPECT_LT(relativeError(got[1].to(at::kDouble), wanted[1]), 1e-5) << hwy::TargetName(target);
        }
        EXPECT_LT(relativeError(got[2].to(at::kDouble), wanted[2]), 1e-5) << hwy::TargetName(target);
    }
}

// Summed in bf16, as torch's own does, 40,000 rows would add up to a fraction of this.
TEST(LayerNormGradients, ofTheParametersAddUpOverManyRowsOfBf16)
{
    using torch::autograd::variable_list;
    const at::Tensor x = at::randn({40'000, 32}).to(at::kBFloat16);
    const variable_list parameters{at::ones({32}).requires_grad_(), at::zeros({32}).requires_grad_()};
    const auto got = torch::autograd::grad({layerNorm(x, parameters[0], parameters[1], kEpsilon)}, parameters,
                                           {at::full({40'000, 32}, 0.01, at::kBFloat16)});
    const double each = at::full({1}, 0.01, at::kBFloat16).item<double>();
    EXPECT_LT((got[1] - 40'000 * each).abs().max().item<double>(), 1e-3 * 40'000 * each);
}

TEST(LayerNormErrors, namesTheArgumentThatDoesNotFit)
{
    try {
        layerNorm(at::zeros({4, 8}), at::zeros({8}), at::zeros({9}), kEpsilon);
        FAIL() << "no error";
    } catch (const c10::Error& error) {
        EXPECT_NE(std::string(error.what()).find("bias is Float [9]"), std::string::npos) << error.what();
    }
}

} // namespace
} // namespace dass::ops
