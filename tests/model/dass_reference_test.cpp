#include "core/model/dass.h"
#include "core/model/synthetic.h"
#include "core/model/tensor_io.h"
#include "tests/model/reference_files.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

namespace dass {
namespace {

void expectClose(const at::Tensor& found, const at::Tensor& wanted, const std::string& what)
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
        expectClose(x.flatten().slice(0, 0, 256), readTensor(file, name + ".head"), name);
        expectClose(at::stack({x.mean(), x.std()}), readTensor(file, name + ".mean_std"), name);
        ++steps;
    };
    const DassOutput output = model.forward(at::from_blob(input.data(), {1, frames, 128}), options);
    EXPECT_EQ(steps, 7);
    expectClose(output.embedding[0], readTensor(file, "embedding"), "embedding");
    expectClose(output.logits[0], readTensor(file, "logits"), "logits");
}

INSTANTIATE_TEST_SUITE_P(Reference, FullSizeDass,
                         testing::Values("dass_small_998.safetensors", "dass_small_1024.safetensors",
                                         "dass_small_3000.safetensors", "dass_medium_1024.safetensors"),
                         [](const auto& test) {
                             const std::string name = test.param;
                             return name.substr(0, name.find('.'));
                         });

} // namespace
} // namespace dass
