#include "core/ops/ops.h"
#include "core/ops/reference.h"
#include "tests/ops/op_testing.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include <tuple>

namespace dass::ops {
namespace {

struct ConvCase
{
    int64_t batch, height, width, channels;
};

class DepthwiseConv : public testing::TestWithParam<std::tuple<ConvCase, at::ScalarType>>
{
protected:
    DepthwiseConv()
    {
        const auto [c, type] = GetParam();
        at::manual_seed(3);
        x = at::randn({c.batch, c.height, c.width, c.channels}).to(type).requires_grad_();
        weight = at::randn({c.channels, 1, 3, 3}).requires_grad_();
        tolerance = type == at::kFloat ? 1e-5 : 4e-2;
    }

    at::Tensor x;
    at::Tensor weight;
    double tolerance;
};

TEST_P(DepthwiseConv, forwardEqualsReference)
{
    const at::NoGradGuard noGrad;
    const auto y = depthwiseConv3x3Silu(x, weight);
    EXPECT_EQ(y.scalar_type(), x.scalar_type());
    EXPECT_LT(relativeError(y, reference::depthwiseConv3x3Silu(x, weight)), tolerance);
}

TEST_P(DepthwiseConv, gradientsEqualReference)
{
    using torch::autograd::variable_list;
    const variable_list inputs{x, weight};
    const auto dy = at::randn_like(x);
    const auto got = torch::autograd::grad(variable_list{depthwiseConv3x3Silu(x, weight)}, inputs, variable_list{dy});
    const auto wanted =
        torch::autograd::grad(variable_list{reference::depthwiseConv3x3Silu(x, weight)}, inputs, variable_list{dy});
    EXPECT_LT(relativeError(got[0], wanted[0]), tolerance);
    EXPECT_LT(relativeError(got[1], wanted[1]), tolerance);
}

INSTANTIATE_TEST_SUITE_P(Shapes, DepthwiseConv,
                         testing::Combine(testing::Values(ConvCase{1, 1, 1, 1}, ConvCase{2, 5, 7, 19},
                                                          ConvCase{1, 1, 23, 32}, ConvCase{3, 23, 1, 33},
                                                          ConvCase{1, 11, 13, 96}, ConvCase{1, 2, 2, 16}),
                                          testing::Values(at::kFloat, at::kBFloat16)));

TEST(DepthwiseConvErrors, namesTheArgumentThatDoesNotFit)
{
    const auto x = at::zeros({1, 4, 4, 8});
    try {
        depthwiseConv3x3Silu(x, at::zeros({9, 1, 3, 3}));
        FAIL() << "no error";
    } catch (const c10::Error& error) {
        EXPECT_NE(std::string(error.what()).find("weight has shape [9, 1, 3, 3], wanted [8, 1, 3, 3]"),
                  std::string::npos);
    }
}

} // namespace
} // namespace dass::ops
