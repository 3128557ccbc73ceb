// Runs whose student is an AST.
#include "core/distill/model_scores.h"
#include "tests/distill/run_fixture.h"

#include <gmock/gmock.h>

namespace dass::distill {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class AstRunTest : public RunTest
{
protected:
    Json astSpec(std::int64_t epochs) const
    {
        Json spec = m_toy.spec(epochs);
        spec["student"] = {{"arch", "ast"}, {"size", {{"width", 32}, {"depth", 2}}}};
        return spec;
    }
};

TEST_F(AstRunTest, LearnsToTellTheSoundsApartAndLeavesAModelThatTags)
{
    Json spec = astSpec(40);
    spec["optimizer"]["lr"] = 3e-3;
    spec["mixup"] = 0;
    spec["weight_average"] = {38, 40};
    ASSERT_EQ(train(spec), Outcome::Finished);
    EXPECT_GT(metrics("final").at(0).at("mAP").get<double>(), 0.99);

    const auto model = TaggingModel::load(run());
    EXPECT_EQ(model->info().architecture, "AST");
    EXPECT_EQ(model->info().labels.at(2).name, "Noise, white");
    EXPECT_EQ(model->info().name, "run"); // its folder's
    ScoringData scoring;
    scoring.list = m_folder.path() / "clips.csv";
    scoring.labels = m_folder.path() / "labels.csv";
    scoring.frames = 48;
    const auto scores = scoreModel(*model, scoring, {}, {});
    ASSERT_TRUE(scores);
    EXPECT_NEAR(scores->tagging.meanAveragePrecision, metrics("final").at(0).at("mAP").get<double>(), 1e-6);
    EXPECT_GT(scores->accuracy.value(), 0.95);
    EXPECT_THAT(readTextFile(run() / "model-card.md"),
                AllOf(HasSubstr("# run\n"), HasSubstr("An AST audio tagger of width 32 with 2 blocks of 2 heads")));
}

TEST_F(AstRunTest, ResumedRunIsTheUninterruptedOneBitForBit)
{
    ASSERT_EQ(train(astSpec(3), "whole"), Outcome::Finished);
    std::stop_source source;
    const auto stopAt = [&](const DistillProgress& now) {
        if (now.step == 6)
            source.request_stop();
    };
    ASSERT_EQ(train(astSpec(3), "cut", {}, stopAt, source.get_token()), Outcome::Cancelled);
    ASSERT_EQ(train(astSpec(3), "cut", {.resume = true}), Outcome::Finished);
    EXPECT_EQ(bytesOf(m_folder.path() / "cut/model.safetensors"), bytesOf(m_folder.path() / "whole/model.safetensors"));
}

// The student's mean teaches, and everything computes in bf16.
TEST_F(AstRunTest, LearnsFromItsOwnMeanInBf16)
{
    Json spec = astSpec(10);
    spec["teachers"] = {{{"kind", "ema"}}};
    spec["ema"] = 0.9;
    spec["precision"] = "bf16";
    ASSERT_EQ(train(spec), Outcome::Finished);
    EXPECT_LT(metrics("step").back().at("loss_label").get<double>(),
              0.8 * metrics("step").front().at("loss_label").get<double>());
}

TEST_F(AstRunTest, GoesOnFromItsOwnModel)
{
    train(astSpec(5), "first");
    Json spec = astSpec(1);
    spec["student"]["init"] = "checkpoint";
    spec["student"]["checkpoint"] = "first";
    spec["optimizer"]["lr"] = 0;
    ASSERT_EQ(train(spec, "second"), Outcome::Finished);
    EXPECT_NEAR(metrics("epoch", "second").back().at("eval_loss").get<double>(),
                metrics("epoch", "first").back().at("eval_loss").get<double>(), 1e-5);
}

} // namespace
} // namespace dass::distill
