#include "core/ops/ops.h"
#include "core/ops/reference.h"
#include "tests/ops/op_testing.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace dass::ops {
namespace {

struct Case
{
    int64_t batch, height, width, channels, rank, states;
};

std::vector<at::Tensor> inputsOf(const Case& c)
{
    at::manual_seed(7);
    const auto k = static_cast<double>(c.channels);
    return {at::randn({c.batch, c.height, c.width, c.channels}),
            at::randn({4, c.rank + 2 * c.states, c.channels}) / std::sqrt(k),
            at::randn({4, c.channels, c.rank}) / std::sqrt(static_cast<double>(c.rank)),
            at::randn({4, c.channels}) - 3,
            at::randn({4 * c.channels, c.states}) * 0.3,
            at::ones({4 * c.channels}) + at::randn({4 * c.channels}) * 0.1};
}

at::Tensor evaluate(at::Tensor (*function)(const at::Tensor&, const at::Tensor&, const at::Tensor&, const at::Tensor&,
                                           const at::Tensor&, const at::Tensor&),
                    const std::vector<at::Tensor>& in)
{
    return function(in[0], in[1], in[2], in[3], in[4], in[5]);
}

class Ss2d : public testing::TestWithParam<Case>
{
};

TEST_P(Ss2d, forwardEqualsReference)
{
    const auto in = inputsOf(GetParam());
    EXPECT_LT(relativeError(evaluate(&ops::ss2d, in), evaluate(&reference::ss2d, in)), 1e-5);
}

TEST_P(Ss2d, gradientsEqualReference)
{
    auto in = inputsOf(GetParam());
    for (auto& tensor : in)
        tensor.requires_grad_();
    const auto dy = at::randn_like(in[0]);
    const auto got = torch::autograd::grad({evaluate(&ops::ss2d, in)}, in, {dy});
    const auto wanted = torch::autograd::grad({evaluate(&reference::ss2d, in)}, in, {dy});
    for (size_t i = 0; i < in.size(); ++i)
        EXPECT_LT(relativeError(got[i], wanted[i]), 1e-5) << "input " << i;
}

INSTANTIATE_TEST_SUITE_P(Shapes, Ss2d,
                         testing::Values(Case{1, 1, 1, 1, 1, 1}, Case{2, 5, 7, 19, 2, 1}, Case{1, 1, 67, 32, 2, 1},
                                         Case{1, 67, 1, 33, 3, 1}, Case{1, 11, 13, 48, 3, 4}));

} // namespace
} // namespace dass::ops
