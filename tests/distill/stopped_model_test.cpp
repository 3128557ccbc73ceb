// What a person's stop leaves: a model that can be used, and a run that goes on as if nothing had been.
#include "core/distill/csv.h"
#include "core/distill/model_scores.h"
#include "core/model/checkpoint.h"
#include "core/model/tensor_io.h"
#include "tests/distill/run_fixture.h"

#include <ATen/ATen.h>
#include <gmock/gmock.h>

namespace dass::distill {
namespace {

using testing::HasSubstr;
using testing::Not;

class StoppedModelTest : public RunTest
{
protected:
    // Stops by the file, as the window does.
    Outcome stopAfter(std::int64_t step, const Json& spec, const std::string& folder = "run",
                      DistillOptions options = {})
    {
        return train(spec, folder, options, [&](const DistillProgress& now) {
            if (now.message.empty() && now.step == step)
                writeText(m_folder.path() / folder / "stop", "");
        });
    }

    double scoreOf(const std::filesystem::path& model) const
    {
        // As the run scores: of a network that learned nothing, bf16 ranks the clips quite differently.
        const auto loaded = TaggingModel::load(model, {"cpu", Precision::Fp32, 1});
        ScoringData data;
        data.list = m_folder.path() / "clips.csv";
        data.labels = m_folder.path() / "labels.csv";
        data.frames = Json::parse(readTextFile(run() / "spec.json"))["data"]["eval_frames"].get<std::int64_t>();
        return scoreModel(*loaded, data, {}, {})->tagging.meanAveragePrecision;
    }

    // The network says the same of every clip from then on, and only learns how frequent a class is.
    void ruinLastState() const
    {
        for (const char* name : {"model.safetensors", "optimizer.safetensors"}) {
            const std::filesystem::path file = run() / "checkpoints/last" / name;
            auto tensors = readTensors(SafetensorsFile(file));
            for (auto& [key, tensor] : tensors)
                tensor = at::zeros_like(tensor);
            writeTensors(file, tensors);
        }
    }

    static void moveClips(const std::filesystem::path& from, const std::filesystem::path& to)
    {
        std::filesystem::create_directories(to);
        std::vector<std::filesystem::path> clips;
        for (const auto& entry : std::filesystem::directory_iterator(from))
            if (entry.path().extension() == ".wav")
                clips.push_back(entry.path());
        for (const std::filesystem::path& clip : clips)
            std::filesystem::rename(clip, to / clip.filename());
    }

    // Mean of a column of the table of classes.
    double meanOfClasses(const char* column) const
    {
        const CsvTable classes = readCsv(run() / "classes.csv");
        double sum = 0;
        for (const auto& row : classes.rows)
            sum += std::stod(row[*classes.columnOf(column)]);
        return sum / static_cast<double>(classes.rows.size());
    }

    std::string card() const { return readTextFile(run() / "model-card.md"); }
};

TEST_F(StoppedModelTest, IsScoredAndCanBeUsed)
{
    ASSERT_EQ(stopAfter(6, m_toy.spec(3)), Outcome::Cancelled); // of 4 an epoch
    EXPECT_EQ(status().at("state"), "cancelled");
    EXPECT_EQ(status().at("step"), 6);
    ASSERT_TRUE(std::filesystem::exists(run() / "model.safetensors"));
    EXPECT_THAT(card(), HasSubstr("The run was stopped after step 6 of 12"));
    EXPECT_NEAR(status().at("best_mAP").get<double>(), scoreOf(run()), 1e-4);
    EXPECT_GE(status().at("best_mAP").get<double>(), metrics("epoch").front().at("mAP").get<double>());
}

// Neither is looked at any more: a window offers no Pause and no second Stop then.
TEST_F(StoppedModelTest, SaysThatItIsEndingWhileItScores)
{
    std::vector<Json> seen;
    const auto look = [&](const std::string& words, const DistillProgress& now) {
        if (now.message.find(words) != std::string::npos)
            seen.push_back(status());
    };
    const auto progress = [&](const DistillProgress& now) {
        if (now.message.empty() && now.step == 6)
            writeText(run() / "stop", "");
        look("--resume goes on", now);     // before
        look("the model is that of", now); // meanwhile
    };
    ASSERT_EQ(train(m_toy.spec(3), "run", {}, progress), Outcome::Cancelled);
    EXPECT_EQ(status().at("ending"), false);
    const auto goesOn = [&](const DistillProgress& now) { look("finished: the model is", now); };
    ASSERT_EQ(train(m_toy.spec(3), "run", {.resume = true}, goesOn), Outcome::Finished);
    ASSERT_EQ(seen.size(), 3U);
    const bool ending[] = {false, true, true};
    for (std::size_t i = 0; i < seen.size(); ++i) {
        EXPECT_EQ(seen[i].at("state"), "running") << i;
        EXPECT_EQ(seen[i].at("ending"), ending[i]) << i;
    }
    EXPECT_TRUE(seen[1].at("eta_s").is_null());
}

TEST_F(StoppedModelTest, IsTheBestEpochsWhereThatWasBetter)
{
    Json spec = m_toy.spec(3);
    spec["ema"] = 0;
    ASSERT_EQ(stopAfter(5, spec), Outcome::Cancelled); // of 4 an epoch
    const double atEpoch = metrics("epoch").front().at("mAP").get<double>();
    constexpr double chance = 1.0 / ToyData::kClasses;
    ASSERT_GT(atEpoch, chance + 0.1);
    ruinLastState();
    DistillOptions options;
    options.resume = true;
    ASSERT_EQ(stopAfter(6, spec, "run", options), Outcome::Cancelled);
    EXPECT_THAT(card(), HasSubstr("stopped after step 6 of 12; the model is that of epoch 1"));
    EXPECT_THAT(card(), HasSubstr("the last step's has mAP 0.3333"));
    EXPECT_EQ(status().at("best_mAP").get<double>(), atEpoch);
    EXPECT_NEAR(scoreOf(run()), atEpoch, 1e-4);
    const Parameters kept = loadCheckpoint(run()).parameters;
    const Parameters epochs = loadCheckpoint(run() / "checkpoints/epoch-0001.safetensors").parameters;
    ASSERT_EQ(kept.size(), epochs.size());
    for (const auto& [name, tensor] : epochs)
        EXPECT_TRUE(at::equal(kept.at(name), tensor)) << name;
    EXPECT_NEAR(meanOfClasses("average_precision"), atEpoch, 1e-4); // the table is that model's
    EXPECT_NEAR(meanOfClasses("first_average_precision"), atEpoch, 1e-4);
    EXPECT_THAT(card(), HasSubstr("## Scores"));
}

TEST_F(StoppedModelTest, AtTheEndOfAnEpochItIsNotScoredAgain)
{
    const auto stopAtEpoch = [&](const DistillProgress& now) {
        if (!now.message.starts_with("epoch 1:"))
            return;
        writeText(run() / "stop", "");
        moveClips(m_folder.path(), m_folder.path() / "gone"); // whoever listens to them again fails
    };
    Json spec = m_toy.spec(3);
    spec["data"]["cache_mb"] = 0;
    ASSERT_EQ(train(spec, "run", {}, stopAtEpoch), Outcome::Cancelled);
    EXPECT_EQ(status().at("step"), 4);
    EXPECT_THAT(card(), HasSubstr("stopped after step 4 of 12; the model is that of this step"));
    EXPECT_NEAR(meanOfClasses("average_precision"), status().at("best_mAP").get<double>(), 1e-4);
    moveClips(m_folder.path() / "gone", m_folder.path());
    EXPECT_NEAR(scoreOf(run()), status().at("best_mAP").get<double>(), 1e-4);
}

TEST_F(StoppedModelTest, TheRunGoesOnAsAnUninterruptedOne)
{
    const Json spec = m_toy.spec(3);
    ASSERT_EQ(train(spec, "whole"), Outcome::Finished);
    ASSERT_EQ(stopAfter(6, spec), Outcome::Cancelled);
    DistillOptions options;
    options.resume = true;
    ASSERT_EQ(train(spec, "run", options), Outcome::Finished);
    EXPECT_EQ(readTextFile(run() / "model.safetensors"), readTextFile(m_folder.path() / "whole/model.safetensors"));
    EXPECT_EQ(status().at("state"), "finished");
    EXPECT_THAT(card(), Not(HasSubstr("stopped")));
}

TEST_F(StoppedModelTest, ASignalAtTheEndOfAnEpochKeepsItsScores)
{
    std::stop_source source;
    const auto endAtEpoch = [&](const DistillProgress& now) {
        if (now.message.starts_with("epoch 1:"))
            source.request_stop();
    };
    ASSERT_EQ(train(m_toy.spec(2), "run", {}, endAtEpoch, source.get_token()), Outcome::Cancelled);
    EXPECT_EQ(status().at("step"), 4);
    int scored = 0;
    const auto count = [&](const DistillProgress& now) { scored += now.message.starts_with("epoch 1:") ? 1 : 0; };
    ASSERT_EQ(train(m_toy.spec(2), "run", {.resume = true}, count), Outcome::Finished);
    EXPECT_EQ(scored, 0);
    EXPECT_EQ(metrics("epoch").size(), 2U);
}

TEST_F(StoppedModelTest, ASignalLeavesTheStateAlone)
{
    std::stop_source source;
    ASSERT_EQ(train(
                  m_toy.spec(3), "run", {},
                  [&](const DistillProgress& now) {
                      if (now.step == 6)
                          source.request_stop();
                  },
                  source.get_token()),
              Outcome::Cancelled);
    EXPECT_FALSE(std::filesystem::exists(run() / "model.safetensors")); // a cluster does not wait for a score
    EXPECT_TRUE(std::filesystem::exists(run() / "checkpoints/last/state.json"));
}

} // namespace
} // namespace dass::distill
