#include "core/model/dass.h"
#include "core/model/synthetic.h"
#include "core/model/tensor_io.h"
#include "tests/model/reference_files.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

namespace dass {
namespace {

DassConfig referenceNano()
{
    return DassConfig::of({16, 32, 64, 128}, {1, 1, 2, 1}, 10);
}

void expectDassClose(const at::Tensor& found, const at::Tensor& wanted, const std::string& what)
{
    ASSERT_EQ(found.sizes(), wanted.sizes()) << what;
    const at::Tensor excess = (found - wanted).abs() - (1e-4 + 1e-4 * wanted.abs());
    EXPECT_LE(excess.max().item<float>(), 0)
        << what << ": largest difference " << (found - wanted).abs().max().item<float>();
}

// Name of a reference file whose weights and input follow from its metadata.
class FullSizeDass : public testing::TestWithParam<const char*>
{
};

TEST_P(FullSizeDass, AgreesWithTheReferenceAtEveryStage)
{
    DASS_REQUIRE_REFERENCE(GetParam());
    const SafetensorsFile file(referencePath(GetParam()));
    const bool small = file.metadata().at("size") == "small";
    const std::int64_t frames = std::stoll(file.metadata().at("frames"));
    const DassConfig config = small ? DassConfig::small() : DassConfig::medium();
    EXPECT_EQ(config.parameterCount(), small ? 29884463 : 48648239);
    const Dass model(config, syntheticParameters(config, std::stoull(file.metadata().at("salt"))));
    std::vector<float> input = syntheticSpectrogram(frames, std::stoull(file.metadata().at("input_seed")));

    const c10::InferenceMode inference;
    ForwardOptions options;
    int steps = 0;
    options.observer = [&](std::string_view step, const at::Tensor& value) {
        const std::string name(step);
        const at::Tensor x = value.dim() == 4 ? value.permute({0, 3, 1, 2}).contiguous() : value;
        EXPECT_TRUE(at::equal(at::tensor(x.sizes()), readTensor(file, name + ".shape"))) << name;
        expectDassClose(x.flatten().slice(0, 0, 256), readTensor(file, name + ".head"), name);
        expectDassClose(at::stack({x.mean(), x.std()}), readTensor(file, name + ".mean_std"), name);
        ++steps;
    };
    const DassOutput output = model.forward(at::from_blob(input.data(), {1, frames, 128}), options);
    EXPECT_EQ(steps, 7);
    expectDassClose(output.embedding[0], readTensor(file, "embedding"), "embedding");
    expectDassClose(output.logits[0], readTensor(file, "logits"), "logits");
}

TEST_P(FullSizeDass, InBf16StaysNearTheReferencesLogits)
{
    DASS_REQUIRE_REFERENCE(GetParam());
    const SafetensorsFile file(referencePath(GetParam()));
    const DassConfig config = file.metadata().at("size") == "small" ? DassConfig::small() : DassConfig::medium();
    const Dass model = Dass(config, syntheticParameters(config, std::stoull(file.metadata().at("salt")))).toBf16();
    const std::int64_t frames = std::stoll(file.metadata().at("frames"));
    std::vector<float> input = syntheticSpectrogram(frames, std::stoull(file.metadata().at("input_seed")));

    const c10::InferenceMode inference;
    const at::Tensor found = model.forward(at::from_blob(input.data(), {1, frames, 128})).logits[0].to(at::kFloat);
    const at::Tensor wanted = readTensor(file, "logits");
    EXPECT_LE((found - wanted).abs().max().item<float>(), 2e-2F);
}

INSTANTIATE_TEST_SUITE_P(Reference, FullSizeDass,
                         testing::Values("dass_small_998.safetensors", "dass_small_1024.safetensors",
                                         "dass_small_3000.safetensors", "dass_medium_1024.safetensors"),
                         [](const auto& test) {
                             const std::string name = test.param;
                             return name.substr(0, name.find('.'));
                         });

TEST(NanoDass, TrainingStepGivesTheReferenceLossesAndAllGradients)
{
    DASS_REQUIRE_REFERENCE("dass_nano_training_step.safetensors");
    const SafetensorsFile file(referencePath("dass_nano_training_step.safetensors"));
    Parameters parameters = syntheticParameters(referenceNano(), 7);
    for (auto& [name, tensor] : parameters)
        tensor.set_requires_grad(true);
    const Dass model(referenceNano(), parameters);

    const at::Tensor logits = model.forward(readTensor(file, "input")).logits;
    expectDassClose(logits.detach(), readTensor(file, "logits"), "logits");
    const at::Tensor bce = at::binary_cross_entropy_with_logits(logits, readTensor(file, "labels"));
    const at::Tensor kd = at::kl_div(logits.log_softmax(-1), readTensor(file, "teacher_logits").log_softmax(-1),
                                     at::Reduction::Sum, true) /
                          logits.size(0);
    const at::Tensor loss = 0.5 * bce + 0.5 * kd;
    loss.backward();

    expectDassClose(bce.detach().reshape(1), readTensor(file, "loss_bce"), "loss_bce");
    expectDassClose(kd.detach().reshape(1), readTensor(file, "loss_kd"), "loss_kd");
    expectDassClose(loss.detach().reshape(1), readTensor(file, "loss"), "loss");
    for (const auto& [name, tensor] : parameters) {
        ASSERT_TRUE(tensor.grad().defined()) << name;
        expectDassClose(tensor.grad(), readTensor(file, "grad." + name), "gradient of " + name);
    }
}

TEST(NanoDass, TrainingInBf16GivesItsMasterWeightsNearlyTheSameGradients)
{
    Parameters exact = syntheticParameters(referenceNano(), 7);
    Parameters rounded = syntheticParameters(referenceNano(), 7);
    std::vector<float> input = syntheticSpectrogram(200, 1);
    const at::Tensor x = at::from_blob(input.data(), {1, 200, 128});
    for (auto* parameters : {&exact, &rounded}) {
        for (auto& [name, tensor] : *parameters)
            tensor.set_requires_grad(true);
        const Dass model(referenceNano(), *parameters);
        const at::Tensor logits = (parameters == &exact ? model : model.toBf16()).forward(x).logits;
        at::binary_cross_entropy_with_logits(logits, at::ones_like(logits)).backward();
    }
    for (const auto& [name, tensor] : exact) {
        const at::Tensor found = rounded.at(name).grad();
        ASSERT_TRUE(found.defined()) << name;
        EXPECT_LT((found - tensor.grad()).norm().item<float>(), 0.1F * tensor.grad().norm().item<float>()) << name;
    }
}

} // namespace
} // namespace dass
