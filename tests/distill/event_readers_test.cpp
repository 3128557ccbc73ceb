// What TensorBoard makes of a run's event files. It lives in an environment of its own, which packaging/bootstrap.sh
// test sets up.
#include "tests/distill/run_fixture.h"

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <numeric>

namespace dass::distill {
namespace {

class EventReadersTest : public RunTest
{
protected:
    void SetUp() override
    {
        if (!std::filesystem::exists(DASS_READERS_PYTHON))
            GTEST_SKIP() << "the readers are not set up (packaging/bootstrap.sh test does it)";
        if (std::system("'" DASS_READERS_PYTHON "' -c 'import tensorboard' 2>/dev/null") != 0)
            GTEST_SKIP() << "the readers that are set up lack tensorboard (packaging/bootstrap.sh test adds it)";
    }

    Json read(const std::string& folder) const
    {
        const std::string command = "'" DASS_READERS_PYTHON "' '" DASS_READ_EVENTS "' '" +
                                    (m_folder.path() / folder).string() + "' 2>/dev/null";
        std::string output;
        std::FILE* pipe = popen(command.c_str(), "r");
        std::array<char, 4096> part{};
        while (const std::size_t count = std::fread(part.data(), 1, part.size(), pipe))
            output.append(part.data(), count);
        EXPECT_EQ(pclose(pipe), 0) << output;
        return Json::parse(output, nullptr, false);
    }

    // The last value that metrics.jsonl tells of each step.
    void expectMetrics(const Json& series, const std::string& tag, const std::string& kind, const std::string& key,
                       const std::string& folder, std::int64_t stepsOfARow)
    {
        std::map<std::int64_t, double> wanted;
        for (const Json& line : metrics(kind, folder))
            wanted[line.at(kind == "step" ? "step" : "epoch").get<std::int64_t>() * stepsOfARow] = line.at(key);
        ASSERT_EQ(series.at(tag).size(), wanted.size()) << tag;
        std::size_t row = 0;
        for (const auto& [step, value] : wanted) {
            EXPECT_EQ(series.at(tag)[row][0], step) << tag;
            EXPECT_EQ(series.at(tag)[row][1].get<float>(), static_cast<float>(value)) << tag << " at " << step;
            ++row;
        }
    }
};

TEST_F(EventReadersTest, TensorBoardReadsTheNumbersOfMetrics)
{
    ASSERT_EQ(train(m_toy.spec(3)), Outcome::Finished); // 4 steps an epoch
    const Json found = read("run");
    const Json& series = found.at("series");
    EXPECT_EQ(series.size(), 6U + 5 + 4);
    for (const char* key : {"loss", "loss_label", "loss_kd", "lr", "clips_per_s", "waiting_share"})
        expectMetrics(series, std::string("train/") + key, "step", key, "run", 1);
    for (const char* key : {"mAP", "mAUC", "d_prime", "mAP_running_mean"}) {
        if (series.contains(std::string("eval/") + key)) // d' of a perfect epoch is infinite
            expectMetrics(series, std::string("eval/") + key, "epoch", key, "run", 4);
    }
    expectMetrics(series, "eval/loss", "epoch", "eval_loss", "run", 4);
    expectMetrics(series, "final/mAP", "final", "mAP", "run", 4);
}

// The program that is killed is this one, run again: it finds the first one's folder in the environment.
using EventReadersDeathTest = EventReadersTest;

TEST_F(EventReadersDeathTest, KilledAndResumedRunTellsEveryStepOnce)
{
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    constexpr const char* kFolderVariable = "DASS_KILLED_EVENTS_FOLDER";
    const bool isKilledOne = std::getenv(kFolderVariable) != nullptr;
    const std::filesystem::path folder = isKilledOne ? std::getenv(kFolderVariable) : m_folder.path();
    const auto killAtEleven = [](const DistillProgress& now) {
        if (now.step == 11)
            std::raise(SIGKILL);
    };
    if (!isKilledOne) {
        Json spec = m_toy.spec(4);
        spec["checkpoint_steps"] = 5; // 10 is within the third epoch
        m_toy.writeSpec(spec);
        setenv(kFolderVariable, folder.c_str(), 1);
    }
    EXPECT_EXIT(distill(folder / "spec.json", folder / "killed", {}, {}, killAtEleven),
                testing::KilledBySignal(SIGKILL), "");
    unsetenv(kFolderVariable);
    const std::filesystem::path first = folder / "killed/events.out.tfevents.0001";
    std::filesystem::resize_file(first, std::filesystem::file_size(first) - 7); // within its last record

    EXPECT_EQ(distill(folder / "spec.json", folder / "killed", {.resume = true}, {}, {}), Outcome::Finished);
    const Json found = read("killed");
    std::vector<std::int64_t> steps(16);
    std::iota(steps.begin(), steps.end(), 1);
    EXPECT_EQ(found.at("records").at("train/loss"), Json(steps));
    EXPECT_EQ(found.at("records").at("eval/loss"), Json({4, 8, 12, 16}));
    EXPECT_EQ(found.at("records").at("final/loss"), Json({16}));
    expectMetrics(found.at("series"), "train/loss", "step", "loss", "killed", 1);
    expectMetrics(found.at("series"), "eval/loss", "epoch", "eval_loss", "killed", 4);
}

} // namespace
} // namespace dass::distill
