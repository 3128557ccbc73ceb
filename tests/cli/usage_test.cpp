#include "tests/cli/cli_fixture.h"

namespace dass {
namespace {

using Usage = CliTest;

TEST_F(Usage, HelpIsNoError)
{
    EXPECT_EQ(run({"--help"}).code, 0);
    const auto help = run({"tag", "--help"});
    EXPECT_EQ(help.code, 0);
    for (const char* option : {"--mode",          "--window",    "--hop",         "--threshold",    "--threshold-for",
                               "--end-threshold", "--smooth",    "--smooth-rows", "--roll-up",      "--top-k",
                               "--classes",       "--exclude",   "--merge-gap",   "--min-duration", "--format",
                               "--output",        "--recursive", "--resume",      "--shard",        "--model",
                               "--device",        "--precision", "--threads",     "--progress",     "--quiet"})
        EXPECT_NE(help.out.find(option), std::string::npos) << option;
}

TEST_F(Usage, BadUsageEndsWithTwo)
{
    const std::vector<std::vector<std::string>> wrong{
        {},
        {"sing"},
        {"tag"},
        {"tag", "tone.wav", "--nonsense"},
        {"tag", "tone.wav", "--threshold", "1.5"},
        {"tag", "tone.wav", "--threshold", "loud"},
        {"tag", "tone.wav", "--mode", "sideways"},
        {"tag", "tone.wav", "--mode", "whole", "--tile-frames", "-1"},
        {"logits", "--audio", "tone.wav", "--output", "o.safetensors", "--tile", "-1"},
        {"tag", "tone.wav", "--mode", "whole", "--tile-frames", "4611686018427387904"},
        {"logits", "--audio", "tone.wav", "--output", "o.safetensors", "--tile", "4611686018427387904"},
        {"tag", "tone.wav", "--window", "0"},
        {"tag", "tone.wav", "--hop", "11"},
        {"tag", "tone.wav", "--top-k", "-1"},
        {"tag", "tone.wav", "--threshold-for", "Speech"},
        {"tag", "tone.wav", "--threshold-for", "=0.2"},
        {"tag", "tone.wav", "--threshold-for", "Speech=1.5"},
        {"tag", "tone.wav", "--threshold-for", "Speech="},
        {"tag", "tone.wav", "--threshold-for", "Speech=nan"},
        {"tag", "tone.wav", "--end-threshold", "nan"},
        {"tag", "tone.wav", "--threshold", "0.2", "--end-threshold", "0.3"},
        {"tag", "tone.wav", "--smooth", "gaussian"},
        {"tag", "tone.wav", "--smooth", "mean", "--smooth-rows", "4"},
        {"tag", "tone.wav", "--smooth", "mean", "--smooth-rows", "33"},
        {"tag", "tone.wav", "--format", "xml"},
        {"tag", "tone.wav", "--format", "events", "--format", "json", "--output", "-"},
        {"tag", "tone.wav", "--threads", "-5000"},
        {"tag", "tone.wav", "--threads", "most"},
        {"tag", "tone.wav", "--shard", "3/2"},
        {"tag", "tone.wav", "--shard", "x"},
        {"tag", "tone.wav", "--resume"},
        {"tag", "tone.wav", "--precision", "fp8"},
        {"tag", "tone.wav", "--threshold", "nan"},
        {"tag", "tone.wav", "--window", "nan"},
        {"tag", "tone.wav", "--window", "1e300"},
        {"tag", "tone.wav", "--hop", "nan"},
        {"tag", "tone.wav", "--merge-gap", "nan"},
        {"tag", "tone.wav", "--merge-gap", "1e300"},
        {"tag", "tone.wav", "--min-duration", "inf"},
        {"tag", "tone.wav", "--min-duration", "1e300"},
        {"benchmark", "--seconds", "nan"},
        {"benchmark", "--simd", "sse9"},
        {"eval", "--data", "list.csv", "--teacher", "t.npy", "--labels-from-teacher", "nan"},
        {"eval", "--data", "list.csv", "--labels-from-teacher", "0.5"},
        {"eval", "--data", "list.csv", "--split", "test"},
        {"eval", "--data", "list.csv", "--split-column", "set"},
    };
    for (const auto& arguments : wrong) {
        const auto result = run(arguments);
        EXPECT_EQ(result.code, 2) << testing::PrintToString(arguments) << result.err;
        EXPECT_TRUE(result.err.starts_with("error: ")) << testing::PrintToString(arguments) << result.err;
        EXPECT_EQ(countOf(result.err, "\n"), 1U) << testing::PrintToString(arguments) << result.err;
        EXPECT_TRUE(result.out.empty()) << testing::PrintToString(arguments);
    }
}

TEST_F(Usage, ANumberOutOfRangeIsToldWithItsRange)
{
    const std::vector<std::pair<std::vector<std::string>, std::string>> wrong{
        {{"tag", "tone.wav", "--top-k", "-1"}, "--top-k: '-1' is no whole number from 0 to 1000000000; dass tag"},
        {{"tag", "tone.wav", "--top-k", "2.5"}, "--top-k: '2.5' is no whole number from 0 to 1000000000; dass tag"},
        {{"tag", "tone.wav", "--top-k", "99999999999999999999"}, "is no whole number from 0 to 1000000000; dass tag"},
        {{"tag", "tone.wav", "--channel", "-1"}, "--channel: '-1' is no whole number from 0 to 1024; dass tag"},
        {{"tag", "tone.wav", "--threshold", "-0.1"}, "--threshold: '-0.1' is no number from 0 to 1; dass tag"},
        {{"tag", "tone.wav", "--tile-frames", "x"}, "'x' is no whole number from 0 to 1000000000; dass tag"},
        {{"logits", "--audio", "tone.wav", "-o", "o", "--tile", "-1"}, "from 0 to 1000000000; dass logits"},
        {{"eval", "--data", "list.csv", "--frames", "0"},
         "--frames: '0' is no whole number from 1 to 1000000; dass eval"},
        {{"benchmark", "--batch", "1025"}, "--batch: '1025' is no whole number from 1 to 1024; dass benchmark"},
        {{"niah", "--limit", "-2"}, "--limit: '-2' is no whole number from 0 to 1000000; dass niah"},
        {{"distill", "--preset", "scaled-stored", "--epochs", "0"}, "--epochs: '0' is no whole number from 1 to"},
        {{"distill", "--preset", "scaled-stored", "--seed", "-1"}, "--seed: '-1' is no whole number from 0 to"},
    };
    for (const auto& [arguments, line] : wrong) {
        const auto result = run(arguments);
        EXPECT_EQ(result.code, 2) << testing::PrintToString(arguments);
        EXPECT_NE(result.err.find(line), std::string::npos) << result.err;
        EXPECT_EQ(countOf(result.err, "\n"), 1U) << result.err;
    }
    EXPECT_EQ(run({"niah", "merge"}).err, "error: parts is required; dass niah merge --help tells more\n");
}

TEST_F(Usage, AnUnknownClassSuggestsTheNearest)
{
    const auto result = tag({"tone.wav", "--classes", "Speach"});
    EXPECT_EQ(result.code, 2);
    EXPECT_NE(result.err.find("'Speech'"), std::string::npos) << result.err;
}

TEST_F(Usage, AModeThatIsNotThereSaysWhatToUse)
{
    const auto result = tag({"tone.wav", "--mode", "sideways"});
    EXPECT_EQ(result.code, 2);
    EXPECT_NE(result.err.find("windows, dense or whole"), std::string::npos) << result.err;
}

TEST_F(Usage, EverySubcommandTakesProgressAndQuiet)
{
    for (const char* subcommand :
         {"tag", "fbank", "logits", "inspect", "convert", "eval", "distill", "niah", "benchmark", "verify"}) {
        const auto help = run({subcommand, "--help"});
        EXPECT_NE(help.out.find("--progress"), std::string::npos) << subcommand;
        EXPECT_NE(help.out.find("--quiet"), std::string::npos) << subcommand;
    }
}

} // namespace
} // namespace dass
