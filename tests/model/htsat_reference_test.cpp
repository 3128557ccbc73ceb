#include "core/model/htsat.h"
#include "core/model/htsat_checkpoint.h"
#include "core/model/htsat_front_end.h"
#include "core/model/synthetic.h"
#include "core/model/tensor_io.h"
#include "tests/model/reference_files.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

namespace dass {
namespace {

void expectHtsatClose(const at::Tensor& found, const at::Tensor& wanted, const std::string& what)
{
    ASSERT_EQ(found.sizes(), wanted.sizes()) << what;
    const at::Tensor excess = (found - wanted).abs() - (1e-4 + 1e-4 * wanted.abs());
    EXPECT_LE(excess.max().item<float>(), 0)
        << what << ": largest difference " << (found - wanted).abs().max().item<float>();
}

at::Tensor referenceSound(std::int64_t samples, std::uint64_t seed)
{
    return at::tensor(syntheticWaveform(samples, seed)).unsqueeze(0);
}

TEST(FullSizeHtsat, AgreesWithTheReferenceFromSoundToLogits)
{
    DASS_REQUIRE_REFERENCE("htsat_base.safetensors");
    const SafetensorsFile file(referencePath("htsat_base.safetensors"));
    const HtsatConfig config;
    const Htsat model(config, syntheticParameters(config.parameters(), 0));

    const c10::InferenceMode inference;
    HtsatOptions options;
    int steps = 0;
    options.observer = [&](std::string_view step, const at::Tensor& value) {
        const std::string name(step);
        ASSERT_TRUE(file.contains(name + ".head")) << name;
        const at::Tensor x = value.contiguous().flatten();
        expectHtsatClose(x.slice(0, 0, 256), readTensor(file, name + ".head"), name);
        expectHtsatClose(x.slice(0, -256), readTensor(file, name + ".tail"), name);
        ++steps;
    };
    const HtsatOutput output = model.forward(referenceSound(320000, 1), options);
    EXPECT_EQ(steps, 22); // logmel, bn0, image, patch_embed, 12 blocks, 4 layers, norm, tscam_conv
    expectHtsatClose(htsat::logMel(referenceSound(320000, 1))[0], readTensor(file, "logmel"), "logmel");
    expectHtsatClose(output.logits[0], readTensor(file, "clipwise_logits"), "logits");
    expectHtsatClose(output.probabilities[0], readTensor(file, "clipwise_output"), "probabilities");
    expectHtsatClose(output.embedding[0], readTensor(file, "latent_output"), "embedding");
    expectHtsatClose(output.framewise[0], readTensor(file, "framewise.every32"), "framewise");
}

TEST(NanoHtsat, HearsEveryLengthAsTheReferenceDoes)
{
    DASS_REQUIRE_REFERENCE("htsat_nano_outputs.safetensors");
    const SafetensorsFile file(referencePath("htsat_nano_outputs.safetensors"));
    const HtsatCheckpoint checkpoint = loadHtsatCheckpoint(referencePath("htsat_nano.ckpt"));
    EXPECT_EQ(checkpoint.config.width, 16);
    EXPECT_EQ(checkpoint.config.depths(), (std::vector<std::int64_t>{1, 1, 2, 1}));
    EXPECT_EQ(checkpoint.config.heads(), (std::vector<std::int64_t>{1, 2, 4, 8}));
    for (const auto& [name, tensor] : syntheticParameters(checkpoint.config.parameters(), 7))
        EXPECT_TRUE(at::equal(tensor, checkpoint.parameters.at(name))) << name;

    const c10::InferenceMode inference;
    const Htsat model(checkpoint.config, checkpoint.parameters);
    for (const std::int64_t samples : {320000, 128000}) {
        const std::string length = std::to_string(samples);
        HtsatOptions options;
        expectHtsatClose(model.forward(referenceSound(samples, 2), options).logits[0],
                         readTensor(file, length + ".eval.clipwise_logits"), length);
        options.shortSound = ShortSound::Repeat;
        expectHtsatClose(model.forward(referenceSound(samples, 2), options).logits[0],
                         readTensor(file, length + ".infer.clipwise_logits"), length);
    }
    for (const std::int64_t samples : {384000, 384640}) { // two crops, three
        const std::string prefix = std::to_string(samples) + ".eval.";
        const HtsatOutput output = model.forward(referenceSound(samples, 2));
        expectHtsatClose(output.cropLogits.select(1, 0), readTensor(file, prefix + "crop_logits"), prefix);
        expectHtsatClose(output.probabilities[0], readTensor(file, prefix + "clipwise_output"), prefix);
        expectHtsatClose(output.framewise[0], readTensor(file, prefix + "framewise.every32"), prefix);
    }
}

} // namespace
} // namespace dass
