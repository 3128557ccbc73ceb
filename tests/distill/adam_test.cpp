#include "core/base/error.h"
#include "core/distill/adam.h"
#include "core/distill/losses.h"
#include "core/distill/training_step.h"
#include "core/model/checkpoint.h"
#include "core/model/dass.h"
#include "core/model/tensor_io.h"

#include <ATen/core/grad_mode.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>

namespace dass::distill {
namespace {

TEST(Adam, AgreesWithTorchAfterAStepOfTheReferenceModel)
{
    const std::filesystem::path folder = std::filesystem::path(DASS_SHARED_DIR) / "reference";
    if (!std::filesystem::exists(folder))
        GTEST_SKIP() << "the reference tensors are not on this machine: " << folder;
    const Checkpoint checkpoint = loadCheckpoint(folder / "dass_nano_hf.safetensors");
    Parameters parameters = checkpoint.parameters;
    for (auto& [name, parameter] : parameters)
        parameter.set_requires_grad(true);
    const Dass network(checkpoint.config, parameters);
    const auto step = readTensors(SafetensorsFile(folder / "dass_nano_training_step.safetensors"));
    OptimizerSpec spec;
    spec.lr = 1e-3;
    Adam adam(parameters, spec);

    losses(LossSpec{}, network.forward(step.at("input")).logits, step.at("labels"), step.at("teacher_logits"))
        .total.backward();
    adam.step(spec.lr);

    const auto after = readTensors(SafetensorsFile(folder / "dass_nano_after_adam.safetensors"));
    const at::NoGradGuard noGrad;
    const auto expectClose = [](const at::Tensor& got, const at::Tensor& want, const char* what) {
        EXPECT_TRUE(at::allclose(got, want, 1e-4, 1e-4)) << what << ": " << (got - want).abs().max().item<double>();
    };
    expectClose(parameters.at("layers.0.blocks.0.op.A_logs"), after.at("A_logs"), "A_logs");
    expectClose(parameters.at("classifier.head.weight"), after.at("head"), "head");
    expectClose(network.forward(step.at("input")).logits, after.at("logits"), "logits");
}

TEST(Adam, FollowsItsDefinition)
{
    at::Tensor parameter = at::tensor({1.0F, -2.0F});
    parameter.set_requires_grad(true);
    OptimizerSpec spec;
    spec.betas = {0.9, 0.99};
    spec.weightDecay = 0.1;
    Adam adam({{"p", parameter}}, spec);

    double value = 1;
    double m = 0;
    double v = 0;
    for (int step = 1; step <= 5; ++step) {
        (parameter * parameter).sum().backward();
        adam.step(0.05);
        const double gradient = 2 * value + 0.1 * value;
        m = 0.9 * m + 0.1 * gradient;
        v = 0.99 * v + 0.01 * gradient * gradient;
        value -= 0.05 * (m / (1 - std::pow(0.9, step))) / (std::sqrt(v / (1 - std::pow(0.99, step))) + 1e-8);
        EXPECT_NEAR(parameter[0].item<double>(), value, 1e-6) << "step " << step;
        EXPECT_FALSE(parameter.grad().defined());
    }
}

// The same step as a run takes it: in shards, on threads.
TEST(Adam, StepOfARunGivesTheReferencesWeights)
{
    const std::filesystem::path folder = std::filesystem::path(DASS_SHARED_DIR) / "reference";
    if (!std::filesystem::exists(folder))
        GTEST_SKIP() << "the reference tensors are not on this machine: " << folder;
    const auto given = readTensors(SafetensorsFile(folder / "dass_nano_training_step.safetensors"));
    const auto valuesOf = [&](const char* name) {
        const at::Tensor flat = given.at(name).flatten().contiguous();
        return std::vector<float>(flat.const_data_ptr<float>(), flat.const_data_ptr<float>() + flat.numel());
    };
    Spec spec;
    spec.student.init = Initialisation::Checkpoint;
    spec.student.checkpoint = folder / "dass_nano_hf.safetensors";
    const DassConfig config = loadCheckpoint(spec.student.checkpoint).config;
    spec.student.dims = config.dims();
    spec.student.depths = config.depths();
    spec.data.clipFrames = given.at("input").size(1);
    spec.optimizer.lr = 1e-3;
    const Student student(spec, config.classes);
    Batch batch;
    batch.clips = given.at("input").size(0);
    batch.frames = given.at("input").size(1);
    batch.spectrograms = valuesOf("input");
    batch.labels = valuesOf("labels");
    batch.teacher = valuesOf("teacher_logits");
    WorkerPool workers(2);
    Adam adam(student.parameters(), spec.optimizer);
    computeGradients(student, LiveTeachers(spec, config.classes, student), spec, batch, 0, workers);
    adam.step(spec.optimizer.lr);

    const auto after = readTensors(SafetensorsFile(folder / "dass_nano_after_adam.safetensors"));
    const at::Tensor logits = student.network().logits(given.at("input"));
    EXPECT_TRUE(at::allclose(logits, after.at("logits"), 1e-4, 1e-4))
        << (logits - after.at("logits")).abs().max().item<double>();
}

// Convolutions hand gradients back with the channels last in memory; the fused step goes through memory in order.
TEST(Adam, GradientsInAnotherOrderOfMemoryAreTheSame)
{
    at::manual_seed(5);
    const at::Tensor start = at::randn({4, 3, 3, 3});
    const at::Tensor gradient = at::randn({4, 3, 3, 3});
    std::vector<at::Tensor> updated;
    for (const bool channelsLast : {false, true}) {
        at::Tensor parameter = start.clone().requires_grad_(true);
        Adam adam({{"p", parameter}}, {});
        for (int step = 0; step < 2; ++step) {
            parameter.mutable_grad() =
                channelsLast ? gradient.contiguous(at::MemoryFormat::ChannelsLast) : gradient.clone();
            adam.step(0.01);
        }
        updated.push_back(parameter.detach());
    }
    EXPECT_TRUE(at::equal(updated[0], updated[1]));
}

TEST(Adam, RefusesTheStateOfOtherParameters)
{
    at::Tensor parameter = at::zeros({2});
    Adam adam({{"p", parameter}}, {});
    EXPECT_THROW(adam.restore({{"p.exp_avg", at::zeros({2})}}, 1, "state"), Error);
    EXPECT_THROW(adam.restore({{"p.exp_avg", at::zeros({3})}, {"p.exp_avg_sq", at::zeros({2})}}, 1, "state"), Error);
    EXPECT_NO_THROW(adam.restore({{"p.exp_avg", at::ones({2})}, {"p.exp_avg_sq", at::ones({2})}}, 7, "state"));
    EXPECT_EQ(adam.steps(), 7);
}

} // namespace
} // namespace dass::distill
