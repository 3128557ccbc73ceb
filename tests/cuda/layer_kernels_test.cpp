// The GPU's layer normalisation and depthwise convolution, forward and backward, run on the CPU: against plain ATen,
// and without a fault.
#include "core/ops/reference.h"
#include "cuda/depthwise_conv.cuh"
#include "cuda/depthwise_conv_tensors.h"
#include "cuda/layer_norm.cuh"
#include "cuda/layer_norm_tensors.h"
#include "tests/cuda/kernel_testing.h"

#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>

#include <cmath>
#include <tuple>

namespace dass::cuda {
namespace {

using host::BlockRunner;
using host::HostLauncher;
using host::ThreadOrder;
using ops::relativeError;
using torch::autograd::variable_list;

constexpr at::ScalarType kTypes[] = {at::kFloat, at::kHalf, at::kBFloat16};

at::Tensor plainLayerNorm(const variable_list& in)
{
    return at::layer_norm(in[0].to(at::kFloat), {in[0].size(-1)}, in[1], in[2], 1e-5).to(in[0].scalar_type());
}

void expectLayerNormLikeReference(int64_t rows, int64_t channels, at::ScalarType type, ThreadOrder order)
{
    SCOPED_TRACE(testing::Message() << rows << " x " << channels << " " << type);
    at::manual_seed(3);
    variable_list in{(at::randn({rows, channels}) * 2 + 5).to(type), at::randn({channels}), at::randn({channels})};
    const auto dy = at::randn({rows, channels}).to(type);
    for (auto& tensor : in)
        tensor.requires_grad_();
    const auto wanted = plainLayerNorm(in);
    const auto gradients = torch::autograd::grad({wanted}, in, {dy});

    const at::NoGradGuard noGrad;
    const PoisonedMemory poisoned;
    BlockRunner runner(order);
    const auto run = [&](ops::ElementType element, const auto& pass) {
        forElement(element, [&](auto value) { layerNorm<decltype(value)>(HostLauncher(runner), pass); });
    };
    const auto y = at::empty_like(dy);
    layerNormForwardOf(in[0], in[1], in[2], 1e-5, y, [&](const auto& pass) { run(pass.type, pass); });
    EXPECT_LT(relativeError(y, wanted), toleranceOf(type));
    const auto [dx, dWeight, dBias] =
        layerNormBackwardOf(dy, in[0], in[1], in[2], 1e-5, [&](const auto& pass) { run(pass.forward.type, pass); });
    EXPECT_LT(relativeError(dx, gradients[0]), toleranceOf(type));
    EXPECT_LT(relativeError(dWeight, gradients[1]), toleranceOf(type));
    EXPECT_LT(relativeError(dBias, gradients[2]), toleranceOf(type));
    EXPECT_TRUE(runner.faults().isEmpty()) << runner.faults();
}

// Around the rows of a block (4) and of a part (32), and the channels of a warp's registers.
TEST(LayerNormKernels, equalReferenceWithoutFaults)
{
    for (const int64_t channels : {7, 31, 33, 96, 97, 192, 200, 384, 400, 768, 769, 1024})
        expectLayerNormLikeReference(5, channels, at::kFloat, ThreadOrder::Upwards);
    for (const int64_t rows : {1, 3, 4, 63, 64, 65, 131})
        for (const auto type : kTypes)
            expectLayerNormLikeReference(rows, 40, type, ThreadOrder::Downwards);
}

TEST(LayerNormKernels, sayHowManyChannelsTheyTake)
{
    const auto x = at::zeros({2, 1025});
    EXPECT_THROW(layerNormForwardOf(x, x[0], x[0], 1e-5, at::empty_like(x), [](const auto&) {}), c10::Error);
}

void expectConvLikeReference(at::IntArrayRef sizes, at::ScalarType type, ThreadOrder order)
{
    SCOPED_TRACE(testing::Message() << sizes << " " << type);
    at::manual_seed(4);
    variable_list in{at::randn(sizes).to(type), at::randn({sizes[3], 1, 3, 3})};
    const auto dy = at::randn(sizes).to(type);
    for (auto& tensor : in)
        tensor.requires_grad_();
    const auto wanted = ops::reference::depthwiseConv3x3Silu(in[0], in[1]);
    const auto gradients = torch::autograd::grad({wanted}, in, {dy});

    const at::NoGradGuard noGrad;
    const PoisonedMemory poisoned;
    BlockRunner runner(order);
    const auto run = [&](ops::ElementType element, const auto& pass) {
        forElement(element, [&](auto value) { depthwiseConv<decltype(value)>(HostLauncher(runner), pass); });
    };
    const auto y = at::empty_like(dy);
    depthwiseConvForwardOf(in[0], in[1], y, [&](const auto& pass) { run(pass.type, pass); });
    EXPECT_LT(relativeError(y, wanted), toleranceOf(type));
    const auto [dx, dWeight] =
        depthwiseConvBackwardOf(dy, in[0], in[1], [&](const auto& pass) { run(pass.forward.type, pass); });
    EXPECT_LT(relativeError(dx, gradients[0]), toleranceOf(type));
    EXPECT_LT(relativeError(dWeight, gradients[1]), toleranceOf(type));
    EXPECT_TRUE(runner.faults().isEmpty()) << runner.faults();
}

// Around a block's rows (2), columns (32) and channels (256).
TEST(DepthwiseConvKernels, equalReferenceWithoutFaults)
{
    for (const auto type : kTypes)
        for (const int64_t columns : {1, 2, 31, 32, 33, 65})
            expectConvLikeReference({1, 3, columns, 5}, type, ThreadOrder::Upwards);
    for (const int64_t rows : {1, 2, 3, 4, 5})
        expectConvLikeReference({2, rows, 4, 33}, at::kFloat, ThreadOrder::Downwards);
    for (const int64_t channels : {1, 32, 256, 257, 300})
        expectConvLikeReference({1, 2, 3, channels}, at::kFloat, ThreadOrder::Upwards);
}

} // namespace
} // namespace dass::cuda
