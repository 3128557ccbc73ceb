#include "core/base/error.h"
#include "core/distill/adam.h"
#include "core/distill/training_step.h"
#include "core/model/ast.h"
#include "core/model/ast_checkpoint.h"
#include "core/model/ast_positions.h"
#include "core/model/ast_start.h"
#include "core/model/synthetic.h"
#include "core/model/tensor_io.h"
#include "tests/base/temporary_folder.h"
#include "tests/distill/toy_data.h"
#include "tests/model/reference_files.h"

#include <ATen/ATen.h>
#include <gmock/gmock.h>

#include <cmath>
#include <functional>

namespace dass::distill {
namespace {

using testing::AllOf;
using testing::HasSubstr;

Spec astSpec(std::int64_t width, std::int64_t depth, std::int64_t frames)
{
    Spec spec;
    spec.student.arch = StudentArchitecture::Ast;
    spec.student.ast = {width, depth, 0};
    spec.data.clipFrames = frames;
    spec.loss.kdWeight = 0;
    spec.seed = 4;
    return spec;
}

Spec startingFrom(Spec spec, Initialisation init, const std::filesystem::path& checkpoint)
{
    spec.student.init = init;
    spec.student.checkpoint = checkpoint;
    return spec;
}

void expectClose(const at::Tensor& found, const at::Tensor& wanted, const std::string& what)
{
    ASSERT_EQ(found.sizes(), wanted.sizes()) << what;
    EXPECT_TRUE(at::allclose(found, wanted, 1e-4, 1e-4))
        << what << ": largest difference " << (found - wanted).abs().max().item<float>();
}

std::string messageOf(const std::function<void()>& action)
{
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

// Two clips of the reference and its labels, through the very step that a run takes.
TEST(AstStudent, StepOfARunGivesTheReferencesGradientsAndWeights)
{
    DASS_REQUIRE_REFERENCE("ast_nano_training_step.safetensors");
    const SafetensorsFile file(referencePath("ast_nano_training_step.safetensors"));
    Spec spec = startingFrom(astSpec(48, 3, 1024), Initialisation::Checkpoint, referencePath("ast_nano_official.pth"));
    spec.optimizer.lr = 1e-3;
    const Student student(spec, 10);
    Batch batch;
    batch.clips = 2;
    batch.frames = 1024;
    for (const std::uint64_t seed : {26U, 27U}) {
        const std::vector<float> clip = syntheticSpectrogram(1024, seed);
        batch.spectrograms.insert(batch.spectrograms.end(), clip.begin(), clip.end());
    }
    const at::Tensor labels = readTensor(file, "labels").contiguous();
    batch.labels.assign(labels.const_data_ptr<float>(), labels.const_data_ptr<float>() + labels.numel());
    const at::Tensor input = at::tensor(batch.spectrograms).view({2, 1024, 128});

    WorkerPool workers(1);
    Adam adam(student.parameters(), spec.optimizer);
    const StepLosses losses =
        computeGradients(student, LiveTeachers(spec, 10, student), spec, batch, /*step=*/0, workers);
    EXPECT_NEAR(losses.total, readTensor(file, "loss_bce").item<double>(), 1e-4);
    std::size_t compared = 0;
    for (const auto& [name, parameter] : student.parameters()) {
        expectClose(parameter.grad(), readTensor(file, "grad." + name), "gradient of " + name);
        ++compared;
    }
    EXPECT_EQ(compared, AstConfig::of(48, 3, 10).parameters().size());

    adam.step(spec.optimizer.lr);
    expectClose(student.network().logits(input), readTensor(file, "after_adam.logits"), "logits after a step");
    for (const char* name : {"mlp_head.1.weight", "v.blocks.0.attn.proj.weight", "v.dist_token"})
        expectClose(student.parameters().at(name).detach(), readTensor(file, std::string("after_adam.") + name), name);
}

TEST(AstStudent, StartsAsTheAuthorsDo)
{
    const Student student(astSpec(192, 2, 1024), 50);
    const auto& parameters = student.parameters();
    const auto value = [&](const std::string& name) { return parameters.at(name).detach(); };
    const auto expectUniform = [&](const std::string& name, double bound) {
        EXPECT_LE(value(name).abs().max().item<double>(), bound) << name;
        EXPECT_GT(value(name).abs().max().item<double>(), 0.9 * bound) << name;
        EXPECT_NEAR(value(name).mean().item<double>(), 0, 0.15 * bound) << name;
    };
    expectUniform("v.patch_embed.proj.weight", 1.0 / 16);
    expectUniform("v.patch_embed.proj.bias", 1.0 / 16);
    expectUniform("mlp_head.1.weight", 1 / std::sqrt(192.0));
    expectUniform("mlp_head.1.bias", 1 / std::sqrt(192.0));
    for (const char* name : {"v.pos_embed", "v.cls_token", "v.blocks.1.attn.qkv.weight", "v.blocks.0.mlp.fc2.weight"}) {
        EXPECT_NEAR(value(name).std().item<double>(), 0.02, 0.004) << name;
        EXPECT_NEAR(value(name).mean().item<double>(), 0, 0.006) << name;
    }
    for (const char* name : {"v.blocks.0.norm1.weight", "v.norm.weight", "mlp_head.0.weight"})
        EXPECT_TRUE(at::equal(value(name), at::ones({192}))) << name;
    EXPECT_TRUE(at::equal(value("v.blocks.0.attn.qkv.bias"), at::zeros({3 * 192})));
    EXPECT_TRUE(at::equal(value("mlp_head.0.bias"), at::zeros({192})));

    const Student same(astSpec(192, 2, 1024), 50);
    for (const auto& [name, parameter] : same.parameters())
        EXPECT_TRUE(at::equal(parameter, parameters.at(name))) << name;
}

class AstStartTest : public testing::Test
{
protected:
    // A distilled DeiT of so many patches a side, as its authors publish it: the tensors under "model" in a file of
    // torch's, here as safetensors, which hold the same names.
    Parameters deit(std::int64_t side) const
    {
        const AstConfig config = AstConfig::of(16, 2, 10);
        Parameters tensors;
        for (const auto& [name, shape] : config.parameters()) {
            if (name.starts_with("v."))
                tensors.emplace(name.substr(2), syntheticParameter("deit." + name.substr(2), shape, 7));
        }
        tensors["patch_embed.proj.weight"] = syntheticParameter("deit.patch_embed.proj.weight", {16, 3, 16, 16}, 7);
        tensors["pos_embed"] =
            syntheticParameter("deit" + std::to_string(side) + ".pos_embed", {1, 2 + side * side, 16}, 7);
        for (const char* head : {"head", "head_dist"}) {
            tensors[head + std::string(".weight")] = at::zeros({1000, 16});
            tensors[head + std::string(".bias")] = at::zeros({1000});
        }
        return tensors;
    }

    std::filesystem::path file() const { return m_folder.path() / "deit.safetensors"; }

    test::TemporaryFolder m_folder;
};

TEST_F(AstStartTest, TakesADeitsWeightsAsTheReferenceDoes)
{
    DASS_REQUIRE_REFERENCE("ast_imagenet_init.safetensors");
    const SafetensorsFile reference(referencePath("ast_imagenet_init.safetensors"));
    for (const std::int64_t side : {14, 24}) {
        const Parameters image = deit(side);
        writeTensors(file(), image);
        for (const std::int64_t frames : {200, 1024}) {
            const Student student(startingFrom(astSpec(16, 2, frames), Initialisation::ImageNet, file()), 10);
            const std::string name = "deit" + std::to_string(side) + ".to_" + std::to_string(frames);
            expectClose(student.parameters().at("v.pos_embed").detach(), readTensor(reference, name), name);
            expectClose(student.parameters().at("v.patch_embed.proj.weight").detach(),
                        readTensor(reference, "ast.patch_embed.proj.weight"), "patch convolution");
            for (const char* kept : {"cls_token", "dist_token", "patch_embed.proj.bias", "blocks.1.attn.qkv.weight",
                                     "blocks.0.mlp.fc2.bias", "norm.weight"})
                EXPECT_TRUE(at::equal(student.parameters().at(std::string("v.") + kept), image.at(kept))) << kept;
            EXPECT_GT(student.parameters().at("mlp_head.1.weight").abs().max().item<double>(), 0.1); // U(±1/4)
        }
    }
}

TEST_F(AstStartTest, SaysWhatIsWrongWithAnImageModel)
{
    const auto start = [&](std::int64_t depth) {
        return messageOf([&] { Student(startingFrom(astSpec(16, depth, 200), Initialisation::ImageNet, file()), 10); });
    };
    writeTensors(file(), deit(14));
    EXPECT_EQ(start(2), "");
    EXPECT_THAT(start(3), AllOf(HasSubstr("deit.safetensors"), HasSubstr("missing 'v.blocks.2.attn.proj.bias'")));
    Parameters plain = deit(14);
    plain.erase("dist_token");
    writeTensors(file(), plain);
    EXPECT_THAT(start(2), HasSubstr("is no distilled DeiT: it has no tensor 'dist_token'"));
    plain = deit(14);
    plain["pos_embed"] = at::zeros({1, 2 + 15, 16});
    writeTensors(file(), plain);
    EXPECT_THAT(start(2), AllOf(HasSubstr("deit.safetensors"), HasSubstr("no square of patches")));
    saveHuggingFace(m_folder.path(), AstConfig::of(16, 2, 10), freshParameters(AstConfig::of(16, 2, 10), 1), {});
    EXPECT_THAT(
        messageOf([&] { Student(startingFrom(astSpec(16, 2, 200), Initialisation::ImageNet, m_folder.path()), 10); }),
        HasSubstr("is no distilled DeiT"));
}

// Another length and other classes: the middle of the positions, and a fresh head.
TEST_F(AstStartTest, TakesACheckpointOfAnotherLengthAndOtherClasses)
{
    const AstConfig config = AstConfig::of(32, 2, 5);
    const Parameters parameters = freshParameters(config, 9);
    saveHuggingFace(m_folder.path(), config, parameters, {});
    const Student student(startingFrom(astSpec(32, 2, 200), Initialisation::Checkpoint, m_folder.path()), 3);
    EXPECT_THAT(student.replacedHead(), AllOf(HasSubstr("5 classes"), HasSubstr("3: the head starts anew")));
    for (const auto& [name, parameter] : student.parameters()) {
        if (name == "v.pos_embed")
            EXPECT_TRUE(at::equal(parameter, astPositions(parameters.at(name), astColumns(200))));
        else if (name.starts_with("mlp_head.1."))
            EXPECT_EQ(parameter.size(0), 3) << name;
        else
            EXPECT_TRUE(at::equal(parameter, parameters.at(name))) << name;
    }
    EXPECT_THAT(
        messageOf([&] { Student(startingFrom(astSpec(32, 3, 200), Initialisation::Checkpoint, m_folder.path()), 5); }),
        AllOf(HasSubstr("student.size"), HasSubstr("missing 'v.blocks.2.")));
}

TEST(AstSaving, WritesWhatHuggingFaceWrites)
{
    DASS_REQUIRE_REFERENCE("ast_nano_hf.safetensors");
    const test::TemporaryFolder folder;
    const AstCheckpoint official = loadAstCheckpoint(referencePath("ast_nano_official.pth"));
    saveHuggingFace(folder.path(), official.config, official.parameters, {{"/t/a", "A"}});
    const auto written = readTensors(SafetensorsFile(folder.path() / "model.safetensors"));
    const auto wanted = readTensors(SafetensorsFile(referencePath("ast_nano_hf.safetensors")));
    ASSERT_EQ(written.size(), wanted.size());
    for (const auto& [name, tensor] : wanted) {
        ASSERT_TRUE(written.contains(name)) << name;
        EXPECT_TRUE(at::equal(written.at(name), tensor)) << name;
    }
}

TEST(AstSaving, ReadBackItIsTheSameModel)
{
    const test::TemporaryFolder folder;
    AstConfig config = AstConfig::of(48, 2, 3);
    config.columns = 7;
    const Parameters parameters = freshParameters(config, 1);
    saveHuggingFace(folder.path(), config, parameters, {{"/t/a", "A"}, {"", "B"}, {"/t/c", "C, c"}});
    const AstCheckpoint found = loadAstCheckpoint(folder.path());
    EXPECT_EQ(found.config, config);
    for (const auto& [name, tensor] : parameters)
        EXPECT_TRUE(at::equal(found.parameters.at(name), tensor)) << name;
    EXPECT_EQ(found.labels.at(0).mid, "/t/a");
    EXPECT_EQ(found.labels.at(2).name, "C, c");
}

} // namespace
} // namespace dass::distill
