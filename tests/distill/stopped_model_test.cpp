// What a person's stop leaves: a model that can be used, and a run that goes on as if nothing had been.
#include "core/distill/model_scores.h"
#include "tests/distill/run_fixture.h"

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
        const auto loaded = TaggingModel::load(model);
        ScoringData data;
        data.list = m_folder.path() / "clips.csv";
        data.labels = m_folder.path() / "labels.csv";
        data.frames = Json::parse(readTextFile(run() / "spec.json"))["data"]["eval_frames"].get<std::int64_t>();
        return scoreModel(*loaded, data, {}, {})->tagging.meanAveragePrecision;
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

TEST_F(StoppedModelTest, IsTheBestEpochsWhereThatWasBetter)
{
    // The rate makes the later steps ruin what the first ones learned.
    Json spec = m_toy.spec(2);
    spec["optimizer"] = {{"lr", 0.3}, {"warmup_steps", 0}, {"weight_decay", 0}};
    spec["schedule"] = {{"kind", "step"}, {"epochs", 2}};
    spec["ema"] = 0;
    ASSERT_EQ(stopAfter(7, spec), Outcome::Cancelled);
    const double atEpoch = metrics("epoch").front().at("mAP").get<double>();
    const double kept = status().at("best_mAP").get<double>();
    const bool isEpochs = card().find("the model is that of epoch 1") != std::string::npos;
    if (isEpochs)
        EXPECT_EQ(kept, atEpoch);
    else
        EXPECT_GE(kept, atEpoch);
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
