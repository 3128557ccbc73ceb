// Time of the operators at the shapes of DASS-Small on one 10.24 s clip. bytes_per_second counts one read and one write
// of the image; compare it with copy's, the most that the machine's memory allows.

#include "core/ops/ops.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <benchmark/benchmark.h>
#include <torch/csrc/autograd/autograd.h>

#include <array>
#include <cmath>
#include <vector>

namespace {

struct Stage
{
    int64_t channels, height, width, blocks;
};
constexpr std::array<Stage, 4> kStages{{{96, 32, 256, 2}, {192, 16, 128, 2}, {384, 8, 64, 8}, {768, 4, 32, 2}}};

std::vector<at::Tensor> makeInputs(const Stage& stage, int64_t batch, at::ScalarType type)
{
    at::manual_seed(1);
    const int64_t d = stage.channels;
    const int64_t rank = (d + 15) / 16;
    return {at::randn({batch, stage.height, stage.width, d}).to(type),
            at::randn({4, rank + 2, d}) / std::sqrt(static_cast<double>(d)),
            at::randn({4, d, rank}) / std::sqrt(static_cast<double>(rank)),
            at::randn({4, d}) * 1.5 - 4.6,
            at::randn({4 * d, 1}) * 0.3,
            at::ones({4 * d})};
}

at::Tensor ss2d(const std::vector<at::Tensor>& in)
{
    return dass::ops::ss2d(in[0], in[1], in[2], in[3], in[4], in[5]);
}

int64_t imageBytes(const std::vector<at::Tensor>& in)
{
    return 2 * in[0].numel() * in[0].element_size();
}

void copyImage(benchmark::State& state)
{
    const auto in = makeInputs(kStages[static_cast<size_t>(state.range(0))], 1, at::kFloat);
    auto y = at::empty_like(in[0]);
    for (auto _ : state)
        y.copy_(in[0]);
    state.SetBytesProcessed(state.iterations() * imageBytes(in));
}
BENCHMARK(copyImage)->DenseRange(0, 3)->UseRealTime()->Unit(benchmark::kMillisecond);

void projectionGemm(benchmark::State& state)
{
    const auto in = makeInputs(kStages[static_cast<size_t>(state.range(0))], 1, at::kFloat);
    const auto weight = in[1].flatten(0, 1).t();
    const auto x = in[0].flatten(0, 2);
    for (auto _ : state)
        benchmark::DoNotOptimize(at::mm(x, weight));
}
BENCHMARK(projectionGemm)->DenseRange(0, 3)->UseRealTime()->Unit(benchmark::kMillisecond);

void ss2dForward(benchmark::State& state)
{
    const at::NoGradGuard noGrad;
    const auto type = state.range(1) != 0 ? at::kBFloat16 : at::kFloat;
    const auto in = makeInputs(kStages[static_cast<size_t>(state.range(0))], 1, type);
    for (auto _ : state)
        benchmark::DoNotOptimize(ss2d(in));
    state.SetBytesProcessed(state.iterations() * imageBytes(in));
}
BENCHMARK(ss2dForward)->ArgsProduct({{0, 1, 2, 3}, {0, 1}})->UseRealTime()->Unit(benchmark::kMillisecond);

void ss2dBackward(benchmark::State& state)
{
    auto in = makeInputs(kStages[static_cast<size_t>(state.range(0))], 1, at::kFloat);
    for (auto& tensor : in)
        tensor.requires_grad_();
    const torch::autograd::variable_list dy{at::randn_like(in[0])};
    const torch::autograd::variable_list y{ss2d(in)};
    for (auto _ : state)
        benchmark::DoNotOptimize(torch::autograd::grad(y, in, dy, /*retain_graph=*/true));
    state.SetBytesProcessed(state.iterations() * imageBytes(in));
}
BENCHMARK(ss2dBackward)->DenseRange(0, 3)->UseRealTime()->Unit(benchmark::kMillisecond);

// All blocks of the model; arguments: bf16, backward too.
void ss2dOfDassSmall(benchmark::State& state)
{
    const auto type = state.range(0) != 0 ? at::kBFloat16 : at::kFloat;
    const bool backward = state.range(1) != 0;
    const at::AutoGradMode mode(backward);
    std::vector<std::vector<at::Tensor>> stages;
    for (const auto& stage : kStages) {
        stages.push_back(makeInputs(stage, 1, type));
        for (auto& tensor : stages.back())
            tensor.requires_grad_(backward);
    }
    for (auto _ : state)
        for (size_t i = 0; i < stages.size(); ++i)
            for (int64_t block = 0; block < kStages[i].blocks; ++block) {
                const auto y = ss2d(stages[i]);
                if (backward)
                    benchmark::DoNotOptimize(torch::autograd::grad({y}, stages[i], {y.detach()}));
            }
}
BENCHMARK(ss2dOfDassSmall)
    ->ArgsProduct({{0, 1}, {0, 1}})
    ->ArgNames({"bf16", "backward"})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

at::Tensor convolutionOfTorch(const at::Tensor& x, const at::Tensor& weight)
{
    return at::silu(at::conv2d(x.permute({0, 3, 1, 2}), weight.to(x.scalar_type()), {}, 1, 1, 1, x.size(3)));
}

// Arguments: stage, bf16, by torch instead of the fused operator.
void depthwiseConvSilu(benchmark::State& state)
{
    const at::NoGradGuard noGrad;
    const auto type = state.range(1) != 0 ? at::kBFloat16 : at::kFloat;
    const auto in = makeInputs(kStages[static_cast<size_t>(state.range(0))], 1, type);
    const auto weight = at::randn({in[0].size(3), 1, 3, 3});
    const auto convolve = state.range(2) != 0 ? &convolutionOfTorch : &dass::ops::depthwiseConv3x3Silu;
    for (auto _ : state)
        benchmark::DoNotOptimize(convolve(in[0], weight));
    state.SetBytesProcessed(state.iterations() * imageBytes(in));
}
BENCHMARK(depthwiseConvSilu)
    ->ArgsProduct({{0, 1, 2, 3}, {0, 1}, {0, 1}})
    ->ArgNames({"stage", "bf16", "torch"})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

at::Tensor layerNormOfTorch(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, double epsilon)
{
    return at::layer_norm(x, weight.sizes(), weight, bias, epsilon);
}

// Arguments: stage, bf16, by torch instead of the operator.
void layerNorm(benchmark::State& state)
{
    const at::NoGradGuard noGrad;
    const auto type = state.range(1) != 0 ? at::kBFloat16 : at::kFloat;
    const auto in = makeInputs(kStages[static_cast<size_t>(state.range(0))], 1, type);
    const auto weight = at::randn({in[0].size(3)});
    const auto bias = at::randn({in[0].size(3)});
    const auto normalise = state.range(2) != 0 ? &layerNormOfTorch : &dass::ops::layerNorm;
    for (auto _ : state)
        benchmark::DoNotOptimize(normalise(in[0], weight, bias, 1e-5));
    state.SetBytesProcessed(state.iterations() * imageBytes(in));
}
BENCHMARK(layerNorm)
    ->ArgsProduct({{0, 1, 2, 3}, {0, 1}, {0, 1}})
    ->ArgNames({"stage", "bf16", "torch"})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

} // namespace
