#include "core/base/error.h"
#include "core/distill/distill.h"
#include "core/distill/model_scores.h"
#include "core/distill/run_folder.h"
#include "core/distill/text_file.h"
#include "tests/distill/toy_data.h"
#include "tests/model/scratch_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <sstream>

namespace dass::distill {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;

class RunTest : public testing::Test
{
protected:
    std::filesystem::path run() const { return m_folder.path() / "run"; }

    Outcome train(const Json& spec, const std::string& folder = "run", DistillOptions options = {},
                  const ProgressSink<DistillProgress>& progress = {}, const std::stop_token& stop = {})
    {
        return distill(m_toy.writeSpec(spec), m_folder.path() / folder, options, stop, progress);
    }

    // The lines of metrics.jsonl of one kind.
    std::vector<Json> metrics(const std::string& kind, const std::string& folder = "run") const
    {
        std::istringstream stream(readTextFile(m_folder.path() / folder / "metrics.jsonl"));
        std::vector<Json> lines;
        for (std::string line; std::getline(stream, line);) {
            Json object = Json::parse(line);
            if (object.at("kind") == kind)
                lines.push_back(std::move(object));
        }
        return lines;
    }

    Json status() const { return Json::parse(readTextFile(run() / "status.json")); }

    ScratchFolder m_folder;
    ToyData m_toy{m_folder.path()};
};

TEST_F(RunTest, LearnsToTellTheSoundsApartAndLeavesAModel)
{
    Json spec = m_toy.spec(40);
    spec["student"]["size"]["dims"] = {16, 32};
    spec["optimizer"]["lr"] = 1e-2;
    spec["mixup"] = 0;
    spec["weight_average"] = {35, 40};
    ASSERT_EQ(train(spec), Outcome::Finished);

    EXPECT_EQ(metrics("step").size(), 40U * 4);
    EXPECT_LT(metrics("step").back().at("loss").get<double>(), metrics("step").front().at("loss").get<double>() / 2);
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

TEST_F(RunTest, LocksItsFolder)
{
    const RunFolder held(run(), false);
    EXPECT_THROW(RunFolder(run(), true), Error);
}

TEST_F(RunTest, SaysInItsStatusWhyItFailed)
{
    Json spec = m_toy.spec(1);
    writeNpy(m_folder.path() / "teacher.npy", {1, 2, 3}, 1, 3);
    EXPECT_THROW(train(spec), Error);
    EXPECT_EQ(status().at("state"), "failed");
    EXPECT_THAT(status().at("error").get<std::string>(), HasSubstr("holds 1 x 3 outputs; the data list has 24 clips"));
}

} // namespace
} // namespace dass::distill
