#include "tests/distill/run_fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dass::distill {
namespace {

using testing::HasSubstr;
using FinalModelTest = RunTest;

TEST_F(FinalModelTest, StaysAsItIsWhenAFinishedRunIsResumed)
{
    ASSERT_EQ(train(m_toy.spec(1)), Outcome::Finished);
    const auto contents = [&] {
        std::string all;
        for (const char* name : {"model.safetensors", "model-card.md", "metrics.jsonl", "status.json"})
            all += bytesOf(run() / name);
        return all;
    };
    const std::string before = contents();
    std::string told;
    const auto listen = [&](const DistillProgress& now) { told += now.message; };
    EXPECT_EQ(train(m_toy.spec(1), "run", {.resume = true}, listen), Outcome::Finished);
    EXPECT_EQ(contents(), before);
    EXPECT_THAT(told, HasSubstr("nothing is left to do"));
}

TEST_F(FinalModelTest, IsScoredWhenTheRunEndedBeforeItWasWritten)
{
    ASSERT_EQ(train(m_toy.spec(1)), Outcome::Finished);
    for (const char* name : {"model.safetensors", "config.json", "model-card.md"})
        std::filesystem::remove(run() / name);
    ASSERT_EQ(train(m_toy.spec(1), "run", {.resume = true}), Outcome::Finished);
    EXPECT_THAT(readTextFile(run() / "model-card.md"), HasSubstr("## Scores"));
    const std::vector<Json> scores = metrics("final");
    ASSERT_EQ(scores.size(), 2U);
    EXPECT_NEAR(scores[0].at("mAP").get<double>(), scores[1].at("mAP").get<double>(), 1e-6);
}

TEST_F(FinalModelTest, IsNotWrittenWhenItsScoringIsStopped)
{
    Json spec = m_toy.spec(1);
    spec["weight_average"] = {1, 1};
    std::stop_source source;
    const auto stopAfterTheLastEpoch = [&](const DistillProgress& now) {
        if (now.message.starts_with("epoch 1:"))
            source.request_stop();
    };
    ASSERT_EQ(train(spec, "run", {}, stopAfterTheLastEpoch, source.get_token()), Outcome::Cancelled);
    EXPECT_EQ(status().at("state"), "cancelled");
    EXPECT_FALSE(std::filesystem::exists(run() / "model.safetensors"));

    ASSERT_EQ(train(spec, "run", {.resume = true}), Outcome::Finished);
    EXPECT_THAT(readTextFile(run() / "model-card.md"), HasSubstr("## Scores"));
    EXPECT_EQ(metrics("final").size(), 1U);
}

} // namespace
} // namespace dass::distill
