#include "core/model/ast.h"
#include "core/model/ast_checkpoint.h"
#include "core/model/synthetic.h"
#include "core/model/tensor_io.h"
#include "tests/model/reference_files.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

namespace dass {
namespace {

void expectAstClose(const at::Tensor& found, const at::Tensor& wanted, const std::string& what)
{
    ASSERT_EQ(found.sizes(), wanted.sizes()) << what;
    const at::Tensor excess = (found - wanted).abs() - (1e-4 + 1e-4 * wanted.abs());
    EXPECT_LE(excess.max().item<float>(), 0)
        << what << ": largest difference " << (found - wanted).abs().max().item<float>();
}

at::Tensor clip(std::int64_t frames, std::uint64_t seed)
{
    return at::tensor(syntheticSpectrogram(frames, seed)).view({1, frames, 128});
}

at::Tensor twoClips(std::int64_t frames)
{
    return at::cat({clip(frames, 26), clip(frames, 27)}); // the reference's seeds
}

// Name of a reference file of the published size, whose weights and input follow from its metadata.
class FullSizeAst : public testing::TestWithParam<const char*>
{
};

TEST_P(FullSizeAst, AgreesWithTheReferencesPositionsBlocksAndLogits)
{
    DASS_REQUIRE_REFERENCE(GetParam());
    const SafetensorsFile file(referencePath(GetParam()));
    AstConfig config = AstConfig::base();
    if (std::string(GetParam()).find("sine") != std::string::npos)
        config.positions = AstPositions::Sinusoidal;
    const Ast model(config, syntheticParameters(config.parameters(), 0));
    const at::Tensor input =
        clip(std::stoll(file.metadata().at("frames")), std::stoull(file.metadata().at("input_seed")));

    const c10::InferenceMode inference;
    AstOptions options;
    int steps = 0;
    options.observer = [&](std::string_view step, const at::Tensor& value) {
        const std::string name(step);
        if (!file.contains(name + ".shape"))
            return;
        const at::Tensor x = value.flatten();
        expectAstClose(x.slice(0, 0, 256), readTensor(file, name + ".head"), name);
        expectAstClose(x.slice(0, -256), readTensor(file, name + ".tail"), name);
        ++steps;
    };
    const AstOutput output = model.forward(input, options);
    EXPECT_EQ(steps, 15); // positions, tokens, 12 blocks, norm
    expectAstClose(output.embedding[0], readTensor(file, "embedding"), "embedding");
    expectAstClose(output.logits[0], readTensor(file, "logits"), "logits");
}

INSTANTIATE_TEST_SUITE_P(Reference, FullSizeAst,
                         testing::Values("ast_base_400.safetensors", "ast_base_1024.safetensors",
                                         "ast_base_1600.safetensors", "ast_base_sine_1024.safetensors"),
                         [](const auto& test) {
                             const std::string name = test.param;
                             return name.substr(0, name.find('.'));
                         });

TEST(NanoAst, BothLayoutsHoldTheSameWeightsAndGiveTheReferencesLogits)
{
    DASS_REQUIRE_REFERENCE("ast_nano_outputs.safetensors");
    const AstCheckpoint official = loadAstCheckpoint(referencePath("ast_nano_official.pth"));
    const AstCheckpoint huggingFace = loadAstCheckpoint(referencePath("ast_nano_hf.safetensors"));
    EXPECT_EQ(official.layout, Layout::Official);
    EXPECT_EQ(huggingFace.layout, Layout::HuggingFace);
    EXPECT_EQ(official.config, AstConfig::of(48, 3, 10));
    ASSERT_EQ(official.parameters.size(), huggingFace.parameters.size());
    for (const auto& [name, tensor] : official.parameters)
        EXPECT_TRUE(at::equal(tensor, huggingFace.parameters.at(name))) << name;

    const SafetensorsFile file(referencePath("ast_nano_outputs.safetensors"));
    const c10::InferenceMode inference;
    const Ast model(official.config, official.parameters);
    expectAstClose(model.forward(twoClips(1024)).logits, readTensor(file, "logits"), "logits");
    expectAstClose(model.forward(twoClips(200)).logits, readTensor(file, "logits_200"), "logits_200");
    expectAstClose(model.forward(twoClips(2136)).logits, readTensor(file, "logits_2136"), "logits_2136");
    expectAstClose(Ast(huggingFace.config, huggingFace.parameters).forward(twoClips(1024)).logits,
                   readTensor(file, "logits_hf"), "logits_hf");
}

TEST(NanoAst, TrainingStepGivesTheReferencesLossAndAllGradients)
{
    DASS_REQUIRE_REFERENCE("ast_nano_training_step.safetensors");
    const SafetensorsFile file(referencePath("ast_nano_training_step.safetensors"));
    const AstConfig config = AstConfig::of(48, 3, 10);
    Parameters parameters = syntheticParameters(config.parameters(), 7);
    for (auto& [name, tensor] : parameters)
        tensor.set_requires_grad(true);
    const at::Tensor logits = Ast(config, parameters).forward(twoClips(1024)).logits;
    const at::Tensor loss = at::binary_cross_entropy_with_logits(logits, readTensor(file, "labels"));
    loss.backward();
    expectAstClose(loss.detach().reshape(1), readTensor(file, "loss_bce"), "loss_bce");
    for (const auto& [name, tensor] : parameters) {
        ASSERT_TRUE(tensor.grad().defined()) << name;
        expectAstClose(tensor.grad(), readTensor(file, "grad." + name), "gradient of " + name);
    }
}

} // namespace
} // namespace dass
