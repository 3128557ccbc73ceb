#include "core/ops/ops.h"
#include "core/ops/reference.h"
#include "tests/ops/op_testing.h"

#include <ATen/core/dispatch/Dispatcher.h>
#include <torch/csrc/autograd/autograd.h>

#include <cmath>
#include <string>
#include <tuple>

namespace dass::ops {
namespace {

using torch::autograd::variable_list;

struct Ss2dCase
{
    int64_t batch, height, width, channels, rank, states;
};

variable_list inputsOf(const Ss2dCase& c)
{
    at::manual_seed(7);
    return {at::randn({c.batch, c.height, c.width, c.channels}),
            at::randn({4, c.rank + 2 * c.states, c.channels}) / std::sqrt(static_cast<double>(c.channels)),
            at::randn({4, c.channels, c.rank}) / std::sqrt(static_cast<double>(c.rank)),
            at::randn({4, c.channels}) - 3,
            at::randn({4 * c.channels, c.states}) * 0.3,
            at::ones({4 * c.channels}) + at::randn({4 * c.channels}) * 0.1};
}

at::Tensor fast(const variable_list& in)
{
    return ops::ss2d(in[0], in[1], in[2], in[3], in[4], in[5]);
}
at::Tensor plain(const variable_list& in)
{
    return reference::ss2d(in[0], in[1], in[2], in[3], in[4], in[5]);
}

void expectGradientsLikeReference(variable_list in, double tolerance)
{
    for (auto& tensor : in)
        tensor = tensor.detach().requires_grad_();
    const variable_list dy{at::randn(in[0].sizes()).to(in[0].scalar_type())};
    const auto got = torch::autograd::grad({fast(in)}, in, dy);
    const auto wanted = torch::autograd::grad({plain(in)}, in, dy);
    for (size_t i = 0; i < in.size(); ++i)
        EXPECT_LT(relativeError(got[i], wanted[i]), tolerance) << "input " << i;
}

class Ss2d : public testing::TestWithParam<Ss2dCase>
{
};

TEST_P(Ss2d, forwardEqualsReference)
{
    const auto in = inputsOf(GetParam());
    EXPECT_LT(relativeError(fast(in), plain(in)), 1e-5);
}

TEST_P(Ss2d, gradientsEqualReference)
{
    expectGradientsLikeReference(inputsOf(GetParam()), 1e-5);
}

TEST_P(Ss2d, bfloat16StaysWithinItsPrecision)
{
    auto in = inputsOf(GetParam());
    in[0] = in[0].to(at::kBFloat16);
    const auto y = fast(in);
    EXPECT_EQ(y.scalar_type(), at::kBFloat16);
    EXPECT_LT(relativeError(y, plain(in)), toleranceOf(at::kBFloat16));
    expectGradientsLikeReference(in, toleranceOf(at::kBFloat16));
}

INSTANTIATE_TEST_SUITE_P(Shapes, Ss2d,
                         testing::Values(Ss2dCase{1, 1, 1, 1, 1, 1}, Ss2dCase{2, 5, 7, 19, 2, 1},
                                         Ss2dCase{1, 1, 67, 32, 2, 1}, Ss2dCase{1, 67, 1, 33, 3, 1},
                                         Ss2dCase{1, 11, 13, 48, 3, 4}, Ss2dCase{3, 4, 8, 96, 6, 1},
                                         Ss2dCase{1, 3, 5, 16, 17, 16}, Ss2dCase{1, 2, 3, 200, 13, 2}));

class Ss2dLength : public testing::TestWithParam<int64_t>
{
};

// Around every boundary of tiles (16 steps), chunks (32) and the parts that four threads get.
TEST_P(Ss2dLength, anyLengthEqualsReferenceOnAnyThreads)
{
    const auto in = inputsOf({1, 1, GetParam(), 16, 1, 1});
    const auto wanted = plain(in);
    for (const int threads : {1, 2, 3, 4}) {
        const ThreadCount use(threads);
        EXPECT_LT(relativeError(fast(in), wanted), 1e-5) << threads << " threads";
    }
}

INSTANTIATE_TEST_SUITE_P(Boundaries, Ss2dLength,
                         testing::Values(2, 15, 16, 17, 31, 32, 33, 47, 63, 64, 65, 95, 96, 97, 127, 128, 129, 161));

TEST(Ss2dThreads, partsOfAWalkJoinWithAnyStatesAndDirections)
{
    const auto in = inputsOf({2, 9, 17, 13, 3, 3});
    const auto wanted = plain(in);
    for (const int threads : {1, 4, 8}) {
        const ThreadCount use(threads);
        EXPECT_LT(relativeError(fast(in), wanted), 1e-5) << threads << " threads";
        expectGradientsLikeReference(in, 1e-5);
    }
}

TEST(Ss2dTargets, everySimdTargetEqualsReference)
{
    for (const Ss2dCase& c : {Ss2dCase{1, 6, 7, 37, 3, 1}, Ss2dCase{1, 3, 11, 48, 5, 2}}) {
        const auto in = inputsOf(c);
        const auto wanted = plain(in);
        ASSERT_FALSE(simdTargets().empty());
        for (const int64_t target : simdTargets()) {
            SCOPED_TRACE(hwy::TargetName(target));
            const SimdTarget use(target);
            EXPECT_LT(relativeError(fast(in), wanted), 1e-5);
            expectGradientsLikeReference(in, 1e-5);
        }
    }
}

TEST(Ss2dExtremes, hugeAndTinyStepsStayFinite)
{
    auto in = inputsOf({1, 8, 9, 32, 2, 1});
    in[3].uniform_(-90, 90); // softplus from about exp(-90) to 90
    in[4].uniform_(-8, 8);
    const auto y = fast(in);
    EXPECT_TRUE(y.isfinite().all().item<bool>());
    EXPECT_LT(relativeError(y, plain(in)), 1e-5);
}

TEST(Ss2dExtremes, aNotANumberWeightGivesNotANumberAndNoCrash)
{
    auto in = inputsOf({1, 4, 5, 16, 1, 1});
    in[2].index_put_({0, 3, 0}, std::nanf(""));
    const auto y = fast(in);
    EXPECT_TRUE(y.select(3, 3).isnan().any().item<bool>());
    EXPECT_FALSE(y.select(3, 4).isnan().any().item<bool>());
}

TEST(Ss2dErrors, nameTheArgumentAndBothShapes)
{
    auto in = inputsOf({1, 4, 4, 8, 1, 1});
    in[3] = at::zeros({4, 9});
    try {
        fast(in);
        FAIL() << "no error";
    } catch (const c10::Error& error) {
        EXPECT_NE(std::string(error.what()).find("dtProjsBias has shape [4, 9], wanted [4, 8]"), std::string::npos);
    }
}

TEST(Ss2dOut, writesIntoTheGivenMemory)
{
    const auto in = inputsOf({2, 5, 6, 24, 2, 1});
    const auto y = at::full_like(in[0], 7);
    ops::ss2dOut(in[0], in[1], in[2], in[3], in[4], in[5], y);
    EXPECT_TRUE(at::equal(y, fast(in)));
    EXPECT_THROW(ops::ss2dOut(in[0], in[1], in[2], in[3], in[4], in[5], in[0]), c10::Error);
}

TEST(Ss2dMemory, backwardKeepsLessThanOneImageOverAllDirections)
{
    using Forward =
        std::tuple<at::Tensor, at::Tensor>(const at::Tensor&, const at::Tensor&, const at::Tensor&, const at::Tensor&,
                                           const at::Tensor&, const at::Tensor&, const at::Tensor&, bool);
    const auto in = inputsOf({1, 16, 64, 96, 6, 1});
    const auto forward = c10::Dispatcher::singleton().findSchemaOrThrow("dass::ss2d_forward", "").typed<Forward>();
    const auto [projections, chunkStates] =
        forward.call(in[0], in[1], in[2], in[3], in[4], in[5], at::empty_like(in[0]), true);
    EXPECT_LT(projections.numel() + chunkStates.numel(), in[0].numel());
}

} // namespace
} // namespace dass::ops
