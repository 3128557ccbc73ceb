// Runs that several processes make together, started by mpirun on this machine.
#include "tests/cli/cli_fixture.h"
#include "tests/distill/toy_data.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <sstream>
#include <thread>

namespace dass {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;

class RanksTest : public testing::Test
{
protected:
    void SetUp() override
    {
        if (!std::filesystem::exists(DASS_MPI_PLUGIN) || std::system("mpirun --version > /dev/null 2>&1") != 0)
            GTEST_SKIP() << "built without MPI, or mpirun is not installed";
    }

    // Two ranks on this machine, without any network.
    Process start(std::vector<std::string> arguments) const
    {
        const std::vector<std::string> mpirun{
            "--allow-run-as-root", "--oversubscribe", "--bind-to", "none", "-n", "2", "--mca", "btl",
            "self,vader",          DASS_PROGRAM,      "distill"};
        arguments.insert(arguments.begin(), mpirun.begin(), mpirun.end());
#if defined(__SANITIZE_ADDRESS__) // OpenMPI leaves memory behind, in libraries that are unloaded by then
        arguments.insert(arguments.begin(), {"-x", "ASAN_OPTIONS=detect_leaks=0"});
#endif
        return {std::move(arguments), m_folder.path().string(), "mpirun"};
    }

    ProcessResult alone(std::vector<std::string> arguments) const
    {
        arguments.insert(arguments.begin(), "distill");
        return Process(std::move(arguments), m_folder.path().string()).wait();
    }

    std::vector<Json> metrics(const std::string& folder, const std::string& kind) const
    {
        std::istringstream stream(distill::bytesOf(m_folder.path() / folder / "metrics.jsonl"));
        std::vector<Json> lines;
        for (std::string line; std::getline(stream, line);) {
            Json object = Json::parse(line);
            if (object.at("kind") == kind)
                lines.push_back(std::move(object));
        }
        return lines;
    }

    Json status(const std::string& folder) const
    {
        return Json::parse(distill::bytesOf(m_folder.path() / folder / "status.json"), nullptr, false);
    }

    // The same run but for rounding, which steps add up.
    void expectSameCourse(const std::string& folder, const std::string& wanted) const
    {
        const auto close = [](const Json& found, const Json& other, const char* key, double tolerance) {
            if (other.at(key).is_null())
                return;
            const double wantedValue = other.at(key).get<double>();
            EXPECT_NEAR(found.at(key).get<double>(), wantedValue, tolerance * (1 + std::abs(wantedValue)))
                << key << " of " << other.dump();
        };
        const auto steps = metrics(folder, "step");
        const auto wantedSteps = metrics(wanted, "step");
        ASSERT_EQ(steps.size(), wantedSteps.size());
        ASSERT_FALSE(steps.empty());
        for (std::size_t i = 0; i < steps.size(); ++i) {
            EXPECT_EQ(steps[i].at("step"), wantedSteps[i].at("step"));
            for (const char* key : {"loss", "loss_label", "loss_kd"})
                close(steps[i], wantedSteps[i], key, 1e-5);
            close(steps[i], wantedSteps[i], "lr", 0);
        }
        const auto epochs = metrics(folder, "epoch");
        const auto wantedEpochs = metrics(wanted, "epoch");
        ASSERT_EQ(epochs.size(), wantedEpochs.size());
        for (std::size_t i = 0; i < epochs.size(); ++i)
            close(epochs[i], wantedEpochs[i], "eval_loss", 1e-5);
    }

    test::TemporaryFolder m_folder;
    distill::ToyData m_toy{m_folder.path()};
};

// The last batch of an epoch is one shard, which leaves one of the ranks none.
TEST_F(RanksTest, TwoMakeTheRunOfOne)
{
    Json spec = m_toy.spec(3);
    spec["optimizer"]["lr"] = 1e-3;
    spec["batch"] = 10; // of 24 clips: the third batch has 4, which are one shard
    m_toy.writeSpec(spec);
    ASSERT_EQ(alone({"spec.json", "-o", "one"}).code, 0);
    const ProcessResult two = start({"spec.json", "-o", "two"}).wait();
    ASSERT_EQ(two.code, 0) << two.err;
    expectSameCourse("two", "one");
    EXPECT_EQ(status("two").at("state"), "finished");
    EXPECT_EQ(alone({"--resume", "spec.json", "-o", "two"}).code, 0) << "its folder is that of any run";
    EXPECT_NE(metrics("two", "step").back().at("loss"), 0);
}

TEST_F(RanksTest, EndAtATerminationWithTheirStateAndGoOn)
{
    m_toy.writeSpec(m_toy.spec(500));
    Process process = start({"spec.json", "-o", "run", "--progress", "json"});
    // Any epoch behind the first: not each one is told of.
    const auto metricsFile = m_folder.path() / "run" / "metrics.jsonl";
    const auto begun = [&] {
        return std::filesystem::exists(metricsFile) &&
               distill::bytesOf(metricsFile).find("\"kind\":\"epoch\"") != std::string::npos;
    };
    while (!begun()) {
        ASSERT_EQ(process.errorsSoFar().find("\"kind\":\"error\""), std::string::npos) << process.errorsSoFar();
        ASSERT_FALSE(process.hasEnded()) << process.errorsSoFar();
        std::this_thread::yield();
    }
    kill(status("run").at("pid").get<pid_t>(), SIGTERM); // one of them, which tells the other
    EXPECT_NE(process.wait().code, 0);
    ASSERT_EQ(status("run").at("state"), "cancelled");
    const auto reached = status("run").at("step").get<std::int64_t>();
    EXPECT_GE(reached, 4);

    distill::writeText(m_folder.path() / "run" / "stop", "");
    start({"spec.json", "-o", "run", "--resume"}).wait();
    EXPECT_EQ(metrics("run", "resume").at(0).at("step"), reached);
    EXPECT_EQ(status("run").at("state"), "cancelled"); // the file named stop is for all of them
}

// In several epochs each rank comes upon the same bad clip.
TEST_F(RanksTest, ABadClipCountsOnce)
{
    Json spec = m_toy.spec(8);
    spec["data"]["eval"] = nullptr;
    spec["data"]["bad_share"] = 0.05; // one of 24, but not two
    m_toy.writeSpec(spec);
    distill::writeText(m_folder.path() / "clip-1-3.wav", "no sound");
    const ProcessResult result = start({"spec.json", "-o", "run"}).wait();
    EXPECT_EQ(result.code, 0) << result.err;
    EXPECT_EQ(status("run").at("state"), "finished");
}

// Whoever meets a bad clip, the run ends on all, with the reason in the folder.
TEST_F(RanksTest, OneThatFailsEndsTheOtherAndSaysWhy)
{
    m_toy.writeSpec(m_toy.spec(1));
    for (const char* name : {"clip-0-0.wav", "clip-1-3.wav", "clip-2-7.wav", "clip-2-6.wav"})
        distill::writeText(m_folder.path() / name, "no sound");
    const ProcessResult result = start({"spec.json", "-o", "run"}).wait();
    EXPECT_EQ(result.code, 1);
    EXPECT_THAT(result.err, HasSubstr("clips cannot be read"));
    EXPECT_EQ(status("run").at("state"), "failed");
    EXPECT_THAT(status("run").at("error").get<std::string>(), HasSubstr("clips cannot be read"));

    EXPECT_THAT(start({"missing.json", "-o", "other"}).wait().err, HasSubstr("missing.json"));
    m_toy.writeSpec({{"batch", 0}}, "bad.json");
    EXPECT_EQ(start({"bad.json", "-o", "other"}).wait().code, 2);
}

} // namespace
} // namespace dass
