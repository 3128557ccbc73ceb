// The GPU's ss2d, forward and backward, run on the CPU: against the plain reference, and without a fault.
#include "core/ops/reference.h"
#include "cuda/ss2d_passes.cuh"
#include "cuda/ss2d_tensors.h"
#include "tests/cuda/kernel_testing.h"

#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>

#include <cmath>
#include <ostream>
#include <random>
#include <tuple>

namespace dass::cuda {
namespace {

using host::BlockRunner;
using host::HostLauncher;
using host::ThreadOrder;
using ops::relativeError;
using torch::autograd::variable_list;

struct Case
{
    int64_t batch, height, width, channels, rank;
};

std::ostream& operator<<(std::ostream& to, const Case& c)
{
    return to << c.batch << " x " << c.height << " x " << c.width << " x " << c.channels << ", R " << c.rank;
}

variable_list inputsOf(const Case& c)
{
    at::manual_seed(7);
    return {at::randn({c.batch, c.height, c.width, c.channels}),
            at::randn({4, c.rank + 2, c.channels}) / std::sqrt(static_cast<double>(c.channels)),
            at::randn({4, c.channels, c.rank}) / std::sqrt(static_cast<double>(c.rank)),
            at::randn({4, c.channels}) - 3,
            at::randn({4 * c.channels, 1}) * 0.3,
            at::ones({4 * c.channels}) + at::randn({4 * c.channels}) * 0.1};
}

struct Results
{
    at::Tensor y;
    variable_list gradients; // empty if none were asked for
};

Results run(const variable_list& in, const at::Tensor& dy, BlockRunner& runner,
            int64_t blocksWanted = kSs2dBlocksWanted)
{
    const PoisonedMemory poisoned;
    const auto onHost = [&](const Ss2dPassInputs& inputs, const auto& body) {
        forElement(inputs.type, [&](auto element) {
            forRank(inputs.size.rank, [&](auto rank) { body(HostLauncher(runner), element, rank); });
        });
    };
    Results results{at::empty_like(in[0]), {}};
    const auto [projections, saved] = ss2dForwardOf(
        in[0], in[1], in[2], in[3], in[4], in[5], results.y, dy.defined(), [&](const Ss2dForwardPass& pass) {
            onHost(pass.inputs, [&](const HostLauncher& launcher, auto element, auto rank) {
                ss2dForward<decltype(element), rank()>(launcher, pass);
            });
        });
    if (dy.defined()) {
        const auto gradients = ss2dBackwardOf(
            dy, in[0], in[1], in[2], in[3], in[4], in[5], projections, saved,
            [&](const Ss2dBackwardPass& pass) {
                onHost(pass.inputs, [&](const HostLauncher& launcher, auto element, auto rank) {
                    ss2dBackward<decltype(element), rank()>(launcher, pass);
                });
            },
            blocksWanted);
        std::apply([&](const auto&... each) { results.gradients = {each...}; }, gradients);
    }
    return results;
}

void expectLikeReference(const Case& c, at::ScalarType type, ThreadOrder order = ThreadOrder::Upwards,
                         int64_t blocksWanted = kSs2dBlocksWanted)
{
    auto in = inputsOf(c);
    in[0] = in[0].to(type);
    const auto dy = at::randn(in[0].sizes()).to(type);
    for (auto& tensor : in)
        tensor.requires_grad_();
    const auto wanted = ops::reference::ss2d(in[0], in[1], in[2], in[3], in[4], in[5]);
    const auto gradients = torch::autograd::grad({wanted}, in, {dy});

    const at::NoGradGuard noGrad;
    BlockRunner runner(order);
    for (auto& tensor : in)
        tensor = tensor.detach();
    const Results got = run(in, dy, runner, blocksWanted);
    EXPECT_TRUE(runner.faults().isEmpty()) << runner.faults();
    EXPECT_LT(relativeError(got.y, wanted), toleranceOf(type));
    for (size_t i = 0; i < in.size(); ++i)
        EXPECT_LT(relativeError(got.gradients[i], gradients[i]), toleranceOf(type)) << "gradient by input " << i;
    EXPECT_TRUE(at::equal(run(in, {}, runner).y, got.y)) << "with states saved and without";
}

class Ss2dKernels : public testing::TestWithParam<Case>
{
};

TEST_P(Ss2dKernels, fp32EqualsReferenceWithoutFaults)
{
    expectLikeReference(GetParam(), at::kFloat);
}

TEST_P(Ss2dKernels, fp16EqualsReferenceWithoutFaults)
{
    expectLikeReference(GetParam(), at::kHalf, ThreadOrder::Downwards);
}

TEST_P(Ss2dKernels, bf16EqualsReferenceWithoutFaults)
{
    expectLikeReference(GetParam(), at::kBFloat16);
}

// One position; blocks of channels with threads to spare (19, 33, 200, 260) and without; every rank with kernels of its
// own, on both sides of each (6, 12, 24, 48), and any rank.
INSTANTIATE_TEST_SUITE_P(Shapes, Ss2dKernels,
                         testing::Values(Case{1, 1, 1, 1, 1}, Case{2, 5, 7, 19, 2}, Case{3, 2, 9, 96, 6},
                                         Case{1, 6, 9, 33, 7}, Case{1, 3, 11, 200, 13}, Case{1, 2, 17, 260, 17},
                                         Case{1, 9, 5, 40, 12}, Case{1, 5, 8, 40, 25}, Case{1, 3, 13, 40, 48},
                                         Case{1, 6, 7, 32, 49}, Case{2, 33, 1, 32, 24}));

class Ss2dKernelsLength : public testing::TestWithParam<int64_t>
{
};

// Around every boundary of tiles (16 steps) and chunks (32), as one row, one column, and rows that chunks cut.
TEST_P(Ss2dKernelsLength, anyLengthEqualsReference)
{
    const int64_t length = GetParam();
    expectLikeReference({1, 1, length, 32, 1}, at::kFloat);
    expectLikeReference({1, length, 1, 32, 1}, at::kFloat, ThreadOrder::Downwards);
    expectLikeReference({1, 3, length, 32, 2}, at::kFloat);
}

INSTANTIATE_TEST_SUITE_P(Boundaries, Ss2dKernelsLength,
                         testing::Values(2, 15, 16, 17, 31, 32, 33, 47, 48, 49, 63, 64, 65, 127, 129));

// A block of the backward pass takes several chunks and sums over them, as it does with large batches.
TEST(Ss2dKernelsSegments, sumsOverChunksEqualReference)
{
    for (const int64_t blocksWanted : {1, 2, 3, 4})
        for (const int64_t rank : {3, 50}) // sums in registers, and in memory
            expectLikeReference({1, 8, 19, 40, rank}, at::kFloat, ThreadOrder::Upwards, blocksWanted);
}

TEST(Ss2dKernelsRandom, shapesAndSegmentsEqualReference)
{
    std::mt19937 random(12);
    const auto upTo = [&](int64_t most) { return std::uniform_int_distribution<int64_t>(1, most)(random); };
    for (int i = 0; i < 25; ++i) {
        const Case c{upTo(2), upTo(14), upTo(14), upTo(140), upTo(14)};
        SCOPED_TRACE(testing::Message() << c);
        expectLikeReference(c, at::kFloat, i % 2 == 0 ? ThreadOrder::Upwards : ThreadOrder::Downwards, upTo(8));
    }
}

// Tensor cores multiply 16 bits; the weights' other bits must not get lost, or steps of long memory would drift. One
// chunk's steps, summed in fp32, of each direction and channel.
TEST(Ss2dKernelsTensorCores, stepsAreAsExactAsInFp32)
{
    for (const auto type : {at::kHalf, at::kBFloat16})
        for (const int64_t rank : {1, 5, 12, 20, 48}) {
            SCOPED_TRACE(testing::Message() << type << ", R " << rank);
            auto in = inputsOf({1, 4, 8, 40, rank});
            in[0] = in[0].to(type);
            at::Tensor dtSums;
            BlockRunner runner;
            const auto y = at::empty_like(in[0]);
            const auto run = [&](const Ss2dForwardPass& pass) {
                forElement(pass.inputs.type, [&](auto element) {
                    forRank(pass.inputs.size.rank, [&](auto kernelRank) {
                        ss2dForward<decltype(element), kernelRank()>(HostLauncher(runner), pass);
                    });
                });
                dtSums = at::from_blob(pass.dtSums, {4, 40}).clone();
            };
            const auto [projections, saved] = ss2dForwardOf(in[0], in[1], in[2], in[3], in[4], in[5], y, true, run);
            EXPECT_TRUE(runner.faults().isEmpty()) << runner.faults();
            const auto low = projections.view({32, 4, rank + 2}).narrow(2, 0, rank).to(at::kDouble).transpose(0, 1);
            const auto z = at::bmm(low, in[2].to(at::kDouble).transpose(1, 2)) + in[3].to(at::kDouble).unsqueeze(1);
            EXPECT_LT(relativeError(dtSums, at::softplus(z).sum(1).to(at::kFloat)), 2e-5);
        }
}

TEST(Ss2dKernelsExtremes, hugeAndTinyStepsStayFinite)
{
    auto in = inputsOf({1, 8, 9, 32, 2});
    in[3].uniform_(-90, 90); // softplus from about exp(-90) to 90
    in[4].uniform_(-8, 8);
    BlockRunner runner;
    const auto got = run(in, at::ones_like(in[0]), runner);
    EXPECT_TRUE(runner.faults().isEmpty()) << runner.faults();
    EXPECT_LT(relativeError(got.y, ops::reference::ss2d(in[0], in[1], in[2], in[3], in[4], in[5])), 1e-5);
    for (const auto& gradient : got.gradients)
        EXPECT_TRUE(gradient.isfinite().all().item<bool>());
}

TEST(Ss2dKernelsErrors, sayWhatTheKernelsCannotDo)
{
    auto in = inputsOf({1, 2, 2, 8, 1});
    in[4] = at::zeros({32, 2});
    BlockRunner runner;
    try {
        run(in, {}, runner);
        FAIL() << "no error";
    } catch (const c10::Error& error) {
        EXPECT_NE(std::string(error.what()).find("d_state is 2; the GPU's kernels are for 1"), std::string::npos);
    }
}

} // namespace
} // namespace dass::cuda
