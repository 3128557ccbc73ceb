#include "core/base/error.h"
#include "core/distill/model_scores.h"
#include "tests/distill/run_fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <stdexcept>

namespace dass::distill {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

TEST_F(RunTest, LearnsToTellTheSoundsApartAndLeavesAModel)
{
    Json spec = m_toy.spec(40);
    spec["student"]["size"]["dims"] = {16, 32};
    spec["optimizer"]["lr"] = 1e-2;
    spec["mixup"] = 0;
    spec["weight_average"] = {35, 40};
    ASSERT_EQ(train(spec), Outcome::Finished);

    EXPECT_EQ(metrics("step").size(), 40U * 4);
    const auto steps = metrics("step");
    double late = 0; // over the last ten epochs: a single batch of masked clips may be lost on any model
    for (auto step = steps.end() - 40; step != steps.end(); ++step)
        late += step->at("loss").get<double>() / 40;
    EXPECT_LT(late, steps.front().at("loss").get<double>() / 2);
    EXPECT_EQ(metrics("epoch").size(), 40U);
    EXPECT_GT(metrics("final").at(0).at("mAP").get<double>(), 0.99);
    EXPECT_EQ(status().at("state"), "finished");
    EXPECT_EQ(status().at("step"), 160);

    // The model that was left says the same of the clips, and its labels are the label file's.
    const auto model = TaggingModel::load(run());
    EXPECT_EQ(model->info().labels.at(2).name, "Noise, white");
    ScoringData scoring;
    scoring.list = m_folder.path() / "clips.csv";
    scoring.labels = m_folder.path() / "labels.csv";
    scoring.teacher = m_folder.path() / "teacher.npy";
    scoring.frames = 48;
    const auto scores = scoreModel(*model, scoring, {}, {});
    ASSERT_TRUE(scores);
    EXPECT_NEAR(scores->tagging.meanAveragePrecision, metrics("final").at(0).at("mAP").get<double>(), 1e-6);
    EXPECT_GT(scores->accuracy.value(), 0.95);
    EXPECT_GT(scores->agreement.value().firstTag, 0.95);
    EXPECT_DOUBLE_EQ(scores->agreement->fiveTags, 1); // there are only three classes
    EXPECT_THAT(readTextFile(run() / "model-card.md"), testing::AllOf(HasSubstr("24 clips"), HasSubstr("teacher.npy")));
}

TEST_F(RunTest, DoesNotDependOnTheNumberOfThreads)
{
    train(m_toy.spec(2), "one", {.threads = 1});
    train(m_toy.spec(2), "three", {.threads = 3});
    EXPECT_EQ(bytesOf(m_folder.path() / "one/model.safetensors"), bytesOf(m_folder.path() / "three/model.safetensors"));
}

TEST_F(RunTest, ResumedRunIsTheUninterruptedOneBitForBit)
{
    Json spec = m_toy.spec(3);
    spec["checkpoint_steps"] = 5;
    ASSERT_EQ(train(spec, "whole"), Outcome::Finished);
    for (std::int64_t last : {3, 6, 8}) { // within an epoch, after a checkpoint, at an epoch's end
        const std::string folder = "cut-" + std::to_string(last);
        std::stop_source source;
        const auto stopAt = [&](const DistillProgress& now) {
            if (now.step == last)
                source.request_stop();
        };
        ASSERT_EQ(train(spec, folder, {}, stopAt, source.get_token()), Outcome::Cancelled);
        EXPECT_FALSE(std::filesystem::exists(m_folder.path() / folder / "model.safetensors"));
        ASSERT_EQ(train(spec, folder, {.resume = true}), Outcome::Finished);
        EXPECT_EQ(bytesOf(m_folder.path() / folder / "model.safetensors"),
                  bytesOf(m_folder.path() / "whole/model.safetensors"));
        EXPECT_EQ(metrics("epoch", folder), metrics("epoch", "whole"));
        EXPECT_EQ(metrics("resume", folder).at(0).at("step"), last);
    }
}

// The program that is killed is this one, run again: it finds the first one's folder in the environment.
using RunDeathTest = RunTest;

TEST_F(RunDeathTest, KilledRunGoesOnFromItsLastCheckpointBitForBit)
{
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    constexpr const char* kFolderVariable = "DASS_KILLED_RUN_FOLDER";
    const bool isKilledOne = std::getenv(kFolderVariable) != nullptr;
    const std::filesystem::path folder = isKilledOne ? std::getenv(kFolderVariable) : m_folder.path();
    const auto killAtSeven = [](const DistillProgress& now) {
        if (now.step == 7)
            std::raise(SIGKILL);
    };
    if (!isKilledOne) {
        Json spec = m_toy.spec(3);
        spec["checkpoint_steps"] = 5;
        m_toy.writeSpec(spec);
        setenv(kFolderVariable, folder.c_str(), 1);
    }
    EXPECT_EXIT(distill(folder / "spec.json", folder / "killed", {}, {}, killAtSeven), testing::KilledBySignal(SIGKILL),
                "");
    unsetenv(kFolderVariable);

    EXPECT_EQ(distill(folder / "spec.json", folder / "killed", {.resume = true}, {}, {}), Outcome::Finished);
    EXPECT_EQ(metrics("resume", "killed").at(0).at("step"), 5);
    distill(folder / "spec.json", folder / "whole", {}, {}, {});
    EXPECT_EQ(bytesOf(folder / "killed/model.safetensors"), bytesOf(folder / "whole/model.safetensors"));
}

TEST_F(RunTest, StopFileEndsItAtTheNextStepAndIsTakenAway)
{
    const auto putStop = [&](const DistillProgress& now) {
        if (now.step == 2)
            writeText(run() / "stop", "");
    };
    ASSERT_EQ(train(m_toy.spec(50), "run", {}, putStop), Outcome::Cancelled);
    EXPECT_EQ(status().at("state"), "cancelled");
    EXPECT_EQ(status().at("step"), 2);
    EXPECT_FALSE(std::filesystem::exists(run() / "stop"));
}

TEST_F(RunTest, PauseFileHoldsItUntilItIsTakenAway)
{
    bool paused = false;
    const auto pauseAtTwo = [&](const DistillProgress& now) {
        if (now.step == 2)
            writeText(run() / "pause", "");
        if (now.message.find("paused after step 2") != std::string::npos) {
            paused = true;
            std::filesystem::remove(run() / "pause");
        }
    };
    ASSERT_EQ(train(m_toy.spec(1), "run", {}, pauseAtTwo), Outcome::Finished);
    EXPECT_TRUE(paused);
    EXPECT_EQ(status().at("step"), 4);
}

TEST_F(RunTest, GoesOnFromACheckpointOfAnotherRun)
{
    train(m_toy.spec(10), "first");
    Json spec = m_toy.spec(1);
    spec["student"]["init"] = "checkpoint";
    spec["student"]["checkpoint"] = "first";
    spec["optimizer"]["lr"] = 0;
    ASSERT_EQ(train(spec, "second"), Outcome::Finished);
    EXPECT_NEAR(metrics("epoch", "second").back().at("eval_loss").get<double>(),
                metrics("epoch", "first").back().at("eval_loss").get<double>(), 1e-4);
}

TEST_F(RunTest, LeavesFewBadClipsOutAndEndsWhenTheyAreMany)
{
    Json spec = m_toy.spec(2);
    for (const char* name : {"clip-0-0.wav", "clip-1-3.wav", "clip-2-7.wav"})
        writeText(m_folder.path() / name, "no sound");
    try {
        train(spec, "many");
        FAIL() << "3 of 24 clips are more than a tenth";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), AllOf(HasSubstr("clips.csv: 3 of its 24 clips cannot be read"),
                                        HasSubstr("data.bad_share"), Not(HasSubstr("\n"))));
    }
    spec["data"]["bad_share"] = 0.2;
    ASSERT_EQ(train(spec, "few"), Outcome::Finished);
    EXPECT_THAT(readTextFile(m_folder.path() / "few" / "log.txt"),
                AllOf(HasSubstr("left out: "), HasSubstr("clip-0-0.wav"), HasSubstr("clip-1-3.wav"),
                      HasSubstr("clip-2-7.wav")));
}

TEST_F(RunTest, RefusesAFolderThatHoldsAnotherRun)
{
    train(m_toy.spec(1));
    EXPECT_THROW(train(m_toy.spec(1)), Error);
    try {
        train(m_toy.spec(2), "run", {.resume = true});
        FAIL() << "another specification was taken";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("/schedule/epochs"));
    }
}

TEST_F(RunTest, SaysInItsStatusWhyItFailedAndMayBeStartedAnew)
{
    writeNpy(m_folder.path() / "teacher.npy", {1, 2, 3}, 1, 3);
    EXPECT_THROW(train(m_toy.spec(1)), Error);
    EXPECT_EQ(status().at("state"), "failed");
    EXPECT_THAT(status().at("error").get<std::string>(), HasSubstr("holds 1 x 3 outputs; the data list has 24 clips"));

    const ToyData repaired(m_folder.path());
    EXPECT_EQ(train(m_toy.spec(2)), Outcome::Finished);
}

TEST_F(RunTest, SaysHowFarItCameAlthoughItsLogCannotBeWritten)
{
    std::string told;
    const auto failAtTwo = [&](const DistillProgress& now) {
        told += now.message;
        if (now.step != 2)
            return;
        std::filesystem::create_directory(run() / "log.txt");
        throw std::runtime_error("something broke");
    };
    try {
        train(m_toy.spec(1), "run", {}, failAtTwo);
        FAIL() << "the failure is hidden";
    } catch (const std::exception& error) {
        EXPECT_STREQ(error.what(), "something broke");
    }
    EXPECT_EQ(status().at("state"), "failed");
    EXPECT_EQ(status().at("error"), "something broke");
    EXPECT_EQ(status().at("step"), 2);
    EXPECT_EQ(status().at("steps"), 4);
    EXPECT_THAT(told, HasSubstr("log.txt: cannot be written"));
}

TEST_F(RunTest, DivergingIsNoBadUsage)
{
    writeNpy(m_folder.path() / "teacher.npy", std::vector<float>(24 * 3, 1e30F), 24, 3); // its square is infinite
    Json spec = m_toy.spec(1);
    spec["loss"]["kd"] = "l2";
    spec["mixup"] = 0;
    try {
        train(spec);
        FAIL() << "a loss that is no number was taken";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Unsupported);
        EXPECT_THAT(error.what(), HasSubstr("step 1: the loss is no longer a number"));
    }
}

TEST_F(RunTest, GoesOnWhenAnEvaluationClipIsGone)
{
    Json spec = m_toy.spec(2);
    spec["data"]["cache_mb"] = 0;
    const auto removeAClip = [&](const DistillProgress& now) {
        if (now.message.starts_with("epoch 1:"))
            std::filesystem::remove(m_folder.path() / "clip-0-0.wav");
    };
    ASSERT_EQ(train(spec, "run", {}, removeAClip), Outcome::Finished);
    EXPECT_THAT(readTextFile(run() / "log.txt"), HasSubstr("the running mean of predictions starts anew"));
    const Json last = metrics("epoch").at(1);
    EXPECT_EQ(last.at("mAP_running_mean"), last.at("mAP"));
}

} // namespace
} // namespace dass::distill
