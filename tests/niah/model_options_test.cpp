// How an experiment's models are loaded, and what is told of those that cannot be.
#include "core/base/error.h"
#include "core/model/safetensors.h"
#include "core/niah/merge.h"
#include "core/niah/record.h"
#include "tests/inference/fake_model.h"
#include "tests/niah/run_fixture.h"

#include <algorithm>

namespace dass::niah {
namespace {

namespace fs = std::filesystem;

// One AST as it is stored and with computed positions, on three needles in silence.
class NiahAstPositions : public NiahRun
{
protected:
    void SetUp() override
    {
        NiahRun::SetUp();
        if (!fs::exists(m_ast))
            GTEST_SKIP() << "the reference models are not here";
        for (std::size_t i = 0; i < m_input.size(); ++i)
            m_input[i] = static_cast<float>(std::sin(1e-3 * static_cast<double>(i)));
        const auto classes = static_cast<std::size_t>(load(false)->info().classes);
        std::vector<float> targets(3 * classes, 0.0F);
        for (std::size_t i = 0; i < 3; ++i)
            targets[i * classes + i] = 1;
        writeSafetensors(m_folder / "needles.safetensors",
                         {{"input", floatTensor({3, 1024, 128}, m_input)},
                          {"targets", floatTensor({3, static_cast<std::int64_t>(classes)}, targets)}});
    }

    std::unique_ptr<TaggingModel> load(bool sinusoidal) const
    {
        return TaggingModel::load(m_ast, {"cpu", Precision::Fp32, 0, sinusoidal});
    }

    Json experiment(const Json& models) const
    {
        return spec({{"models", models},
                     {"needles", {{"list", nullptr}, {"spectrograms", "needles.safetensors"}}},
                     {"haystacks", {{{"kind", "zero"}}}},
                     {"lengths_frames", {1600}},
                     {"positions", {0}},
                     {"save_logits", true}});
    }

    Json one(const std::string& positions) const
    {
        return experiment(Json::array({{{"path", m_ast.string()}, {"name", "ast"}, {"ast_positions", positions}}}));
    }

    const fs::path m_ast = fs::path(DASS_SHARED_DIR) / "reference/ast_nano_official.pth";
    std::vector<float> m_input = std::vector<float>(std::size_t{3} * 1024 * 128);
};

TEST_F(NiahAstPositions, ComputedOnesAreUsedWhereTheSpecificationSaysSo)
{
    const Json stored{{"path", m_ast.string()}, {"name", "stored"}};
    const Json sine{{"path", m_ast.string()}, {"name", "sine"}, {"ast_positions", "sinusoidal"}};
    ASSERT_EQ(run(experiment(Json::array({stored, sine})), "out"), Outcome::Finished);
    const SafetensorsFile saved(m_folder / "out/logits.safetensors");
    std::vector<float> frames(1600 * 128, 0.0F);
    std::copy_n(m_input.begin(), 1024 * 128, frames.begin());
    std::vector<std::vector<float>> all;
    for (const bool sinusoidal : {false, true}) {
        all.push_back(floatsOf(saved.at(std::string(sinusoidal ? "sine" : "stored") + "/mean/zero/none/1600/0")));
        const auto model = load(sinusoidal);
        std::vector<float> logits(static_cast<std::size_t>(model->info().classes));
        model->logits(frames, 1, 1600, Pooling::Mean, logits);
        for (std::size_t c = 0; c < logits.size(); ++c)
            EXPECT_NEAR(all.back()[c], logits[c], 1e-4);
    }
    EXPECT_NE(all[0], all[1]);
    const Json record = Json::parse(read("out/experiment.json"));
    EXPECT_FALSE(record.at("models")[0].contains("ast_positions"));
    EXPECT_EQ(record.at("models")[1].at("ast_positions"), "sinusoidal");
    EXPECT_EQ(readExperiment(m_folder / "out").models[1].astPositions, "sinusoidal");
}

TEST_F(NiahAstPositions, CellsOfOtherPositionsAreNeitherResumedNorMerged)
{
    ASSERT_EQ(run(one("stored"), "out"), Outcome::Finished);
    const auto stored = read("out/needles.csv");
    RunOptions resume;
    resume.resume = true;
    m_messages.clear();
    ASSERT_EQ(run(one("sinusoidal"), "out", resume), Outcome::Finished);
    EXPECT_NE(m_messages.find("made anew"), std::string::npos) << m_messages;
    EXPECT_NE(read("out/needles.csv"), stored);
    std::vector<fs::path> parts;
    for (const char* positions : {"stored", "sinusoidal"}) {
        RunOptions options;
        options.shard = {static_cast<std::int64_t>(parts.size()), 2};
        ASSERT_EQ(run(one(positions), positions, options), Outcome::Finished);
        parts.push_back(m_folder / positions);
    }
    EXPECT_THROW(mergeExperiments(parts, m_folder / "merged"), Error);
}

TEST_F(NiahRun, ADassHasNoPositionsToCompute)
{
    try {
        run(spec({{"models", {{{"path", smallModel().string()}, {"ast_positions", "sinusoidal"}}}}}), "out");
        FAIL() << "it was taken";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::InvalidArgument);
        EXPECT_NE(std::string(error.what()).find("is a DASS; sinusoidal positions (ast_positions) are for an AST"),
                  std::string::npos)
            << error.what();
    }
}

// As on the CPU: the others go on.
TEST_F(NiahRun, AModelThatAGpuCannotTakeSaysSoInItsCells)
{
    std::string asked;
    RunOptions options;
    options.threads = 1;
    options.load = [&](const fs::path& path, const ModelOptions& how) -> std::unique_ptr<TaggingModel> {
        asked = how.device;
        if (path == "large")
            throw Error(ErrorCode::Unsupported, "device 'cuda:0' cannot be used: the GPU is too small");
        return std::make_unique<FakeModel>();
    };
    const Json json = spec({{"models", {"large", "fitting"}},
                            {"device", "cuda:0"},
                            {"needles", {{"list", nullptr}, {"files", {{{"wav", "clip0.wav"}, {"labels", "/m/0"}}}}}}});
    ASSERT_EQ(run(json, "out", options), Outcome::Finished);
    EXPECT_EQ(asked, "cuda:0");
    int noted = 0;
    for (const auto& cell : table("out/cells.csv")) {
        EXPECT_EQ(cell.at("note").empty(), cell.at("model") == "fitting");
        noted += cell.at("note").find("too small") != std::string::npos;
    }
    EXPECT_EQ(noted, 8);
    Json alone = json;
    alone["models"] = {"large"};
    EXPECT_THROW(run(alone, "none", options), Error) << "no model is left";
}

} // namespace
} // namespace dass::niah
