#include "tests/cli/cli_fixture.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cmath>
#include <sstream>
#include <thread>

namespace dass {
namespace {

using Json = nlohmann::json;

// dass niah with the small model, on six clips.
class Niah : public CliTest
{
protected:
    void SetUp() override
    {
        Json data = Json::array();
        for (int i = 0; i < 6; ++i) {
            std::vector<float> samples(48000 + 8000 * static_cast<std::size_t>(i));
            for (std::size_t s = 0; s < samples.size(); ++s)
                samples[s] = static_cast<float>(0.1 * std::sin(0.03 * (i + 1) * static_cast<double>(s)));
            const std::string name = "clip" + std::to_string(i) + ".wav";
            writeWav(at(name), samples);
            data.push_back({{"wav", name}, {"labels", i % 2 ? "/m/09x0r" : "/m/04rlf,/m/07yv9"}});
        }
        write("list.json", Json{{"data", data}}.dump());
        write("spec.json", Json{{"models", {smallModel().string()}},
                                {"needles", {{"list", "list.json"}}},
                                {"haystacks", {{{"kind", "zero"}}, {{"kind", "white"}}}},
                                {"lengths_frames", {1024, 1300, 9000}},
                                {"positions", {0.5}},
                                {"snr_db", {0}},
                                {"tile_frames", 1500},
                                {"bootstrap", {{"resamples", 30}}}}
                               .dump());
    }

    // cells.csv without what a clock measured.
    std::string cells(const std::string& folder) const
    {
        std::istringstream lines(read(folder + "/cells.csv"));
        std::string text;
        for (std::string line; std::getline(lines, line);) {
            std::istringstream fields(line);
            std::string field;
            for (int column = 0; std::getline(fields, field, ','); ++column)
                text += column == 12 ? "" : field + ',';
            text += '\n';
        }
        return text;
    }
};

TEST_F(Niah, KilledAtAnyMomentAndResumedItIsAsIfItHadGoneThrough)
{
    ASSERT_EQ(run({"niah", "spec.json", "-o", "whole"}).code, 0);
    ASSERT_FALSE(read("whole/cells.csv").empty());
    ASSERT_EQ(countOf(read("whole/cells.csv"), "\r\n"), 7U) << read("whole/cells.csv");

    int kills = 0;
    for (const char* moment : {"baseline", "zero/none/1300", "zero/none/9000", "white/0/9000"}) {
        Process process = start({"niah", "spec.json", "-o", "parts", "--resume", "--progress", "json"});
        const auto begin = std::chrono::steady_clock::now();
        while (process.errorsSoFar().find(std::string("small-model/mean/") + moment) == std::string::npos &&
               process.errorsSoFar().find("nothing is left") == std::string::npos && !process.hasEnded() &&
               std::chrono::steady_clock::now() - begin < std::chrono::minutes(5))
            std::this_thread::yield();
        process.signal(SIGKILL);
        kills += process.wait().code == 128 + SIGKILL;
    }
    EXPECT_GT(kills, 0);
    ASSERT_EQ(run({"niah", "spec.json", "-o", "parts", "--resume"}).code, 0);
    EXPECT_EQ(cells("parts"), cells("whole"));
    EXPECT_EQ(read("parts/needles.csv"), read("whole/needles.csv"));
    for (const auto& entry : std::filesystem::recursive_directory_iterator(at("parts")))
        EXPECT_NE(entry.path().extension(), ".csv.tmp");
}

TEST_F(Niah, CtrlCKeepsWhatIsThere)
{
    Process process = start({"niah", "spec.json", "-o", "out", "--progress", "json"});
    while (process.errorsSoFar().find("small-model/mean/zero/none/9000") == std::string::npos) {
        ASSERT_EQ(process.errorsSoFar().find("\"kind\":\"error\""), std::string::npos) << process.errorsSoFar();
        std::this_thread::yield();
    }
    process.signal(SIGINT);
    EXPECT_EQ(process.wait().code, 130);
    EXPECT_NE(read("out/cells.csv").find("zero,,13.00"), std::string::npos) << "what was finished is in the table";
}

TEST_F(Niah, ShardsMerged)
{
    ASSERT_EQ(run({"niah", "spec.json", "-o", "whole"}).code, 0);
    for (const char* shard : {"1/2", "2/2"})
        ASSERT_EQ(run({"niah", "spec.json", "-o", std::string("part") + shard[0], "--shard", shard}).code, 0);
    const auto merged = run({"niah", "merge", "part1", "part2", "-o", "merged"});
    ASSERT_EQ(merged.code, 0) << merged.err;
    EXPECT_EQ(cells("merged"), cells("whole"));
    EXPECT_EQ(read("merged/needles.csv"), read("whole/needles.csv"));
}

// Needles and haystacks as the public implementation makes them; the logits of its file are those of the checkpoint
// after the training step.
TEST_F(Niah, AgreesWithTheReference)
{
    const std::filesystem::path shared = std::filesystem::path(DASS_SHARED_DIR) / "reference";
    if (!std::filesystem::exists(shared / "niah.safetensors"))
        GTEST_SKIP() << "the reference tensors are not here";
    std::filesystem::create_directory(at("references"));
    for (const char* name : {"niah.safetensors", "dass_nano_official.pth", "chirp_16k.wav",
                             "dass_nano_training_step.safetensors", "dass_nano_after_adam.safetensors"})
        std::filesystem::copy(shared / name, at("references"));
    const auto result = run({"verify", "references"});
    EXPECT_EQ(result.code, 0) << result.out << result.err;
    EXPECT_EQ(countOf(result.out, "logits_"), 5U) << result.out;
    EXPECT_EQ(countOf(result.out, "FAIL"), 0U) << result.out;
}

TEST_F(Niah, TheEstimateIsGivenAlone)
{
    const auto result = run({"niah", "spec.json", "--estimate"});
    EXPECT_EQ(result.code, 0) << result.err;
    EXPECT_NE(result.err.find("7 of 7 cells to do, 6 needles each: about"), std::string::npos) << result.err;
}

TEST_F(Niah, APresetTakesModelsAndNeedlesFromTheCommandLine)
{
    const auto result = run({"niah", "--preset", "figure-3", "--model", smallModel().string(), "--needles", "list.json",
                             "--limit", "2", "--estimate"});
    EXPECT_EQ(result.code, 0) << result.err;
    EXPECT_NE(result.err.find("2 needles"), std::string::npos) << result.err;
    EXPECT_NE(result.err.find("186 of 186 cells"), std::string::npos) << result.err; // 6 alone, 6 lengths x 5 x 6
}

TEST_F(Niah, DeviceAndPrecisionOfTheCommandLineGoBeforeTheSpecifications)
{
    Json json = Json::parse(read("spec.json"));
    json["device"] = "cuda:9999"; // which no machine has
    json["precision"] = "bf16";
    json["lengths_frames"] = {1300};
    write("gpu.json", json.dump());
    EXPECT_EQ(run({"niah", "gpu.json", "-o", "gpu"}).code, 1);
    const auto result =
        run({"niah", "gpu.json", "-o", "out", "--limit", "2", "--device", "cpu", "--precision", "fp32"});
    ASSERT_EQ(result.code, 0) << result.err;
    EXPECT_NE(result.err.find("estimated "), std::string::npos) << result.err;
    const Json record = Json::parse(read("out/experiment.json"));
    EXPECT_EQ(record.at("spec").at("device"), "cpu");
    EXPECT_EQ(record.at("spec").at("precision"), "fp32");
    EXPECT_EQ(record.at("precision"), "fp32");
    const auto wrong = run({"niah", "gpu.json", "-o", "tpu", "--device", "tpu"});
    EXPECT_EQ(wrong.code, 2) << wrong.err;
    EXPECT_NE(wrong.err.find("gpu.json"), std::string::npos) << wrong.err;
    EXPECT_NE(wrong.err.find("there is no device 'tpu'"), std::string::npos) << wrong.err;
    EXPECT_FALSE(exists("tpu"));
    EXPECT_EQ(run({"niah", "gpu.json", "-o", "out", "--precision", "fp8"}).code, 2);
}

TEST_F(Niah, BadUsageEndsWithTwo)
{
    write("broken.json", "{");
    write("typo.json", R"({"needles": {"list": "list.json"}, "lengths_s": [50], "possitions": [0]})");
    std::filesystem::create_directories(at("used/cells"));
    write("used/cells/a.safetensors", "");
    const std::vector<std::vector<std::string>> wrong{
        {"niah"},
        {"niah", "spec.json"},
        {"niah", "broken.json", "-o", "out"},
        {"niah", "typo.json", "-o", "out"},
        {"niah", "spec.json", "-o", "out", "--shard", "3/2"},
        {"niah", "--preset", "figure-9", "-o", "out"},
        {"niah", "spec.json", "-o", "used"},
        {"niah", "merge"},
        {"niah", "merge", "a", "b"},
    };
    for (const auto& arguments : wrong) {
        const auto result = run(arguments);
        EXPECT_EQ(result.code, 2) << testing::PrintToString(arguments) << result.err;
        EXPECT_FALSE(result.err.empty()) << testing::PrintToString(arguments);
    }
    EXPECT_FALSE(exists("out"));
    EXPECT_EQ(run({"niah", "gone.json", "-o", "out"}).code, 1);
    EXPECT_EQ(run({"niah", "merge", "gone"}).code, 1);
}

} // namespace
} // namespace dass
