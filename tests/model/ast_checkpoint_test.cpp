#include "core/base/error.h"
#include "core/model/ast.h"
#include "core/model/ast_checkpoint.h"
#include "core/model/ast_positions.h"
#include "core/model/synthetic.h"
#include "core/model/tagging_model.h"
#include "core/model/tensor_io.h"
#include "tests/base/temporary_folder.h"
#include "tests/model/torch_file_writer.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>
#include <gmock/gmock.h>

#include <cmath>
#include <fstream>
#include <limits>

namespace dass {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

using Tensors = std::map<std::string, at::Tensor>;

class AstFiles : public testing::Test
{
protected:
    std::filesystem::path save(const Tensors& tensors, const std::string& name = "m.safetensors") const
    {
        writeTensors(m_folder.path() / name, tensors);
        return m_folder.path() / name;
    }

    // As the authors save it, with the ImageNet heads that nothing uses.
    Tensors official() const
    {
        Tensors tensors;
        for (const auto& [name, tensor] : m_parameters)
            tensors.emplace("module." + name, tensor);
        for (const char* head : {"module.v.head.weight", "module.v.head_dist.bias"})
            tensors.emplace(head, at::ones({7}));
        return tensors;
    }

    Tensors huggingFace() const
    {
        Tensors tensors;
        const std::string body = "audio_spectrogram_transformer.";
        const auto renamed = [](std::string name, const std::string& from, const std::string& to) {
            if (const auto at = name.find(from); at != std::string::npos)
                name.replace(at, from.size(), to);
            return name;
        };
        for (const auto& [official, tensor] : m_parameters) {
            std::string name = official;
            for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
                     {"v.cls_token", body + "embeddings.cls_token"},
                     {"v.dist_token", body + "embeddings.distillation_token"},
                     {"v.pos_embed", body + "embeddings.position_embeddings"},
                     {"v.patch_embed.proj", body + "embeddings.patch_embeddings.projection"},
                     {"v.blocks.", body + "encoder.layer."},
                     {"v.norm.", body + "layernorm."},
                     {"norm1", "layernorm_before"},
                     {"norm2", "layernorm_after"},
                     {"attn.proj", "attention.output.dense"},
                     {"mlp.fc1", "intermediate.dense"},
                     {"mlp.fc2", "output.dense"},
                     {"mlp_head.0", "classifier.layernorm"},
                     {"mlp_head.1", "classifier.dense"}})
                name = renamed(name, from, to);
            if (name.find("attn.qkv") == std::string::npos) {
                tensors.emplace(name, tensor);
                continue;
            }
            const std::vector<at::Tensor> parts = tensor.chunk(3);
            for (std::size_t i = 0; i < 3; ++i)
                tensors.emplace(renamed(name, "attn.qkv",
                                        std::string("attention.attention.") + (i == 0   ? "query"
                                                                               : i == 1 ? "key"
                                                                                        : "value")),
                                parts[i].clone());
        }
        return tensors;
    }

    std::string errorOf(const std::filesystem::path& path, ErrorCode code = ErrorCode::BadFile) const
    {
        try {
            loadAstCheckpoint(path);
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), code) << error.what();
            EXPECT_THAT(error.what(), Not(HasSubstr("\n")));
            return error.what();
        }
        return "no error";
    }

    test::TemporaryFolder m_folder;
    AstConfig m_config = [] {
        AstConfig config = AstConfig::of(32, 2, 5);
        config.columns = 11;
        return config;
    }();
    Parameters m_parameters = syntheticParameters(m_config.parameters(), 3);
};

TEST_F(AstFiles, BothLayoutsAreReadBack)
{
    const auto torch = m_folder.path() / "m.pth";
    writeTorchFile(torch, official());
    for (const auto& path : {torch, save(huggingFace())}) {
        const AstCheckpoint found = loadAstCheckpoint(path);
        EXPECT_EQ(found.layout, path == torch ? Layout::Official : Layout::HuggingFace);
        EXPECT_EQ(found.config.width, 32);
        EXPECT_EQ(found.config.depth, 2);
        EXPECT_EQ(found.config.heads, 2);
        EXPECT_EQ(found.config.columns, 11);
        EXPECT_EQ(found.config.positions, AstPositions::Learned);
        ASSERT_EQ(found.parameters.size(), m_parameters.size());
        for (const auto& [name, tensor] : m_parameters)
            EXPECT_TRUE(at::equal(found.parameters.at(name), tensor)) << name;
    }
}

TEST_F(AstFiles, AllWrongTensorsAreListedGotAndWantedByTheirNamesInTheFile)
{
    Tensors tensors = official();
    tensors.erase("module.v.blocks.1.norm2.bias");
    tensors.insert_or_assign("module.v.blocks.0.attn.qkv.bias", at::zeros({95}));
    tensors.emplace("module.v.blocks.0.gamma", at::zeros({2, 2}));
    EXPECT_THAT(errorOf(save(tensors)),
                AllOf(HasSubstr("3 of its tensors are wrong"), HasSubstr("missing 'v.blocks.1.norm2.bias' [32]"),
                      HasSubstr("'module.v.blocks.0.attn.qkv.bias' is [95], wanted [96]"),
                      HasSubstr("unknown 'module.v.blocks.0.gamma' [2, 2]")));

    tensors = huggingFace();
    const std::string layer = "audio_spectrogram_transformer.encoder.layer.1.attention.attention.";
    tensors.erase(layer + "key.weight");
    tensors.insert_or_assign(layer + "value.weight", at::zeros({32, 31}));
    EXPECT_THAT(errorOf(save(tensors)), AllOf(HasSubstr("2 of its tensors are wrong"), HasSubstr("v.blocks.1.attn.k."),
                                              HasSubstr("'" + layer + "value.weight' is [32, 31], wanted [32, 32]")));
}

TEST_F(AstFiles, LyingShapesAndValuesAreRefused)
{
    const auto errorWith = [&](const std::string& name, const at::Tensor& value) {
        Tensors tensors = official();
        tensors.insert_or_assign("module." + name, value);
        return errorOf(save(tensors));
    };
    EXPECT_THAT(errorWith("v.pos_embed", at::zeros({1, 100, 32})), HasSubstr("98 patches"));
    EXPECT_THAT(errorWith("v.pos_embed", at::zeros({32})), HasSubstr("v.pos_embed"));
    EXPECT_THAT(errorWith("v.pos_embed", at::empty({0, std::int64_t{1} << 40})), HasSubstr("v.pos_embed"));
    EXPECT_THAT(errorWith("v.patch_embed.proj.weight", at::zeros({33, 1, 16, 16})), HasSubstr("width is 33"));
    EXPECT_THAT(errorWith("v.patch_embed.proj.weight", at::zeros({32, 1, 16, 8})), HasSubstr("[32, 1, 16, 8]"));
    EXPECT_THAT(errorWith("v.blocks.999.norm1.bias", at::zeros({32})), HasSubstr("and "));
    EXPECT_THAT(errorWith("mlp_head.1.bias", at::zeros({5}, at::kLong)), HasSubstr("holds Long"));
    EXPECT_THAT(errorWith("mlp_head.1.bias", at::full({5}, std::numeric_limits<float>::quiet_NaN())),
                HasSubstr("no finite numbers"));
    EXPECT_THAT(errorOf(save({{"module.mlp_head.1.bias", at::zeros({1})}})), HasSubstr("which an AST model needs"));
    EXPECT_THAT(errorOf(save({{"x", at::zeros({1})}}), ErrorCode::Unsupported), HasSubstr("an AST is wanted"));
    Tensors twice = official();
    twice.emplace("v.cls_token", at::zeros({1, 1, 32}));
    EXPECT_THAT(errorOf(save(twice)), HasSubstr("both stand for 'v.cls_token'"));
}

TEST_F(AstFiles, StoredSinusoidalPositionsAreRecognisedAndComputedForEachLength)
{
    const at::Tensor positions = sinusoidalPositions(2 + 12 * 11, 32);
    for (const at::Tensor& stored : {positions, positions.squeeze(0)}) {
        Tensors tensors = official();
        tensors.insert_or_assign("module.v.pos_embed", stored);
        const AstCheckpoint found = loadAstCheckpoint(save(tensors));
        EXPECT_EQ(found.config.positions, AstPositions::Sinusoidal);
        at::Tensor used;
        AstOptions options;
        options.observer = [&](std::string_view step, const at::Tensor& value) {
            if (step == "positions")
                used = value;
        };
        Ast(found.config, found.parameters).forward(at::zeros({1, 400, 128}), options);
        EXPECT_TRUE(at::equal(used, sinusoidalPositions(2 + 12 * 39, 32)));
    }
}

TEST_F(AstFiles, ComputedPositionsTakeThePlaceOfStoredOnesWhereAskedFor)
{
    const auto path = save(official());
    AstCheckpoint checkpoint = loadAstCheckpoint(path);
    useSinusoidalPositions(checkpoint);
    EXPECT_EQ(checkpoint.config.positions, AstPositions::Sinusoidal);
    EXPECT_FALSE(checkpoint.parameters.contains("v.pos_embed"));
    std::vector<float> input(400 * 128);
    for (std::size_t i = 0; i < input.size(); ++i)
        input[i] = std::sin(0.01F * static_cast<float>(i));
    const at::Tensor expected =
        Ast(checkpoint.config, checkpoint.parameters).forward(at::from_blob(input.data(), {1, 400, 128})).logits;
    const auto logitsOf = [&](bool sinusoidal) {
        at::Tensor logits = at::empty({1, 5});
        TaggingModel::load(path, {"cpu", Precision::Fp32, 0, sinusoidal})
            ->logits(input, 1, 400, Pooling::Mean, {logits.data_ptr<float>(), 5});
        return logits;
    };
    EXPECT_TRUE(at::allclose(logitsOf(true), expected, 1e-4, 1e-5));
    EXPECT_FALSE(at::allclose(logitsOf(false), expected, 1e-4, 1e-5));
}

TEST_F(AstFiles, TheConfigBesideHuggingFacesWeightsTellsHeadsNormsAndClasses)
{
    save(huggingFace(), "model.safetensors");
    const auto load = [&](const std::string& config) {
        std::ofstream(m_folder.path() / "config.json") << config;
        return loadAstCheckpoint(m_folder.path());
    };
    const AstCheckpoint found = load(R"({"num_attention_heads": 4, "layer_norm_eps": 1e-7,
        "id2label": {"0": "a", "1": "Speech", "2": "c", "3": "d", "4": "e"}})");
    EXPECT_EQ(found.config.heads, 4);
    EXPECT_EQ(found.config.blockEps, 1e-7);
    EXPECT_EQ(found.labels.at(1).mid, "/m/09x0r");
    EXPECT_EQ(load("{}").config.headEps, 1e-12); // Hugging Face's default
    for (const char* config :
         {R"({"num_attention_heads": 5})", R"({"num_attention_heads": 0})", R"({"hidden_size": 768})",
          R"({"num_hidden_layers": "2"})", R"({"layer_norm_eps": 0})", "["}) {
        std::ofstream(m_folder.path() / "config.json") << config;
        EXPECT_THAT(errorOf(m_folder.path()), HasSubstr("config.json")) << config;
    }
    for (const char* config : {R"({"time_stride": 16})", R"({"patch_size": 8})", R"({"hidden_act": "relu"})"}) {
        std::ofstream(m_folder.path() / "config.json") << config;
        EXPECT_THAT(errorOf(m_folder.path(), ErrorCode::Unsupported), HasSubstr("config.json")) << config;
    }
}

TEST_F(AstFiles, TagsLikeAnyModel)
{
    const auto model = TaggingModel::load(save(official()), {"cpu", Precision::Fp32, 1});
    const ModelInfo& info = model->info();
    EXPECT_EQ(info.architecture, "AST");
    EXPECT_EQ(info.layout, "official");
    EXPECT_THAT(info.dims, testing::ElementsAre(32));
    EXPECT_THAT(info.depths, testing::ElementsAre(2));
    EXPECT_EQ(info.parameters, m_config.parameterCount());
    EXPECT_EQ(info.labels.size(), 5U);
    EXPECT_GT(model->workingBytes(1, 1024), 1214 * 32 * 4);

    std::vector<float> input = syntheticSpectrogram(200, 1);
    const std::vector<float> second = syntheticSpectrogram(200, 2);
    input.insert(input.end(), second.begin(), second.end());
    std::vector<float> logits(10);
    std::vector<float> embeddings(64);
    model->logits(input, 2, 200, Pooling::Mean, logits, embeddings);
    const c10::InferenceMode inference;
    const AstOutput wanted = Ast(m_config, m_parameters).forward(at::tensor(input).view({2, 200, 128}));
    EXPECT_TRUE(at::allclose(at::tensor(logits).view({2, 5}), wanted.logits, 1e-4, 1e-4));
    EXPECT_TRUE(at::allclose(at::tensor(embeddings).view({2, 32}), wanted.embedding, 1e-4, 1e-4));

    EXPECT_THROW(model->logits(input, 2, 200, Pooling::Max, logits), Error);
    EXPECT_THROW(model->denseLogits(second, 1, 200, 1, logits), Error);
    EXPECT_THROW(model->logits(input, 2, 199, Pooling::Mean, logits), Error);
    std::stop_source stop;
    stop.request_stop();
    model->setStop(stop.get_token());
    std::vector<float> untouched(10, 42.F);
    model->logits(input, 2, 200, Pooling::Mean, untouched);
    EXPECT_THAT(untouched, testing::Each(42.F));
}

} // namespace
} // namespace dass
