// How a training process ends by signals.
#include "tests/cli/cli_fixture.h"
#include "tests/distill/toy_data.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <thread>

namespace dass {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;
using testing::Not;

class DistillSignalsTest : public CliTest
{
protected:
    Process startRun(const Json& spec) const
    {
        m_toy.writeSpec(spec);
        return start({"distill", "spec.json", "-o", "run", "--progress", "json", "--threads", "1"});
    }
    Json status() const { return Json::parse(read("run/status.json"), nullptr, false); }
    void waitFor(Process& process, const std::string& file) const
    {
        while (!exists(file)) {
            ASSERT_FALSE(process.hasEnded()) << process.errorsSoFar();
            std::this_thread::yield();
        }
    }

    distill::ToyData m_toy{m_folder.path()};
};

// timeout and the like send theirs to the process and at once again to its group.
TEST_F(DistillSignalsTest, OneWishInTwoSignalsKeepsTheState)
{
    constexpr std::chrono::milliseconds kLongest{250}; // half of what tells two wishes from one
    std::chrono::steady_clock::duration between{};
    ProcessResult result;
    do { // where this process was held up between them, they were two wishes
        std::filesystem::remove_all(at("run"));
        Process process = startRun(m_toy.spec(10'000));
        waitFor(process, "run/metrics.jsonl");
        const auto first = std::chrono::steady_clock::now();
        process.signal(SIGTERM);
        while (process.isPending(SIGTERM)) // else they would be one for the system, too
            std::this_thread::yield();
        process.signal(SIGTERM);
        between = std::chrono::steady_clock::now() - first;
        result = process.wait();
    } while (between > kLongest);
    EXPECT_EQ(result.code, 130);
    EXPECT_THAT(result.err, HasSubstr("--resume goes on"));
    EXPECT_THAT(result.err, Not(HasSubstr("second signal")));
    EXPECT_EQ(status().at("state"), "cancelled");
    EXPECT_EQ(Json::parse(read("run/checkpoints/last/state.json")).at("step"), status().at("step"));
}

TEST_F(DistillSignalsTest, ASecondWishWithinAStepEndsAtOnceAndTheLastStateIsWhole)
{
    Json spec = m_toy.spec(100); // of steps that take seconds
    spec["student"]["size"] = {{"dims", {96, 192, 384, 768}}, {"depths", {1, 1, 1, 1}}};
    spec["data"]["clip_frames"] = 1024;
    spec["batch"] = 24;
    spec["checkpoint_steps"] = 1;
    spec["data"]["eval"] = nullptr;
    constexpr int kMostTries = 5;
    int tries = 0;
    ProcessResult result;
    do { // a first wish may be fulfilled, between two steps, before there can be a second, or be heard late
        std::filesystem::remove_all(at("run"));
        Process process = startRun(spec);
        waitFor(process, "run/checkpoints/last/state.json");
        const double enough = process.cpuSeconds() + 0.3 * tries; // until the next step has surely begun
        while (process.cpuSeconds() < enough && !process.hasEnded())
            std::this_thread::yield();
        process.signal(SIGTERM);
        std::this_thread::sleep_for(std::chrono::seconds(1)); // what is tested: half of it tells two wishes from one
        process.signal(SIGTERM);
        result = process.wait();
    } while (result.err.find("second signal") == std::string::npos && ++tries < kMostTries);
    EXPECT_EQ(result.code, 130);
    EXPECT_THAT(result.err, HasSubstr("second signal"));
    const auto kept = Json::parse(read("run/checkpoints/last/state.json")).at("step").get<int>();
    EXPECT_GE(kept, 1);
    write("run/stop", ""); // right after reading what was kept
    const ProcessResult resumed = run({"distill", "spec.json", "-o", "run", "--resume", "--threads", "1"});
    EXPECT_THAT(resumed.err, HasSubstr("resumed after step " + std::to_string(kept)));
    EXPECT_EQ(status().at("state"), "cancelled");
}

TEST_F(DistillSignalsTest, AnEstimateLeavesNothing)
{
    m_toy.writeSpec(m_toy.spec(50));
    std::filesystem::create_directory(at("temporary"));
    setenv("TMPDIR", at("temporary").c_str(), 1);
    const ProcessResult result = run({"distill", "spec.json", "--estimate", "--quiet"});
    unsetenv("TMPDIR");
    ASSERT_EQ(result.code, 0) << result.err;
    const Json found = Json::parse(result.out);
    EXPECT_EQ(found.at("steps"), 200);
    EXPECT_GE(found.at("measured_steps"), 1);
    EXPECT_GT(found.at("expected_s"), found.at("step_s"));
    EXPECT_NEAR(found.at("expected_s").get<double>(),
                200 * found.at("step_s").get<double>() + found.at("evaluation_s").get<double>(), 1e-6);
    EXPECT_GT(found.at("peak_memory_bytes"), 10'000'000);
    EXPECT_TRUE(std::filesystem::is_empty(at("temporary")));
}

} // namespace
} // namespace dass
