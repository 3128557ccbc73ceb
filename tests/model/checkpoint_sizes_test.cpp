#include "core/base/error.h"
#include "core/model/ast_checkpoint.h"
#include "core/model/ast_start.h"
#include "core/model/checkpoint.h"
#include "core/model/checkpoint_sizes.h"
#include "core/model/htsat_checkpoint.h"
#include "core/model/tensor_io.h"
#include "tests/base/temporary_folder.h"
#include "tests/model/reference_files.h"
#include "tests/model/torch_file_writer.h"

#include <ATen/ATen.h>
#include <gmock/gmock.h>

#include <cmath>
#include <functional>

namespace dass {
namespace {

using testing::HasSubstr;

std::string messageOf(const std::function<void()>& action)
{
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

class CheckpointSizes : public testing::Test
{
protected:
    std::filesystem::path save(const std::map<std::string, at::Tensor>& tensors) const
    {
        writeTensors(file(), tensors);
        return file();
    }
    std::filesystem::path file() const { return m_folder.path() / "weights.safetensors"; }

    // A distilled DeiT of 14 patches a side, whose two heads are left out.
    static std::map<std::string, at::Tensor> deit(std::int64_t depth)
    {
        std::map<std::string, at::Tensor> tensors;
        for (const auto& [name, shape] : AstConfig::of(16, depth).parameters())
            if (name.starts_with("v."))
                tensors.emplace(name.substr(2), at::zeros(shape));
        tensors["pos_embed"] = at::zeros({1, 2 + 14 * 14, 16});
        tensors["patch_embed.proj.weight"] = at::zeros({16, 3, 16, 16});
        return tensors;
    }

    test::TemporaryFolder m_folder;
    DassConfig m_config = DassConfig::of({8, 16}, {1, 2}, 5);
};

TEST_F(CheckpointSizes, AreWhatTheLoadersFindInTheReferencesFiles)
{
    for (const char* name : {"dass_nano_official.pth", "dass_nano_hf.safetensors"}) {
        DASS_REQUIRE_REFERENCE(name);
        EXPECT_EQ(readDassConfig(referencePath(name)), loadCheckpoint(referencePath(name)).config) << name;
    }
    for (const char* name : {"ast_nano_official.pth", "ast_nano_hf.safetensors"}) {
        DASS_REQUIRE_REFERENCE(name);
        AstConfig loaded = loadAstCheckpoint(referencePath(name)).config;
        loaded.blockEps = AstConfig().blockEps; // which no shape tells
        loaded.headEps = AstConfig().headEps;
        EXPECT_EQ(readAstConfig(referencePath(name)), loaded) << name;
    }
    DASS_REQUIRE_REFERENCE("htsat_nano.ckpt");
    EXPECT_EQ(readHtsatConfig(referencePath("htsat_nano.ckpt")),
              loadHtsatCheckpoint(referencePath("htsat_nano.ckpt")).config);
}

TEST_F(CheckpointSizes, AreReadWithoutAnyValue)
{
    Parameters parameters = freshParameters(m_config, 3);
    parameters.at("classifier.norm.weight").fill_(std::nanf(""));
    EXPECT_EQ(readDassConfig(save(parameters)), m_config);
    EXPECT_NE(messageOf([&] { loadCheckpoint(file()); }), "");
    writeTorchFile(m_folder.path() / "weights.pth", parameters, "model");
    EXPECT_EQ(readDassConfig(m_folder.path() / "weights.pth"), m_config);
}

TEST_F(CheckpointSizes, RefuseWhatTheLoadersRefuseInTheSameWords)
{
    Parameters parameters = freshParameters(m_config, 3);
    parameters.erase("patch_embed.7.bias");
    parameters.at("classifier.norm.bias") = at::zeros({7});
    save(parameters);
    const std::string words = messageOf([&] { readDassConfig(file()); });
    EXPECT_THAT(words, testing::AllOf(HasSubstr("weights.safetensors"), HasSubstr("missing 'patch_embed.7.bias'"),
                                      HasSubstr("'classifier.norm.bias' is [7], wanted [16]")));
    EXPECT_EQ(words, messageOf([&] { loadCheckpoint(file()); }));
    const std::string other = messageOf([&] { readAstConfig(file()); });
    EXPECT_THAT(other, HasSubstr("is a DASS checkpoint; an AST is wanted here"));
    EXPECT_EQ(other, messageOf([&] { loadAstCheckpoint(file()); }));
    EXPECT_EQ(messageOf([&] { readHtsatConfig(file()); }), messageOf([&] { loadHtsatCheckpoint(file()); }));
    EXPECT_EQ(messageOf([&] { readDassConfig(m_folder.path() / "none.pth"); }),
              messageOf([&] { loadCheckpoint(m_folder.path() / "none.pth"); }));
}

TEST_F(CheckpointSizes, TellImageNetsWeightsThatFit)
{
    Parameters colour = freshParameters(DassConfig::of({8, 16}, {1, 2}, 1000), 4);
    colour.insert_or_assign("patch_embed.0.weight", at::rand({4, 3, 3, 3}));
    save(colour);
    EXPECT_EQ(messageOf([&] { requireImageNetWeights(m_config, file()); }), "");
    const DassConfig deeper = DassConfig::of({8, 16}, {1, 3}, 5);
    const std::string words = messageOf([&] { requireImageNetWeights(deeper, file()); });
    EXPECT_THAT(words, HasSubstr("missing 'layers.1.blocks.2."));
    EXPECT_EQ(words, messageOf([&] { imageNetParameters(deeper, file(), 1); }));

    save(deit(2));
    EXPECT_EQ(messageOf([&] { requireImageNetWeights(AstConfig::of(16, 2, 5), file()); }), "");
    const AstConfig larger = AstConfig::of(16, 3, 5);
    const std::string missing = messageOf([&] { requireImageNetWeights(larger, file()); });
    EXPECT_THAT(missing, HasSubstr("missing 'v.blocks.2."));
    EXPECT_EQ(missing, messageOf([&] { imageNetParameters(larger, file(), 1); }));
}

} // namespace
} // namespace dass
