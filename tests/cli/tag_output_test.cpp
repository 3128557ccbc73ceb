#include "tests/cli/cli_fixture.h"

#include <nlohmann/json.hpp>

namespace dass {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

// Batches: folders, names, resuming, shards.
class Batch : public CliTest
{
protected:
    void SetUp() override
    {
        fs::create_directories(at("in/below"));
        for (const char* name : {"in/a.wav", "in/b.wav", "in/below/c.wav"})
            writeWav(at(name), glidingTone(4000));
    }
};

TEST_F(Batch, MirrorsTheFoldersBelow)
{
    ASSERT_EQ(tag({"in", "--recursive", "--output", "out"}).code, 0);
    EXPECT_TRUE(exists("out/a.events.csv"));
    EXPECT_TRUE(exists("out/b.events.csv"));
    EXPECT_TRUE(exists("out/below/c.events.csv"));
    EXPECT_TRUE(exists("out/below/c.provenance.json"));
}

TEST_F(Batch, StaysInTheFolderWithoutRecursive)
{
    ASSERT_EQ(tag({"in", "--output", "out"}).code, 0);
    EXPECT_FALSE(exists("out/below"));
}

TEST_F(Batch, PrintsOneHeaderForAll)
{
    const auto result = tag({"in", "--threshold", "0", "--classes", "Dog", "--output", "-"});
    ASSERT_EQ(result.code, 0);
    EXPECT_EQ(countOf(result.out, "start_s"), 1U);
    EXPECT_NE(result.out.find("in/a.wav,"), std::string::npos);
    EXPECT_NE(result.out.find("in/b.wav,"), std::string::npos);
    EXPECT_EQ(tag({"in", "--format", "json", "--output", "-"}).code, 2);
}

TEST_F(Batch, RecordingsThatDifferInTheirEndingKeepIt)
{
    fs::copy(at("in/a.wav"), at("in/a.wave"));
    ASSERT_EQ(tag({"in", "--output", "out"}).code, 0);
    EXPECT_TRUE(exists("out/a.wav.events.csv"));
    EXPECT_TRUE(exists("out/a.wave.events.csv"));
    EXPECT_TRUE(exists("out/b.events.csv"));
    EXPECT_FALSE(exists("out/a.events.csv"));
}

TEST_F(Batch, ResumeDoesOnlyWhatIsMissingOrOutOfDate)
{
    const std::vector<std::string> arguments{"in", "--output", "out", "--resume"};
    ASSERT_EQ(tag(arguments).code, 0);
    fs::remove(at("out/b.events.csv"));
    const auto second = tag(arguments);
    ASSERT_EQ(second.code, 0);
    EXPECT_EQ(countOf(second.err, "up to date"), 1U) << second.err;
    EXPECT_TRUE(exists("out/b.events.csv"));

    EXPECT_EQ(countOf(tag(arguments).err, "up to date"), 2U);
    auto other = arguments;
    other.insert(other.end(), {"--threshold", "0.4"});
    EXPECT_EQ(countOf(tag(other).err, "up to date"), 0U);
}

TEST_F(Batch, OneChannelIsTaggedAsIfItWereAlone)
{
    const std::vector<float> right = glidingTone(4000);
    std::vector<float> both; // the left one silent
    for (const float sample : right)
        both.insert(both.end(), {0.0F, sample});
    writeWav(at("stereo.wav"), both, 16000, 2);
    const auto frames = [&](std::vector<std::string> more) {
        more.insert(more.end(), {"--format", "frames", "--output", "-"});
        return tag(more);
    };
    const std::string alone = frames({"in/a.wav"}).out;
    ASSERT_FALSE(alone.empty());
    EXPECT_EQ(frames({"stereo.wav", "--channel", "2"}).out, alone);
    EXPECT_NE(frames({"stereo.wav", "--channel", "1"}).out, alone);
    EXPECT_NE(frames({"stereo.wav"}).out, alone);
    const auto missing = frames({"stereo.wav", "--channel", "3"});
    EXPECT_EQ(missing.code, 1);
    EXPECT_NE(missing.err.find("stereo.wav"), std::string::npos) << missing.err;

    const std::vector<std::string> arguments{"stereo.wav", "--output", "out", "--resume", "--channel", "2"};
    ASSERT_EQ(tag(arguments).code, 0);
    EXPECT_EQ(countOf(tag(arguments).err, "up to date"), 1U);
    EXPECT_EQ(countOf(tag({"stereo.wav", "--output", "out", "--resume"}).err, "up to date"), 0U);
}

TEST_F(Batch, ClipsAreTheEventsSoundAndAResumedRunMakesThemToo)
{
    const std::vector<std::string> arguments{"in/a.wav",    "--output", "out",       "--resume",
                                             "--threshold", "0",        "--classes", "Dog"};
    ASSERT_EQ(tag(arguments).code, 0);
    auto withClips = arguments;
    withClips.insert(withClips.end(), {"--clips", "wav"});
    const auto made = tag(withClips);
    ASSERT_EQ(made.code, 0) << made.err;
    EXPECT_EQ(countOf(made.err, "up to date"), 0U);
    const std::string clip = read("out/a_00-00-00.000_Dog.wav");
    const std::string recording = read("in/a.wav");
    ASSERT_EQ(clip.substr(0, 4), "RIFF");
    EXPECT_EQ(clip.substr(clip.find("data") + 4), recording.substr(recording.find("data") + 4))
        << "an event of the whole recording is the recording's own samples";
    EXPECT_EQ(countOf(tag(withClips).err, "up to date"), 1U);
    EXPECT_EQ(countOf(tag(arguments).err, "up to date"), 1U);
}

TEST_F(Batch, AResumedRunDoesNotTakeClipsOfAnotherPaddingForItsOwn)
{
    const auto clips = [this](const char* padding) {
        return tag({"in/a.wav", "--output", "out", "--resume", "--threshold", "0", "--classes", "Dog", "--clips", "wav",
                    "--clip-padding", padding});
    };
    ASSERT_EQ(clips("0").code, 0);
    EXPECT_EQ(countOf(clips("0").err, "up to date"), 1U);
    for (const char* padding : {"0.5", "0.5001", "0"})
        EXPECT_EQ(countOf(clips(padding).err, "up to date"), 0U) << padding;
    EXPECT_EQ(countOf(clips("0").err, "up to date"), 1U);
}

TEST_F(Batch, ClipsWantAFolderAndAFormatThatIsKnown)
{
    EXPECT_EQ(tag({"in", "--output", "-", "--clips", "wav"}).code, 2);
    const auto result = tag({"in", "--output", "out", "--clips", "mp3"});
    EXPECT_EQ(result.code, 2);
    EXPECT_NE(result.err.find("choose wav or flac"), std::string::npos) << result.err;
}

TEST_F(Batch, ShardsTogetherDoEverythingOnce)
{
    ASSERT_EQ(tag({"in", "-r", "--output", "one", "--shard", "1/2"}).code, 0);
    ASSERT_EQ(tag({"in", "-r", "--output", "two", "--shard", "2/2"}).code, 0);
    for (const char* name : {"a.events.csv", "b.events.csv", "below/c.events.csv"})
        EXPECT_NE(exists(std::string("one/") + name), exists(std::string("two/") + name)) << name;
}

TEST_F(Batch, ResumeDoesNotTakeAFileOfOtherSettingsForDone)
{
    const auto tagA = [this](std::vector<std::string> more) {
        more.insert(more.begin(), {"in/a.wav", "--output", "out"});
        return tag(more);
    };
    ASSERT_EQ(tagA({"--format", "events", "--threshold", "0.1"}).code, 0);
    ASSERT_EQ(tagA({"--format", "summary", "--threshold", "0.9"}).code, 0);
    const std::string old = read("out/a.events.csv");
    const auto resumed = tagA({"--format", "events", "--threshold", "0.9", "--resume"});
    ASSERT_EQ(resumed.code, 0) << resumed.err;
    EXPECT_EQ(countOf(resumed.err, "up to date"), 0U) << resumed.err;
    EXPECT_NE(read("out/a.events.csv"), old);

    const auto both = tagA({"--format", "events,summary", "--threshold", "0.9", "--resume"});
    EXPECT_EQ(countOf(both.err, "up to date"), 1U) << both.err;
}

TEST_F(Batch, ANameThatLeavesNoRoomForTheResultsIsToldBeforeTagging)
{
    const std::string name = std::string(250, 'x') + ".wav";
    fs::copy(at("in/a.wav"), at("in/" + name));
    const auto result = tag({"in/" + name, "in/a.wav", "--output", "out", "--quiet"});
    EXPECT_EQ(result.code, 1);
    EXPECT_NE(result.err.find("longer than 255 bytes"), std::string::npos) << result.err;
    EXPECT_EQ(countOf(result.err, "\n"), 1U) << result.err;
    EXPECT_TRUE(exists("out/a.events.csv"));
}

TEST_F(Batch, ANameThatJustFitsIsWritten)
{
    const std::string name(255 - std::string(".provenance.json").size(), 'x');
    fs::copy(at("in/a.wav"), at("in/" + name + ".wav"));
    const auto result = tag({"in/" + name + ".wav", "--output", "out"});
    EXPECT_EQ(result.code, 0) << result.err;
    EXPECT_TRUE(exists("out/" + name + ".provenance.json"));
}

TEST_F(Batch, ALinkToItselfDoesNotStopABatch)
{
    fs::create_symlink("loop.wav", at("loop.wav"));
    const auto result = tag({"loop.wav", std::string(300, 'x'), "in/a.wav", "--output", "out", "--quiet"});
    EXPECT_EQ(result.code, 1);
    EXPECT_EQ(countOf(result.err, "\n"), 2U) << result.err;
    EXPECT_TRUE(exists("out/a.events.csv"));
}

// Files of more than 340 KiB do not fit, as on a disk that is nearly full.
TEST_F(Batch, AFullDiskCostsOnlyTheFormatThatDoesNotFit)
{
    writeWav(at("in/a.wav"), glidingTone(25 * 16000)); // of 100 rows: 280 KB of probabilities, 430 KB as a table
    Process process({"-c",
                     "ulimit -f 340; exec \"$0\" tag in/a.wav --model \"$1\" --precision fp32 --threshold 1 "
                     "--window 1.28 --hop 0.25 --format frames,events --output out",
                     DASS_PROGRAM, smallModel().string()},
                    m_folder.path().string(), "bash");
    const auto result = process.wait();
    EXPECT_EQ(result.code, 1) << result.err;
    EXPECT_NE(result.err.find("error: cannot write 'out/a.frames.csv': "), std::string::npos) << result.err;
    EXPECT_NE(result.err.find("; the other results of this recording are there\n"), std::string::npos) << result.err;
    EXPECT_FALSE(exists("out/a.frames.csv"));
    EXPECT_TRUE(read("out/a.events.csv").starts_with("file,start_s,"));
    EXPECT_EQ(Json::parse(read("out/a.provenance.json"))["formats"], Json::array({"events"}));
    const auto again = tag({"in/a.wav", "--threshold", "1", "--window", "1.28", "--hop", "0.25", "--format",
                            "frames,events", "--output", "out", "--resume"});
    EXPECT_EQ(again.code, 0) << again.err;
    EXPECT_TRUE(exists("out/a.frames.csv")) << "what was missing is made when there is room";
}

} // namespace
} // namespace dass
