#include "core/base/error.h"
#include "core/model/tensor_io.h"
#include "tests/distill/run_fixture.h"

#include <ATen/ATen.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <iterator>

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

// One whose shape would be stretched to fit, and one of other values than numbers.
TEST_F(FinalModelTest, NamesTheEpochAndTheTensorThatItCannotBeTheMeanOf)
{
    const std::string bias = "classifier.head.bias";
    const struct
    {
        at::Tensor bias;
        std::string told;
    } damages[] = {
        {at::zeros({1}), "epoch-0001.safetensors: tensor '" + bias + "' is of shape [1]; want [3]; "},
        {at::zeros({3}, at::kDouble), "epoch-0001.safetensors: tensor '" + bias + "' is of dtype F64; want F32; "},
        {at::full({3}, std::nan(""), at::kFloat),
         "epoch-0001.safetensors: tensor '" + bias + "' holds a value that is infinite"},
    };
    Json spec = m_toy.spec(2);
    spec["weight_average"] = {1, 2};
    for (std::size_t i = 0; i < std::size(damages); ++i) {
        const std::string folder = "run" + std::to_string(i);
        const auto damage = [&](const DistillProgress& now) {
            if (!now.message.starts_with("epoch 2:"))
                return;
            const auto file = m_folder.path() / folder / "checkpoints/epoch-0001.safetensors";
            auto tensors = readTensors(SafetensorsFile(file));
            tensors.at(bias) = damages[i].bias;
            writeTensors(file, tensors);
        };
        try {
            train(spec, folder, {}, damage);
            FAIL() << "nothing was refused";
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::BadFile);
            EXPECT_THAT(error.what(), HasSubstr(damages[i].told));
        }
    }
}

} // namespace
} // namespace dass::distill
