// A whole recording as one input, through the program.
#include "core/model/safetensors.h"
#include "tests/cli/cli_fixture.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <csignal>
#include <thread>

namespace dass {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

class Whole : public CliTest
{
protected:
    void SetUp() override
    {
        CliTest::SetUp();
        fs::create_directory(at("scratch"));
    }

    // dass logits of the recording, and what it wrote.
    std::vector<float> logitsOf(const std::string& recording, std::vector<std::string> more) const
    {
        more.insert(more.begin(), {"logits", "--audio", recording, "--mode", "whole", "--output", "o.safetensors",
                                   "--model", smallModel().string()});
        const auto result = run(std::move(more));
        EXPECT_EQ(result.code, 0) << result.err;
        return floatsOf(SafetensorsFile(at("o.safetensors")).at("logits"));
    }
};

TEST_F(Whole, AnyTileGivesWhatAllAtOnceGives)
{
    const auto wanted = logitsOf("tone.wav", {"--tile", "0"});
    ASSERT_EQ(wanted.size(), 527U);
    const std::vector<std::vector<std::string>> tilings{
        {}, {"--tile", "700"}, {"--tile-frames", "64", "--scratch", "scratch"}};
    for (const auto& more : tilings)
        EXPECT_THAT(logitsOf("tone.wav", more), testing::Pointwise(testing::FloatNear(1e-4F), wanted))
            << testing::PrintToString(more);
    EXPECT_TRUE(fs::is_empty(at("scratch")));
}

TEST_F(Whole, AShortRecordingIsFilledUp)
{
    writeWav(at("short.wav"), glidingTone(3000));
    EXPECT_THAT(logitsOf("short.wav", {}),
                testing::Pointwise(testing::FloatNear(1e-4F), logitsOf("short.wav", {"--tile", "0"})));
}

TEST_F(Whole, SpectrogramsInTilesAreTheSame)
{
    ASSERT_EQ(run({"fbank", "tone.wav", "--output", "f.safetensors"}).code, 0);
    const auto values = floatsOf(SafetensorsFile(at("f.safetensors")).at("fbank_normalised"));
    writeSafetensors(at("input.safetensors"), {{"input", floatTensor({2, 1249, 128}, values)}});
    for (const char* tile : {"0", "300"})
        ASSERT_EQ(run({"logits", "--spectrogram", "input.safetensors", "--model", smallModel().string(), "--output",
                       std::string(tile) + ".safetensors", "--tile", tile})
                      .code,
                  0);
    for (const char* tensor : {"logits", "embedding"})
        EXPECT_THAT(
            floatsOf(SafetensorsFile(at("300.safetensors")).at(tensor)),
            testing::Pointwise(testing::FloatNear(1e-4F), floatsOf(SafetensorsFile(at("0.safetensors")).at(tensor))));
}

TEST_F(Whole, TaggingGivesOneRowFromTheStartToTheEnd)
{
    const auto result = tag({"tone.wav", "--mode", "whole", "--format", "frames", "--format", "events", "--threshold",
                             "0", "--output", "out", "--scratch", "scratch", "--tile-frames", "512"});
    ASSERT_EQ(result.code, 0) << result.err;
    EXPECT_NE(result.err.find("no temporary files"), std::string::npos) << result.err; // of half a minute

    std::istringstream lines(read("out/tone.frames.csv"));
    std::string line;
    std::getline(lines, line);
    std::getline(lines, line);
    EXPECT_EQ(line.substr(0, 13), "0.000,25.000,");
    std::istringstream fields(line.substr(13));
    for (const float logit : logitsOf("tone.wav", {"--tile", "0"})) {
        std::string field;
        ASSERT_TRUE(std::getline(fields, field, ','));
        EXPECT_NEAR(std::stod(field), 1 / (1 + std::exp(-logit)), 2e-5);
    }
    EXPECT_FALSE(std::getline(lines, line)) << line;
    EXPECT_NE(read("out/tone.events.csv").find("tone.wav,0.000,25.000,Speech,"), std::string::npos);
    const Json settings = Json::parse(read("out/tone.provenance.json"))["settings"];
    EXPECT_EQ(settings["mode"], "whole");
    EXPECT_FALSE(settings.contains("hop_s"));
}

TEST_F(Whole, AFolderThatIsNotThereIsAnError)
{
    const auto result = tag({"tone.wav", "--mode", "whole", "--scratch", "nowhere"});
    EXPECT_EQ(result.code, 1);
    EXPECT_NE(result.err.find("'nowhere'"), std::string::npos) << result.err;
}

TEST_F(Whole, AStopEndsItAndLeavesNoFiles)
{
    writeWav(at("long.wav"), glidingTone(1200 * 16000));
    Process process = start(
        tagArguments({"long.wav", "--mode", "whole", "--scratch", "scratch", "--output", "out", "--progress", "json"}));
    while (process.errorsSoFar().find("\"fraction\":0.") == std::string::npos) {
        ASSERT_EQ(process.errorsSoFar().find("\"kind\":\"error\""), std::string::npos) << process.errorsSoFar();
        std::this_thread::yield();
    }
    process.signal(SIGINT);
    const auto result = process.wait();
    EXPECT_EQ(result.code, 130) << result.err;
    EXPECT_TRUE(fs::is_empty(at("scratch")));
    EXPECT_FALSE(exists("out/long.events.csv"));
}

} // namespace
} // namespace dass
