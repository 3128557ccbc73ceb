#include "core/base/error.h"
#include "core/distill/run_folder.h"
#include "tests/distill/run_fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <unistd.h>

namespace dass::distill {
namespace {

using testing::HasSubstr;

class RunFolderTest : public RunTest
{
protected:
    // A run that was stopped after its third step.
    void cutShort() { cutShort(m_toy.spec(1)); }
    void cutShort(const Json& spec)
    {
        std::stop_source source;
        const auto stopAtThree = [&](const DistillProgress& now) {
            if (now.step == 3)
                source.request_stop();
        };
        ASSERT_EQ(train(spec, "run", {}, stopAtThree, source.get_token()), Outcome::Cancelled);
    }
};

TEST_F(RunFolderTest, IsLocked)
{
    const RunFolder held(run(), false);
    EXPECT_THROW(RunFolder(run(), true), Error);
}

TEST_F(RunFolderTest, IsRefusedWhenItHoldsAModelButNoRun)
{
    std::filesystem::create_directory(run());
    for (const char* name : {"model.safetensors", "config.json", "model-card.md"}) {
        writeText(run() / name, "somebody's");
        for (const bool resume : {false, true}) {
            try {
                train(m_toy.spec(1), "run", {.resume = resume});
                FAIL() << name << " was replaced";
            } catch (const Error& error) {
                EXPECT_EQ(error.code(), ErrorCode::InvalidArgument);
                EXPECT_THAT(error.what(), HasSubstr(std::string("holds no run but ") + name));
            }
        }
        EXPECT_EQ(readTextFile(run() / name), "somebody's");
        std::filesystem::remove(run() / name);
    }
    EXPECT_TRUE(std::filesystem::is_empty(run()));
}

TEST_F(RunFolderTest, MayHoldTheSpecificationThatIsToBeStarted)
{
    const std::filesystem::path spec = m_toy.writeSpec(m_toy.spec(1));
    ASSERT_EQ(distill(spec, m_toy.folder(), {}, {}, {}), Outcome::Finished);
    EXPECT_THROW(distill(spec, m_toy.folder(), {}, {}, {}), Error);
    EXPECT_EQ(distill(spec, m_toy.folder(), {.resume = true}, {}, {}), Outcome::Finished);
}

TEST_F(RunFolderTest, IsResumedByTheSpecificationAsItsAuthorWroteIt)
{
    const std::filesystem::path spec = m_toy.writeSpec(m_toy.spec(1));
    EXPECT_EQ(distill(spec, m_toy.folder(), {.resume = true}, {}, {}), Outcome::Finished); // nothing has begun yet
}

TEST_F(RunFolderTest, LosesHalfALineOfItsMetricsWhenResumed)
{
    cutShort();
    std::ofstream(run() / "metrics.jsonl", std::ios::app) << R"({"kind":"step","st)";
    ASSERT_EQ(train(m_toy.spec(1), "run", {.resume = true}), Outcome::Finished);
    EXPECT_EQ(metrics("step").size(), 4U); // every line is whole
    EXPECT_EQ(metrics("resume").size(), 1U);
}

TEST_F(RunFolderTest, IsResumedFromTheStateThatWasBeingReplaced)
{
    cutShort();
    const std::filesystem::path last = run() / "checkpoints/last";
    const std::filesystem::path aside = run() / "checkpoints/last.old";
    std::filesystem::rename(last, aside);
    ASSERT_EQ(train(m_toy.spec(1), "run", {.resume = true}), Outcome::Finished);
    EXPECT_EQ(metrics("resume").at(0).at("step"), 3);
    EXPECT_TRUE(std::filesystem::exists(last));
    EXPECT_FALSE(std::filesystem::exists(aside));
}

TEST_F(RunFolderTest, IsNotBegunAnewInSilenceWhereItsCheckpointIsGone)
{
    Json spec = m_toy.spec(1);
    spec["checkpoint_steps"] = 2;
    cutShort(spec);
    EXPECT_EQ(status().at("saved_step"), 3);
    const std::filesystem::path last = run() / "checkpoints/last";
    const std::string before = readTextFile(run() / "metrics.jsonl");
    std::filesystem::rename(last, run() / "kept");
    const auto expectRefused = [&] {
        try {
            train(spec, "run", {.resume = true});
            ADD_FAILURE() << "it began anew";
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::NotFound);
            EXPECT_EQ(error.what(), run().string() + ": no checkpoint is left; wanted checkpoints/last, put it back, "
                                                     "or start the run anew without --resume in another folder");
        }
        EXPECT_EQ(status().at("state"), "failed");
        EXPECT_EQ(status().at("step"), 3); // as far as it came
        EXPECT_EQ(readTextFile(run() / "metrics.jsonl"), before);
    };
    expectRefused();
    expectRefused();       // the failure just now is no other beginning
    Json older = status(); // of a version that did not tell
    older.erase("saved_step");
    writeText(run() / "status.json", older.dump());
    writeText(run() / "checkpoints/epoch-0002.safetensors", "");
    expectRefused();
    std::filesystem::rename(run() / "kept", last);
    EXPECT_EQ(train(spec, "run", {.resume = true}), Outcome::Finished);
}

TEST_F(RunFolderTest, WithAnEpochBehindItHasHadACheckpoint)
{
    ASSERT_EQ(train(m_toy.spec(1)), Outcome::Finished);
    EXPECT_EQ(status().at("saved_step"), 4);
    for (const char* name : {"status.json", "model.safetensors", "checkpoints/last"})
        std::filesystem::remove_all(run() / name);
    EXPECT_THROW(train(m_toy.spec(1), "run", {.resume = true}), Error);
}

TEST_F(RunFolderTest, OfAVersionThatDidNotTellHasHadACheckpointOnlyWithAllSigns)
{
    std::filesystem::create_directories(run() / "checkpoints");
    const RunFolder folder(RunFolder::OfOther(), run());
    writeText(run() / "status.json", R"({"step": 3})");
    EXPECT_FALSE(folder.hadState(2)) << "no epoch is there";
    writeText(run() / "checkpoints/epoch-0002.safetensors", "");
    EXPECT_TRUE(folder.hadState(2));
    EXPECT_FALSE(folder.hadState(4));
    writeText(run() / "status.json", R"({"step": 3, "saved_step": null})");
    EXPECT_FALSE(folder.hadState(2)) << "it tells that there was none";
    writeText(run() / "status.json", R"({"step": 3, "saved_step": 2})");
    EXPECT_TRUE(folder.hadState(4));
}

TEST_F(RunFolderTest, GoesOnWithClassesThatAreNamedAlikeButDoesNotBeginWithThem)
{
    cutShort();
    const std::filesystem::path state = run() / "checkpoints/last/state.json";
    Json older = Json::parse(readTextFile(state));
    older.erase("data"); // the digest of the lists, which were others
    writeText(state, older.dump());
    writeText(m_folder.path() / "labels.csv",
              "index,mid,display_name\n0,/t/tone,Alike\n1,/t/clicks,Alike\n2,/t/noise,\n");
    EXPECT_EQ(train(m_toy.spec(1), "run", {.resume = true}), Outcome::Finished);
    for (const bool resume : {false, true}) {
        try {
            train(m_toy.spec(1), "another", {.resume = resume});
            ADD_FAILURE() << "it began";
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::BadFile);
            EXPECT_THAT(error.what(), HasSubstr("labels.csv: classes 0 and 1 are both named 'Alike'"));
        }
    }
}

// As it is killed before it was saved for the first time.
TEST_F(RunFolderTest, SaysThatItBeginsAnewWhereItHadNoCheckpoint)
{
    std::string told;
    const auto listen = [&](const DistillProgress& now) { told += now.message + "\n"; };
    cutShort();
    std::filesystem::remove_all(run() / "checkpoints/last");
    Json killed = status();
    killed["state"] = "running";
    killed["saved_step"] = nullptr;
    writeText(run() / "status.json", killed.dump());
    writeText(run() / "checkpoints/epoch-0001.safetensors", ""); // which is written before the state is
    ASSERT_EQ(train(m_toy.spec(1), "run", {.resume = true}, listen), Outcome::Finished);
    EXPECT_THAT(told, HasSubstr("the run had not come to its first checkpoint: it begins anew\n"));
    EXPECT_THAT(readTextFile(run() / "log.txt"), HasSubstr("it begins anew"));
    EXPECT_TRUE(metrics("resume").empty());
    EXPECT_EQ(metrics("step").back().at("step"), 4);

    told.clear();
    ASSERT_EQ(train(m_toy.spec(1), "another", {.resume = true}, listen), Outcome::Finished);
    EXPECT_THAT(told, testing::Not(HasSubstr("begins anew"))) << "it begins for the first time";
}

TEST_F(RunFolderTest, IsNotGoneOnWithOnOtherData)
{
    Json spec = m_toy.spec(1);
    spec["teachers"] = Json::array(); // whose rows would tell it as well
    spec["loss"]["kd_weight"] = 0;
    cutShort(spec);
    const std::filesystem::path list = m_folder.path() / "clips.csv";
    const std::string before = readTextFile(list);
    const auto failure = [&](const std::string& text) -> std::string {
        writeText(list, text);
        try {
            train(spec, "run", {.resume = true});
        } catch (const Error& error) {
            EXPECT_EQ(status().at("state"), "failed");
            EXPECT_EQ(status().at("error"), error.what());
            EXPECT_EQ(status().at("step"), 3); // as far as it came
            return error.what();
        }
        return {};
    };
    const std::string shorter = before.substr(0, before.rfind('\n', before.size() - 2) + 1);
    EXPECT_THAT(failure(shorter), testing::AllOf(HasSubstr("state.json: the run began with 24 training and 24 "),
                                                 HasSubstr("the lists now name 23 training and 23 evaluation clips; "
                                                           "put the lists back as they were")));
    std::string relabelled = before;
    relabelled.replace(relabelled.find("/t/tone"), 7, "/t/noise");
    EXPECT_THAT(failure(relabelled), HasSubstr("the lists now name others, or other labels"));
    writeText(list, before);
    EXPECT_EQ(train(spec, "run", {.resume = true}), Outcome::Finished);
}

TEST_F(RunFolderTest, AFailureIsOfTheProcessThatMetIt)
{
    cutShort();
    Json before = status();
    before["pid"] = 1;
    before["host"] = "another";
    before["ending"] = true;
    writeText(run() / "status.json", before.dump());
    writeText(m_folder.path() / "labels.csv", "no table");
    EXPECT_THROW(train(m_toy.spec(1), "run", {.resume = true}), Error);
    EXPECT_EQ(status().at("state"), "failed");
    EXPECT_EQ(status().at("pid"), getpid());
    EXPECT_EQ(status().at("host"), hostName());
    EXPECT_EQ(status().at("ending"), false);
    EXPECT_EQ(status().at("step"), 3); // as far as it came
}

TEST_F(RunFolderTest, NothingIsWrittenThroughALink)
{
    ASSERT_NO_FATAL_FAILURE(cutShort());
    writeText(run().parent_path() / "victim.txt", "of somebody, without an end of line");
    for (const char* name : {"metrics.jsonl", "log.txt", "status.json", "model-card.md", "events.out.tfevents.0001"}) {
        const bool wasThere = std::filesystem::exists(run() / name); // the card comes with the model only
        if (wasThere)
            std::filesystem::rename(run() / name, run() / "kept");
        std::filesystem::create_symlink("../victim.txt", run() / name);
        try {
            train(m_toy.spec(1), "run", {.resume = true});
            FAIL() << name << " was followed";
        } catch (const Error& error) {
            EXPECT_THAT(error.what(), HasSubstr(std::string(name) + ": is a symbolic link"));
        }
        std::filesystem::remove(run() / name);
        if (wasThere)
            std::filesystem::rename(run() / "kept", run() / name);
    }
    EXPECT_EQ(readTextFile(run().parent_path() / "victim.txt"), "of somebody, without an end of line");
    EXPECT_EQ(train(m_toy.spec(1), "run", {.resume = true}), Outcome::Finished); // nothing was changed meanwhile
}

TEST_F(RunFolderTest, WhatCannotBeLookedAtIsNoWishAndEndsNoPause)
{
    const RunFolder folder(run(), false);
    EXPECT_TRUE(folder.pauseIsOver());
    for (const char* name : {"pause", "stop"})
        std::filesystem::create_symlink(name, run() / name); // to itself
    EXPECT_FALSE(folder.pauseWanted());
    EXPECT_FALSE(folder.pauseIsOver());
    EXPECT_FALSE(folder.stopWanted());
    for (const char* name : {"pause", "stop"}) {
        std::filesystem::remove(run() / name);
        writeText(run() / name, "");
    }
    EXPECT_TRUE(folder.pauseWanted());
    EXPECT_FALSE(folder.pauseIsOver());
    EXPECT_TRUE(folder.stopWanted());
    EXPECT_TRUE(folder.takeStop());
    EXPECT_FALSE(folder.stopWanted());
}

TEST_F(RunFolderTest, AFolderThatCannotBeLookedAtIsNotTakenForAnEmptyOne)
{
    std::filesystem::create_directory(run());
    for (const char* name : {"metrics.jsonl", "model.safetensors"}) {
        std::filesystem::create_symlink(name, run() / name); // to itself
        try {
            RunFolder(run(), true);
            FAIL() << name;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::Io);
            EXPECT_THAT(error.what(), HasSubstr(std::string(name) + ": cannot be looked at"));
        }
        std::filesystem::remove(run() / name);
    }
}

TEST_F(RunFolderTest, ATextOfHolesIsRefusedByItsSize)
{
    writeText(m_toy.folder() / "labels-of-holes.csv", "index,mid,display_name\n");
    std::filesystem::resize_file(m_toy.folder() / "labels-of-holes.csv", std::uintmax_t{40'000'000'000});
    try {
        readTextFile(m_toy.folder() / "labels-of-holes.csv");
        FAIL() << "it was read";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("labels-of-holes.csv: has 40000000000 bytes"));
    }
}

} // namespace
} // namespace dass::distill
