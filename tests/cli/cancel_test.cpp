#include "tests/cli/cli_fixture.h"

#include <nlohmann/json.hpp>

#include <sstream>
#include <thread>

namespace dass {
namespace {

using Json = nlohmann::json;

// How far it was by the last that the progress told of it; -1: nothing was told.
double lastFractionOf(const std::string& item, const std::string& progress)
{
    double last = -1;
    std::istringstream lines(progress);
    for (std::string line; std::getline(lines, line);) {
        const Json object = Json::parse(line, nullptr, false);
        if (object.is_object() && object.contains("fraction") && object.at("item").get<std::string>() == item)
            last = object.at("fraction").get<double>();
    }
    return last;
}

// Ends a run when its progress says that the second recording is being worked on.
class Cancelling : public CliTest, public testing::WithParamInterface<int>
{
};

TEST_P(Cancelling, EndsWith130AndKeepsWhatIsFinished)
{
    writeWav(at("long.wav"), glidingTone(900 * 16000));
    auto arguments =
        tagArguments({"tone.wav", "long.wav", "--hop", "0.5", "--output", "out", "--progress", "json", "--resume"});
    Process process = start(arguments);
    while (process.errorsSoFar().find("[2/2] long.wav\",\"kind\":\"progress") == std::string::npos &&
           process.errorsSoFar().find("\"item\":\"[2/2] long.wav\"") == std::string::npos) {
        ASSERT_EQ(process.errorsSoFar().find("\"kind\":\"error\""), std::string::npos) << process.errorsSoFar();
        std::this_thread::yield();
    }
    process.signal(GetParam());
    const auto result = process.wait();
    EXPECT_EQ(result.code, 130);
    const double reached = lastFractionOf("[2/2] long.wav", result.err);
    EXPECT_GE(reached, 0) << result.err;
    EXPECT_LT(reached, 0.9) << "it finished the recording first";
    EXPECT_TRUE(exists("out/tone.events.csv"));
    EXPECT_TRUE(exists("out/tone.provenance.json"));
    EXPECT_FALSE(exists("out/long.events.csv"));
    for (const auto& entry : std::filesystem::directory_iterator(at("out")))
        EXPECT_NE(entry.path().extension(), ".tmp");
}

TEST_P(Cancelling, EndsAnEvaluationWith130)
{
    std::ofstream list(at("list.csv"));
    list << "path,labels\n";
    for (int i = 0; i < 3000; ++i)
        list << "tone.wav,/m/09x0r\n";
    list.close();
    Process process = start(
        {"eval", "--data", "list.csv", "--model", smallModel().string(), "--progress", "json", "--output", "out"});
    while (process.errorsSoFar().find("scoring") == std::string::npos) {
        ASSERT_EQ(process.errorsSoFar().find("\"kind\":\"error\""), std::string::npos) << process.errorsSoFar();
        std::this_thread::yield();
    }
    process.signal(GetParam());
    EXPECT_EQ(process.wait().code, 130);
    EXPECT_FALSE(exists("out"));
}

// In the middle of an hour's measurement.
TEST_P(Cancelling, EndsABenchmarkWith130)
{
    Process process = start({"benchmark", "--model", smallModel().string(), "--device", "cpu", "--precision", "fp32",
                             "--seconds", "3600", "--progress", "json"});
    while (process.errorsSoFar().find("\"stage\":\"measuring\"") == std::string::npos) {
        ASSERT_FALSE(process.hasEnded()) << process.errorsSoFar();
        std::this_thread::yield();
    }
    process.signal(GetParam());
    const auto result = process.wait();
    EXPECT_EQ(result.code, 130);
    EXPECT_EQ(result.out, "");
}

INSTANTIATE_TEST_SUITE_P(Signals, Cancelling, testing::Values(SIGINT, SIGTERM));

} // namespace
} // namespace dass
