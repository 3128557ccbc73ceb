#include "core/model/safetensors.h"
#include "tests/cli/cli_fixture.h"

#include <nlohmann/json.hpp>

namespace dass {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

// Where results and messages of every subcommand go.
class Outputs : public CliTest
{
protected:
    // A list of one clip for `eval`.
    void writeList() const { write("list.csv", "path,labels\ntone.wav,/m/09x0r\n"); }

    static std::string model() { return smallModel().string(); }
};

TEST_F(Outputs, NeverReplaceAnInput)
{
    writeList();
    ASSERT_EQ(run({"fbank", "tone.wav", "--output", "tone.safetensors"}).code, 0);
    fs::create_symlink("tone.wav", at("link.wav"));
    fs::copy(smallModel(), at("model"));
    const std::vector<std::pair<std::vector<std::string>, std::string>> cases{
        {{"fbank", "tone.wav", "-o", "tone.wav"}, "tone.wav"},
        {{"fbank", "tone.wav", "-o", "./tone.wav"}, "tone.wav"},
        {{"fbank", "tone.wav", "-o", "link.wav"}, "tone.wav"},
        {{"logits", "--model", "model", "--audio", "tone.wav", "-o", "tone.wav"}, "tone.wav"},
        {{"logits", "--model", "model", "--spectrogram", "tone.safetensors", "-o", "tone.safetensors"},
         "tone.safetensors"},
        {{"logits", "--model", "model", "--audio", "tone.wav", "-o", "model/model.safetensors"},
         "model/model.safetensors"},
        {{"eval", "--model", "model", "--data", "list.csv", "-o", "list.csv"}, "list.csv"},
        {{"eval", "--model", "model", "--data", "list.csv", "-o", "model/config.json"}, "model/config.json"},
        {{"convert", "model", "model"}, "model/model.safetensors"},
        {{"convert", "model/model.safetensors", "./model/"}, "model/config.json"},
    };
    for (const auto& [arguments, input] : cases) {
        const std::string before = read(input);
        const auto result = run(arguments);
        EXPECT_EQ(result.code, 2) << testing::PrintToString(arguments) << result.err;
        EXPECT_NE(result.err.find("choose another output"), std::string::npos) << result.err;
        EXPECT_TRUE(read(input) == before) << testing::PrintToString(arguments);
    }
}

TEST_F(Outputs, TensorsGoToStdoutForADash)
{
    ASSERT_EQ(run({"fbank", "tone.wav", "--output", "fbank.safetensors"}).code, 0);
    const auto fbank = run({"fbank", "tone.wav", "--output", "-"});
    ASSERT_EQ(fbank.code, 0) << fbank.err;
    EXPECT_TRUE(fbank.out == read("fbank.safetensors"));

    const auto logits = run({"logits", "--model", model(), "--audio", "tone.wav", "--output", "-"});
    ASSERT_EQ(logits.code, 0) << logits.err;
    write("logits.safetensors", logits.out);
    EXPECT_EQ(SafetensorsFile(at("logits.safetensors")).at("logits").shape, (std::vector<std::int64_t>{1, 527}));
    EXPECT_FALSE(exists("-"));
}

TEST_F(Outputs, AStdoutThatTakesNothingIsAFailure)
{
    if (!fs::exists("/dev/full"))
        GTEST_SKIP() << "this system has no /dev/full";
    writeList();
    fs::create_symlink("/dev/full", at("stdout"));
    const std::vector<std::vector<std::string>> cases{
        {"inspect", model()},
        {"inspect", model(), "--json"},
        {"eval", "--model", model(), "--data", "list.csv"},
        {"fbank", "tone.wav", "--output", "-"},
        {"tag", "tone.wav", "--model", model()},
        {"--version"},
        {"--help"},
        {"tag", "--help"},
    };
    for (const auto& arguments : cases) {
        const auto result = run(arguments);
        EXPECT_EQ(result.code, 1) << testing::PrintToString(arguments);
        EXPECT_NE(result.err.find("stdout"), std::string::npos) << result.err;
    }
}

// Not after hours of tagging, and with no half of the results written.
TEST_F(Outputs, ThatCannotBeWrittenAreToldBeforeTheWork)
{
    write("in the way", "");
    fs::create_directories(at("out/tone.json"));
    const auto tagged = run({"tag", "tone.wav", "--model", model(), "--format", "events,json", "-o", "out", "-q"});
    EXPECT_EQ(tagged.code, 1);
    EXPECT_NE(tagged.err.find("out/tone.json"), std::string::npos) << tagged.err;
    EXPECT_FALSE(exists("out/tone.events.csv"));

    // Were the input opened first, it would be what is named.
    const std::vector<std::vector<std::string>> cases{
        {"fbank", "missing.wav", "-o", "in the way/o"},
        {"fbank", "missing.wav", "-o", "out"},
        {"logits", "--model", model(), "--audio", "missing.wav", "-o", "nowhere/o"},
        {"eval", "--model", model(), "--data", "missing.csv", "-o", "nowhere/o"},
        {"eval", "--model", model(), "--data", "missing.csv", "--per-class", "nowhere/o"},
    };
    for (const auto& arguments : cases) {
        const auto result = run(arguments);
        EXPECT_EQ(result.code, 1) << testing::PrintToString(arguments);
        EXPECT_NE(result.err.find("cannot write '" + arguments.back() + "'"), std::string::npos) << result.err;
        EXPECT_EQ(countOf(result.err, "\n"), 1U) << result.err;
    }
}

TEST_F(Outputs, AFileThatMayNotGrowSoLargeIsAFailure)
{
    Process process({"-c", "ulimit -f 1; exec \"$0\" fbank tone.wav -o o.safetensors", DASS_PROGRAM},
                    m_folder.path().string(), "bash");
    const auto result = process.wait();
    EXPECT_EQ(result.code, 1);
    EXPECT_NE(result.err.find("o.safetensors"), std::string::npos) << result.err;
    EXPECT_FALSE(exists("o.safetensors"));
}

// A closed descriptor would be given to the next file that is opened.
TEST_F(Outputs, ToNobodyAreAFailure)
{
    for (const char* script : {"exec \"$0\" tag tone.wav --model \"$1\" -q -o - <&- >&-",
                               "exec 3> >(exit); wait $!; exec \"$0\" tag tone.wav --model \"$1\" -q -o - >&3"}) {
        Process process({"-c", script, DASS_PROGRAM, model()}, m_folder.path().string(), "bash");
        const auto result = process.wait();
        EXPECT_EQ(result.code, 1) << script << result.err;
        EXPECT_NE(result.err.find("to stdout"), std::string::npos) << script << result.err;
    }
}

// Whoever read its messages has left, and the work goes on.
TEST_F(Outputs, MessagesToNobodyStopNothing)
{
    Process process(
        {"-c", "exec 3> >(exit); wait $!; exec \"$0\" tag tone.wav --model \"$1\" -o out 2>&3", DASS_PROGRAM, model()},
        m_folder.path().string(), "bash");
    EXPECT_EQ(process.wait().code, 0);
    EXPECT_TRUE(exists("out/tone.events.csv"));
}

TEST_F(Outputs, WarningsAreALineEachWhateverTheRecordingIsCalled)
{
    const std::string name = "cut\n\x1b[31m.wav";
    const std::string whole = read("tone.wav");
    write(name, whole.substr(0, whole.size() / 2 + 1));
    const auto result = run({"tag", name, "--model", model(), "-o", "out"});
    EXPECT_EQ(result.code, 0) << result.err;
    EXPECT_NE(result.err.find("warning: cut  [31m.wav: "), std::string::npos) << result.err;
    EXPECT_EQ(result.err.find('\x1b'), std::string::npos) << result.err;
    EXPECT_EQ(countOf(result.err, "\n"), 3U) << result.err; // the model, the warning, what was done
}

TEST_F(Outputs, AnErrorIsAJsonLineWhereProgressIs)
{
    for (const char* subcommand : {"tag", "fbank", "inspect", "verify"}) {
        std::vector<std::string> arguments{subcommand, "missing", "--progress", "json"};
        if (arguments.front() == "fbank")
            arguments.insert(arguments.end(), {"--output", "out"});
        if (arguments.front() == "tag")
            arguments.insert(arguments.end(), {"--model", "none"});
        const auto result = run(arguments);
        EXPECT_EQ(result.code, 1) << subcommand;
        const Json line = Json::parse(result.err);
        EXPECT_EQ(line["kind"], "error") << subcommand;
    }
}

TEST_F(Outputs, QuietSaysNothing)
{
    for (const auto& arguments : std::vector<std::vector<std::string>>{
             {"logits", "--model", model(), "--audio", "tone.wav", "--output", "o.safetensors", "--tile", "9", "-q"},
             {"convert", model(), "converted", "--quiet"},
             {"inspect", model(), "--quiet"}}) {
        const auto result = run(arguments);
        EXPECT_EQ(result.code, 0) << result.err;
        EXPECT_EQ(result.err, "");
    }
}

TEST_F(Outputs, InspectToleratesNamesThatAreNoUtf8)
{
    fs::copy(smallModel(), at("mod\xFF"));
    const auto result = run({"inspect", "mod\xFF", "--json"});
    ASSERT_EQ(result.code, 0) << result.err;
    EXPECT_EQ(Json::parse(result.out)["classes"], 527);
}

} // namespace
} // namespace dass
