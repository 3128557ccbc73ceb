#include "core/base/error.h"
#include "core/model/checkpoint.h"
#include "core/model/dass.h"
#include "core/model/synthetic.h"
#include "core/model/tensor_io.h"
#include "tests/base/temporary_folder.h"
#include "tests/model/reference_files.h"
#include "tests/model/torch_file_writer.h"

#include <ATen/ATen.h>
#include <gmock/gmock.h>

#include <cmath>
#include <fstream>
#include <limits>
#include <sys/stat.h>

namespace dass {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

using Tensors = std::map<std::string, at::Tensor>;

void expectSame(const Parameters& found, const Parameters& wanted)
{
    ASSERT_EQ(found.size(), wanted.size());
    for (const auto& [name, tensor] : wanted)
        EXPECT_TRUE(found.contains(name) && at::equal(found.at(name), tensor)) << name;
}

std::string errorOf(const std::filesystem::path& path, ErrorCode code = ErrorCode::BadFile)
{
    try {
        loadCheckpoint(path);
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), code) << error.what();
        EXPECT_THAT(error.what(), AllOf(HasSubstr(path.filename().string().substr(0, 500)), Not(HasSubstr("\n"))));
        return error.what();
    }
    return "no error";
}

class CheckpointFiles : public testing::Test
{
protected:
    std::filesystem::path save(const Tensors& tensors) const
    {
        const auto path = m_folder.path() / "m.safetensors";
        writeTensors(path, tensors);
        return path;
    }

    test::TemporaryFolder m_folder;
    DassConfig m_config = DassConfig::of({8, 16, 24, 32}, {1, 2, 1, 1}, 5, 2);
    Parameters m_parameters = syntheticParameters(m_config, 3);
};

TEST_F(CheckpointFiles, TheReferenceLayoutsHoldTheSameWeights)
{
    DASS_REQUIRE_REFERENCE("dass_nano_official.pth");
    const Checkpoint official = loadCheckpoint(referencePath("dass_nano_official.pth"));
    const Checkpoint huggingFace = loadCheckpoint(referencePath("dass_nano_hf.safetensors"));
    EXPECT_EQ(official.layout, Layout::Official);
    EXPECT_EQ(huggingFace.layout, Layout::HuggingFace);
    EXPECT_EQ(official.config, DassConfig::of({16, 32, 64, 128}, {1, 1, 2, 1}, 10));
    EXPECT_EQ(official.config, huggingFace.config);
    expectSame(official.parameters, huggingFace.parameters);
    expectSame(official.parameters, syntheticParameters(official.config, 7));
}

TEST_F(CheckpointFiles, ConvertingGivesTheReferenceLayoutAndConfig)
{
    DASS_REQUIRE_REFERENCE("dass_nano_official.pth");
    const Checkpoint official = loadCheckpoint(referencePath("dass_nano_official.pth"));
    saveHuggingFace(m_folder.path(), official.config, official.parameters, {});
    const auto written = readTensors(SafetensorsFile(m_folder.path() / "model.safetensors"));
    expectSame(written, readTensors(SafetensorsFile(referencePath("dass_nano_hf.safetensors"))));
    std::ifstream config(m_folder.path() / "config.json");
    const std::string text((std::istreambuf_iterator<char>(config)), {});
    EXPECT_THAT(text, AllOf(HasSubstr("\"model_type\": \"dass\""), HasSubstr("\"num_classes\": 10")));
    expectSame(loadCheckpoint(m_folder.path()).parameters, official.parameters);
}

TEST_F(CheckpointFiles, EveryLayoutIsReadBack)
{
    Tensors official;
    Tensors vmamba;
    for (const auto& [name, tensor] : m_parameters) {
        official.emplace("module.v." + name, tensor);
        std::string old = name;
        for (const auto& [from, to] : {std::pair{".norm2.", ".ln_2."},
                                       {".norm.", ".ln_1."},
                                       {".op.", ".self_attention."},
                                       {"patch_embed.0.", "patch_embed.proj."},
                                       {"patch_embed.2.", "patch_embed.norm."}})
            if (const auto at = old.find(from); at != std::string::npos && old.find("classifier") == std::string::npos)
                old.replace(at, std::strlen(from), to);
        if (old.starts_with("classifier."))
            old.erase(0, std::strlen("classifier."));
        const bool linear = tensor.dim() == 2 && name.ends_with(".weight");
        vmamba.emplace(old, linear ? tensor.unsqueeze(-1).unsqueeze(-1) : tensor);
    }
    const struct
    {
        Layout layout;
        Tensors tensors;
        const char* key;
    } cases[] = {
        {Layout::Official, official, ""},
        {Layout::Official, m_parameters, "state_dict"},
        {Layout::VMamba, vmamba, "model"},
        {Layout::HuggingFace, toHuggingFaceLayout(m_parameters), ""},
    };
    const auto path = m_folder.path() / "m.pth";
    for (const auto& [layout, tensors, key] : cases) {
        writeTorchFile(path, tensors, key);
        const Checkpoint checkpoint = loadCheckpoint(path);
        EXPECT_EQ(checkpoint.layout, layout);
        EXPECT_EQ(checkpoint.config, m_config);
        expectSame(checkpoint.parameters, m_parameters);
    }
}

TEST_F(CheckpointFiles, NarrowFloatsAreAccepted)
{
    for (const auto type : {at::kHalf, at::kBFloat16, at::kDouble}) {
        Tensors narrow;
        for (const auto& [name, tensor] : m_parameters)
            narrow.emplace(name, tensor.to(type));
        const Checkpoint checkpoint = loadCheckpoint(save(narrow));
        const at::Tensor& head = checkpoint.parameters.at("classifier.head.weight");
        EXPECT_EQ(head.scalar_type(), at::kFloat);
        EXPECT_TRUE(at::allclose(head, m_parameters.at("classifier.head.weight"), 1e-2, 1e-3));
    }
}

TEST_F(CheckpointFiles, AllWrongTensorsAreListedGotAndWanted)
{
    Tensors tensors(m_parameters.begin(), m_parameters.end());
    tensors.erase("layers.1.blocks.1.op.Ds");
    tensors.insert_or_assign("layers.2.blocks.0.mlp.fc1.bias", at::zeros({7}));
    tensors.emplace("layers.9.surplus", at::zeros({2, 2}));
    EXPECT_THAT(errorOf(save(tensors)),
                AllOf(HasSubstr("3 of its tensors are wrong"), HasSubstr("missing 'layers.1.blocks.1.op.Ds' [64]"),
                      HasSubstr("'layers.2.blocks.0.mlp.fc1.bias' is [7], wanted [96]"),
                      HasSubstr("unknown 'layers.9.surplus' [2, 2]")));
}

TEST_F(CheckpointFiles, WrongTensorsGoByTheirNamesInTheFile)
{
    Tensors tensors = toHuggingFaceLayout(m_parameters);
    tensors.insert_or_assign("dass.patch_embeddings.projection.1.bias", at::zeros({3}));
    EXPECT_THAT(errorOf(save(tensors)), HasSubstr("'dass.patch_embeddings.projection.1.bias' is [3], wanted [4]"));
}

TEST_F(CheckpointFiles, AFloodOfWrongTensorsIsCutShort)
{
    Tensors tensors(m_parameters.begin(), m_parameters.end());
    for (int i = 0; i < 500; ++i)
        tensors.emplace("stray." + std::to_string(i), at::zeros({1}));
    const std::string error = errorOf(save(tensors));
    EXPECT_THAT(error, AllOf(HasSubstr("500 of its tensors"), HasSubstr("and 488 more")));
    EXPECT_LT(error.size(), 2000U);
}

TEST_F(CheckpointFiles, WholeNumbersAreNoWeights)
{
    Tensors tensors(m_parameters.begin(), m_parameters.end());
    tensors.insert_or_assign("classifier.head.bias", at::zeros({5}, at::kLong));
    EXPECT_THAT(errorOf(save(tensors)), HasSubstr("holds Long"));
}

TEST_F(CheckpointFiles, AConfigThatContradictsTheWeightsIsRefused)
{
    saveHuggingFace(m_folder.path(), m_config, m_parameters, {});
    const auto config = m_folder.path() / "config.json";
    const auto rewrite = [&](const std::string& text) { std::ofstream(config) << text; };
    rewrite(R"({"depths": [1, 2, 9, 1]})");
    EXPECT_THROW(loadCheckpoint(m_folder.path()), Error);
    rewrite(R"({"num_classes": 6})");
    EXPECT_THROW(loadCheckpoint(m_folder.path()), Error);
    rewrite("{");
    EXPECT_THROW(loadCheckpoint(m_folder.path()), Error);
    rewrite("{}");
    EXPECT_NO_THROW(loadCheckpoint(m_folder.path()));
}

TEST_F(CheckpointFiles, LabelsComeFromTheConfigElseFromTheNumberOfClasses)
{
    saveHuggingFace(m_folder.path(), m_config, m_parameters,
                    {{"", "a"}, {"", "Speech"}, {"", "c"}, {"", "d"}, {"", "e"}});
    const Checkpoint named = loadCheckpoint(m_folder.path());
    EXPECT_EQ(named.labels.at(0).name, "a");
    EXPECT_EQ(named.labels.at(1).mid, "/m/09x0r");
    EXPECT_EQ(loadCheckpoint(save(m_parameters)).labels.at(4).name, "class 4");

    const DassConfig audioSet = DassConfig::of({8}, {1}, 527);
    EXPECT_EQ(loadCheckpoint(save(syntheticParameters(audioSet, 0))).labels.at(0).name, "Speech");
}

TEST_F(CheckpointFiles, OtherFilesAreRefusedWithAReason)
{
    const auto path = m_folder.path() / "m.bin";
    std::ofstream(path) << "hello, this is no model at all";
    EXPECT_THAT(errorOf(path), HasSubstr("is no model"));
    std::ofstream(path, std::ios::trunc).close();
    EXPECT_THAT(errorOf(path), HasSubstr("is empty"));
    errorOf(m_folder.path() / "missing.pth", ErrorCode::NotFound);
    errorOf(m_folder.path(), ErrorCode::NotFound);
    EXPECT_THAT(errorOf(save({{"x", at::zeros({1})}})), HasSubstr("which a DASS model needs"));
    EXPECT_THAT(errorOf(save({{"sed_model.bn0.weight", at::zeros({1})}}), ErrorCode::Unsupported), HasSubstr("HTS-AT"));
    EXPECT_THAT(errorOf(save({{"module.mlp_head.1.bias", at::zeros({1})}}), ErrorCode::Unsupported),
                HasSubstr("an AST checkpoint"));
}

TEST_F(CheckpointFiles, ImageNetWeightsStartAllButTheHead)
{
    const DassConfig imageNet = DassConfig::of({8, 16, 24, 32}, {1, 2, 1, 1}, 1000, 2);
    Parameters colour = syntheticParameters(imageNet, 4);
    colour.insert_or_assign("patch_embed.0.weight", at::rand({4, 3, 3, 3}));
    const auto path = m_folder.path() / "vssm.pth";
    writeTorchFile(path, colour, "model");
    const Parameters start = imageNetParameters(m_config, path, 1);
    requireParameters(m_config, start, "start");
    EXPECT_TRUE(at::allclose(start.at("patch_embed.0.weight"), colour.at("patch_embed.0.weight").sum(1, true)));
    EXPECT_TRUE(at::equal(start.at("layers.1.blocks.1.op.A_logs"), colour.at("layers.1.blocks.1.op.A_logs")));
    EXPECT_TRUE(
        at::equal(start.at("classifier.head.weight"), freshParameters(m_config, 1).at("classifier.head.weight")));
}

TEST_F(CheckpointFiles, FreshWeightsFollowTheirRulesAndTheirSeed)
{
    const DassConfig config = DassConfig::of({64, 128}, {1, 1}, 20, 3);
    const Parameters fresh = freshParameters(config, 5);
    expectSame(freshParameters(config, 5), fresh);
    EXPECT_FALSE(
        at::equal(freshParameters(config, 6).at("classifier.head.weight"), fresh.at("classifier.head.weight")));
    EXPECT_NEAR(fresh.at("layers.1.blocks.0.mlp.fc1.weight").std().item<float>(), 0.02, 5e-4);
    EXPECT_EQ(fresh.at("layers.0.blocks.0.mlp.fc1.bias").abs().max().item<float>(), 0);
    EXPECT_TRUE(at::allclose(fresh.at("layers.0.blocks.0.op.A_logs")[9], at::tensor({1.F, 2.F, 3.F}).log()));
    const at::Tensor dt = at::softplus(fresh.at("layers.1.blocks.0.op.dt_projs_bias"));
    EXPECT_GE(dt.min().item<float>(), 0.99e-3);
    EXPECT_LE(dt.max().item<float>(), 0.101);
    EXPECT_LE(fresh.at("layers.1.blocks.0.op.dt_projs_weight").abs().max().item<float>(), 1 / std::sqrt(8.0) + 1e-6);
}

TEST_F(CheckpointFiles, ValuesThatAreNoFiniteNumbersAreRefusedAndNamed)
{
    for (const float value : {std::nanf(""), std::numeric_limits<float>::infinity()}) {
        Parameters parameters = syntheticParameters(m_config, 3);
        parameters.at("layers.1.blocks.0.op.dt_projs_bias")[2][5] = value;
        EXPECT_THAT(errorOf(save(parameters)),
                    AllOf(HasSubstr("layers.1.blocks.0.op.dt_projs_bias"), HasSubstr("no finite numbers")));
    }
}

TEST_F(CheckpointFiles, AnEmptyTensorOfHugeSidesIsRefused)
{
    Parameters parameters = syntheticParameters(m_config, 3);
    parameters.at("layers.0.blocks.0.op.A_logs") = at::empty({0, std::int64_t{1} << 40});
    EXPECT_THAT(errorOf(save(parameters)), HasSubstr("layers.0.blocks.0.op.A_logs"));
}

TEST_F(CheckpointFiles, AModelNameBeyondAnyFileNamesLengthIsNotFound)
{
    EXPECT_THAT(errorOf(std::string(5000, 'x'), ErrorCode::NotFound), HasSubstr("there is no model"));
}

TEST_F(CheckpointFiles, ACardThatIsNoFileIsPassedOver)
{
    saveHuggingFace(m_folder.path(), m_config, m_parameters, {});
    std::filesystem::create_directory(m_folder.path() / "model-card.md");
    ASSERT_EQ(mkfifo((m_folder.path() / "README.md").c_str(), 0600), 0); // opening it would wait for a writer
    EXPECT_EQ(loadCheckpoint(m_folder.path()).name, m_folder.path().filename().string());
}

// A model's folder whose config.json is this.
class ConfigFiles : public CheckpointFiles
{
protected:
    std::string errorWith(const std::string& config)
    {
        saveHuggingFace(m_folder.path(), m_config, m_parameters, {});
        std::ofstream(m_folder.path() / "config.json") << config;
        try {
            loadCheckpoint(m_folder.path());
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::BadFile) << error.what();
            EXPECT_THAT(error.what(), HasSubstr("config.json"));
            return error.what();
        }
        return "no error";
    }
};

TEST_F(ConfigFiles, NestingWithoutEndIsRefused)
{
    EXPECT_THAT(errorWith("{\"num_classes\": " + std::string(200'000, '[') + std::string(200'000, ']') + "}"),
                HasSubstr("num_classes"));
}

TEST_F(ConfigFiles, ALinkInACircleIsToldAsWhatItIs)
{
    saveHuggingFace(m_folder.path(), m_config, m_parameters, {});
    std::filesystem::remove(m_folder.path() / "config.json");
    std::filesystem::create_symlink("config.json", m_folder.path() / "config.json");
    try {
        loadCheckpoint(m_folder.path());
        ADD_FAILURE() << "a link in a circle was read";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Io);
        EXPECT_THAT(error.what(), HasSubstr("cannot read '" + (m_folder.path() / "config.json").string()));
    }
}

TEST_F(ConfigFiles, APoolingThatDoesNotExistIsNamed)
{
    EXPECT_THAT(errorWith(R"({"pooling": "median"})"), HasSubstr("median"));
}

TEST_F(ConfigFiles, EachClassHasToBeNamedOnceByItsNumber)
{
    EXPECT_THAT(errorWith(R"({"id2label": {"0": "a", "1": "b", "2": "c", "3x": "d", "4": "e"}})"), HasSubstr("'3x'"));
    EXPECT_THAT(errorWith(R"({"id2label": {"0": "", "00": "", "1": "b", "2": "c", "3": "d"}})"), HasSubstr("'00'"));
}

// By its name a class is chosen, and found in results.
TEST_F(ConfigFiles, ClassesWithoutANameOfTheirOwnAreToldApart)
{
    saveHuggingFace(m_folder.path(), m_config, m_parameters, {});
    std::ofstream(m_folder.path() / "config.json")
        << R"({"id2label": {"0": "Dog", "1": "", "2": "Dog", "3": "class 1", "4": " "}})";
    std::vector<std::string> names;
    for (const Label& label : loadCheckpoint(m_folder.path()).labels)
        names.push_back(label.name);
    EXPECT_EQ(names, (std::vector<std::string>{"Dog", "class 1", "Dog (class 2)", "class 1 (class 3)", "class 4"}));
}

TEST_F(ConfigFiles, NumbersBeyondAllBoundsAreRefused)
{
    EXPECT_THAT(errorWith(R"({"dims": [18446744073709551615, 16, 24, 32]})"), HasSubstr("dims"));
}

} // namespace
} // namespace dass
