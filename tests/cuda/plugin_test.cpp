// The plugin as it is built. Opened, it has a kernel for the GPU of every operator: for that the libraries suffice that
// LibTorch's CUDA half loads. Where there is a GPU, the operators on it equal the plain reference.
#include "core/ops/device_graph.h"
#include "core/ops/fbank.h"
#include "core/ops/ops.h"
#include "core/ops/reference.h"
#include "core/ops/ss2d_device_tiles.h"
#include "tests/ops/op_testing.h"

#include <ATen/ATen.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>

#include <cmath>
#include <dlfcn.h>
#include <functional>
#include <string>
#include <vector>

namespace dass::cuda {
namespace {

using ops::relativeError;
using torch::autograd::variable_list;

class CudaPlugin : public testing::Test
{
protected:
    void SetUp() override
    {
        if (dlopen(DASS_CUDA_PLUGIN, RTLD_NOW | RTLD_LOCAL) != nullptr)
            return;
        const std::string reason = dlerror();
        // What is missing in a set-up for the CPU. Anything else, an undefined symbol above all, is the plugin's fault.
        ASSERT_NE(reason.find("cannot open shared object file"), std::string::npos) << reason;
        GTEST_SKIP() << "LibTorch's CUDA half cannot be loaded here: " << reason;
    }
};

TEST_F(CudaPlugin, hasKernelsForEveryOperator)
{
    for (const char* name : {"ss2d_forward", "ss2d_backward", "selective_scan_forward", "selective_scan_backward",
                             "depthwise_conv3x3_silu_forward", "depthwise_conv3x3_silu_backward", "layer_norm_forward",
                             "layer_norm_backward", "fbank"}) {
        const auto op = c10::Dispatcher::singleton().findSchema({std::string("dass::") + name, ""});
        ASSERT_TRUE(op.has_value()) << name;
        EXPECT_TRUE(op->hasKernelForDispatchKey(c10::DispatchKey::CPU)) << name;
        EXPECT_TRUE(op->hasKernelForDispatchKey(c10::DispatchKey::CUDA)) << name;
    }
}

TEST_F(CudaPlugin, recordsGraphs)
{
    for (const char* name : {"device_graph_begin", "device_graph_end", "device_graph_replay", "device_graph_free"}) {
        const auto op = c10::Dispatcher::singleton().findSchema({std::string("dass::") + name, ""});
        ASSERT_TRUE(op.has_value()) << name;
        EXPECT_TRUE(op->hasKernelForDispatchKey(c10::DispatchKey::CUDA)) << name;
    }
    if (at::detail::getCUDAHooks().deviceCount() == 0)
        GTEST_SKIP() << "there is no GPU here";
    const c10::InferenceMode inference;
    const auto x = at::randn({2, 9, 13, 96}).to(at::kCUDA);
    const auto norm = at::ones({96}).to(at::kCUDA);
    const auto bias = at::zeros({96}).to(at::kCUDA);
    ops::layerNorm(x, norm, bias, 1e-5); // loads the kernel
    at::Tensor y;
    const ops::DeviceGraph graph(x, [&] { y = ops::layerNorm(x, norm, bias, 1e-5) * 2; });
    for (int i = 0; i < 2; ++i) {
        x.normal_();
        graph.replay();
        EXPECT_LT(relativeError(y.cpu(), ops::layerNorm(x, norm, bias, 1e-5).cpu() * 2), 1e-6);
    }
    EXPECT_ANY_THROW(ops::DeviceGraph(x, [&] { y.cpu(); })) << "a copy to main memory waits, which cannot be recorded";
    x.normal_();
    graph.replay();
    EXPECT_LT(relativeError(y.cpu(), ops::layerNorm(x, norm, bias, 1e-5).cpu() * 2), 1e-6)
        << "the other one still works";
}

TEST_F(CudaPlugin, filterbankOnAGpuEqualsTheCpus)
{
    if (at::detail::getCUDAHooks().deviceCount() == 0)
        GTEST_SKIP() << "there is no GPU here";
    at::manual_seed(6);
    const auto sound = at::randn({200000}) * 0.1;
    sound.narrow(0, 50000, 50000).zero_();
    std::vector<int64_t> starts;
    std::vector<int64_t> samples;
    for (int64_t i = 0; i < 70; ++i) {
        starts.push_back(i * 2001);
        samples.push_back(i * 800);
    }
    const auto wanted = ops::Fbank(at::kCPU)(sound, starts, samples, 350);
    const auto got = ops::Fbank(at::kCUDA)(sound.to(at::kCUDA), starts, samples, 350).cpu();
    EXPECT_LT((got - wanted).abs().max().item<float>(), 1e-4F);
}

TEST_F(CudaPlugin, tilesOnAGpuEqualTheWhole)
{
    const auto op = c10::Dispatcher::singleton().findSchema({"dass::ss2d_tile", ""});
    ASSERT_TRUE(op.has_value());
    EXPECT_TRUE(op->hasKernelForDispatchKey(c10::DispatchKey::CUDA));
    if (at::detail::getCUDAHooks().deviceCount() == 0)
        GTEST_SKIP() << "there is no GPU here";
    at::manual_seed(9);
    const c10::InferenceMode inference;
    const auto onGpu = [](const at::Tensor& tensor) { return tensor.to(at::kCUDA); };
    const ops::Ss2dParameters p{onGpu(at::randn({4, 8, 96}) / 10), onGpu(at::randn({4, 96, 6}) / 3),
                                onGpu(at::randn({4, 96}) - 4), onGpu(at::randn({384, 1}) * 0.3),
                                onGpu(at::ones({384}))};
    for (const auto type : {at::kFloat, at::kHalf, at::kBFloat16}) {
        const auto x = onGpu(at::randn({150, 9, 96})).to(type);
        ops::Ss2dDeviceTiles tiles(p, 9);
        std::vector<at::Tensor> parts = x.split(40);
        std::vector<at::Tensor> records(parts.size());
        for (std::size_t i = parts.size(); i-- > 0;)
            records[i] = tiles.summarise(parts[i], tiles.project(parts[i]));
        for (std::size_t i = 0; i < parts.size(); ++i)
            parts[i] = tiles.scan(parts[i], tiles.project(parts[i]), records[i]);
        const auto wanted = ops::ss2d(x.unsqueeze(0), p.xProjWeight, p.dtProjsWeight, p.dtProjsBias, p.aLogs, p.ds)[0];
        EXPECT_LT(relativeError(at::cat(parts).cpu(), wanted.cpu()), type == at::kFloat ? 1e-5 : 4e-2) << type;
    }
}

using Function = std::function<at::Tensor(const variable_list&)>;

// The first input is of this type on the GPU; the reference has the same values on the CPU.
void expectLikeReferenceOnGpu(const Function& fast, const Function& plain, variable_list in, at::ScalarType type)
{
    in[0] = in[0].to(type);
    variable_list onGpu;
    for (auto& tensor : in) {
        onGpu.push_back(tensor.to(at::kCUDA).requires_grad_());
        tensor.requires_grad_();
    }
    const auto got = fast(onGpu);
    const auto wanted = plain(in);
    const double tolerance = type == at::kFloat ? 1e-5 : type == at::kHalf ? 1e-2 : 4e-2;
    EXPECT_LT(relativeError(got.cpu(), wanted), tolerance) << type;
    const auto dy = at::randn(wanted.sizes()).to(type);
    const auto gradients = torch::autograd::grad({wanted}, in, {dy});
    const auto onGpuGradients = torch::autograd::grad({got}, onGpu, {dy.to(at::kCUDA)});
    for (size_t i = 0; i < in.size(); ++i)
        EXPECT_LT(relativeError(onGpuGradients[i].cpu(), gradients[i]), tolerance) << type << ", input " << i;
}

TEST_F(CudaPlugin, operatorsOnAGpuEqualTheReference)
{
    if (at::detail::getCUDAHooks().deviceCount() == 0)
        GTEST_SKIP() << "there is no GPU here";
    at::manual_seed(2);
    const auto ss2d = [](const auto& in) { return ops::ss2d(in[0], in[1], in[2], in[3], in[4], in[5]); };
    const auto plainSs2d = [](const auto& in) {
        return ops::reference::ss2d(in[0], in[1], in[2], in[3], in[4], in[5]);
    };
    const auto norm = [](const auto& in) { return ops::layerNorm(in[0], in[1], in[2], 1e-5); };
    const auto plainNorm = [](const auto& in) {
        return at::layer_norm(in[0].to(at::kFloat), {in[0].size(-1)}, in[1], in[2], 1e-5).to(in[0].scalar_type());
    };
    const auto conv = [](const auto& in) { return ops::depthwiseConv3x3Silu(in[0], in[1]); };
    const auto plainConv = [](const auto& in) { return ops::reference::depthwiseConv3x3Silu(in[0], in[1]); };
    const auto scan = [](const auto& in) {
        return ops::selectiveScan(in[0], in[1], in[2], in[3], in[4], in[5], in[6], true);
    };
    const auto plainScan = [](const auto& in) {
        return ops::reference::selectiveScan(in[0], in[1], in[2], in[3], in[4], in[5], in[6], true);
    };
    expectLikeReferenceOnGpu(scan, plainScan,
                             {at::randn({2, 80, 70}), at::rand({2, 80, 70}), -at::rand({80, 5}) - 0.1,
                              at::randn({2, 2, 5, 70}), at::randn({2, 2, 5, 70}), at::randn({80}), at::randn({80})},
                             at::kFloat);
    for (const auto type : {at::kFloat, at::kHalf, at::kBFloat16})
        for (const int64_t channels : {19, 96, 200, 384, 768}) {
            const int64_t rank = (channels + 15) / 16;
            const auto x = at::randn({2, 9, 13, channels});
            expectLikeReferenceOnGpu(ss2d, plainSs2d,
                                     {x, at::randn({4, rank + 2, channels}) / std::sqrt(static_cast<double>(channels)),
                                      at::randn({4, channels, rank}) / std::sqrt(static_cast<double>(rank)),
                                      at::randn({4, channels}) - 3, at::randn({4 * channels, 1}) * 0.3,
                                      at::ones({4 * channels})},
                                     type);
            expectLikeReferenceOnGpu(norm, plainNorm, {x, at::randn({channels}), at::randn({channels})}, type);
            expectLikeReferenceOnGpu(conv, plainConv, {x, at::randn({channels, 1, 3, 3})}, type);
        }
}

} // namespace
} // namespace dass::cuda
