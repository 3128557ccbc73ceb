#include "core/base/error.h"
#include "tests/results/results_fixture.h"

#include <chrono>
#include <functional>
#include <thread>

namespace dass {
namespace {

using Results = ResultsTest;

std::uint64_t bytesIn(const std::filesystem::path& folder)
{
    std::uint64_t bytes = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        bytes += entry.file_size();
    return bytes;
}

TEST_F(Results, GivesBackWhatWasKept)
{
    const Provenance run = runOf("dawn.wav");
    const TaggingResult made = resultOf(7);
    EXPECT_FALSE(store().find(run));
    EXPECT_TRUE(store().keep(made, run));
    const auto found = store().find(run); // by another object, as after a start
    ASSERT_TRUE(found);
    EXPECT_EQ(found->result.samples, made.samples);
    EXPECT_EQ(found->result.frames, made.frames);
    EXPECT_TRUE(found->result.complete);
    EXPECT_EQ(found->result.warnings, made.warnings);
    EXPECT_EQ(found->result.timing.window(), 100);
    ASSERT_EQ(found->result.probabilities->rows(), 7);
    for (std::int64_t row = 0; row < 7; ++row)
        EXPECT_TRUE(std::ranges::equal(found->result.probabilities->row(row), made.probabilities->row(row)));
    EXPECT_EQ(found->provenance.codec, run.codec);
    EXPECT_EQ(found->provenance.sampleRate, 48000);
    EXPECT_EQ(found->provenance.modelName, "fake");
    EXPECT_EQ(found->provenance.samples, made.samples);
    EXPECT_EQ(store().use().results, 1);
    EXPECT_EQ(store().use().bytes, bytesIn(folder()));
}

TEST_F(Results, ABadlyNamedRecordingIsOneLikeAnother)
{
    const Provenance run = runOf("sp\303\244t, \"\n\" \360\237\220\246.wav");
    EXPECT_TRUE(store().keep(resultOf(2), run));
    EXPECT_TRUE(store().find(run));
}

TEST_F(Results, ReusesNothingOfAnotherRun)
{
    const Provenance run = runOf("dawn.wav");
    store().keep(resultOf(3), run);
    const std::vector<std::function<void(Provenance&)>> changes{
        [](Provenance& p) { p.programVersion = "2"; },
        [](Provenance& p) { ++p.inputBytes; },
        [](Provenance& p) { ++p.inputModified; },
        [](Provenance& p) { p.inputPath += "x"; },
        [](Provenance& p) { p.modelSha256[5] = 'b'; },
        [](Provenance& p) { p.modelClasses = 4; },
        [](Provenance& p) { p.device = "cuda:0"; },
        [](Provenance& p) { p.precision = "bf16"; },
        [](Provenance& p) { p.settings.hopSeconds = 0.5; },
        [](Provenance& p) { p.settings.windowSeconds = 2; },
        [](Provenance& p) { p.settings.pooling = Pooling::Max; },
        [](Provenance& p) { p.settings.mode = TaggingMode::Dense; },
        [](Provenance& p) { p.settings.channel = 0; },
    };
    for (std::size_t i = 0; i < changes.size(); ++i) {
        Provenance other = run;
        changes[i](other);
        EXPECT_FALSE(store().find(other)) << "change " << i;
    }
    Provenance other = run;
    other.settings.batch = 3; // changes nothing in the rows
    other.events.threshold = 0.9;
    EXPECT_TRUE(store().find(other));
}

TEST_F(Results, EachChannelHasAResultOfItsOwn)
{
    const Provenance mean = runOf("dawn.wav");
    Provenance second = mean;
    second.settings.channel = 1;
    store().keep(resultOf(3, 0.25F), mean);
    store().keep(resultOf(3, 0.75F), second);
    EXPECT_EQ(store().use().results, 2);
    const auto ofMean = store().find(mean);
    const auto ofSecond = store().find(second);
    ASSERT_TRUE(ofMean);
    ASSERT_TRUE(ofSecond);
    EXPECT_EQ(ofMean->result.probabilities->row(0)[0], 0.25F);
    EXPECT_EQ(ofSecond->result.probabilities->row(0)[0], 0.75F);
    EXPECT_EQ(ofMean->provenance.settings.channel, std::nullopt);
    EXPECT_EQ(ofSecond->provenance.settings.channel, 1);
}

TEST_F(Results, HopsThatDifferLittleAreTwo)
{
    const Provenance run = runOf("dawn.wav");
    Provenance other = run;
    other.settings.hopSeconds += 1e-9;
    store().keep(resultOf(3), run);
    store().keep(resultOf(3), other);
    EXPECT_TRUE(store().find(run));
    EXPECT_TRUE(store().find(other));
}

// Another process has put its rows in place, and its record is still to come.
TEST_F(Results, AReaderBetweenTheTwoFilesOfAnotherProcessFindsTheOlderResult)
{
    const Provenance run = runOf("dawn.wav");
    store().keep(resultOf(3, 0.25F), run);
    const ResultStore elsewhere(m_folder / "elsewhere", 100 << 20);
    elsewhere.keep(resultOf(3, 0.75F), run);
    const auto take = [this](const std::string& suffix) {
        for (const auto& entry : std::filesystem::directory_iterator(m_folder / "elsewhere"))
            if (entry.path().extension() == suffix)
                std::filesystem::copy_file(entry.path(), folder() / entry.path().filename(),
                                           std::filesystem::copy_options::overwrite_existing);
    };
    take(".rows");
    const auto between = store().find(run);
    ASSERT_TRUE(between);
    EXPECT_EQ(between->result.probabilities->row(0)[0], 0.25F);
    take(".json");
    const auto after = store().find(run);
    ASSERT_TRUE(after);
    EXPECT_EQ(after->result.probabilities->row(0)[0], 0.75F);
}

TEST_F(Results, SeesThatTheRecordingChanged)
{
    store().keep(resultOf(3), runOf("dawn.wav"));
    writeBytes(m_folder / "dawn.wav", "another sound");
    EXPECT_FALSE(store().find(runOf("dawn.wav")));
}

TEST_F(Results, KeepsTheNewestOfOneRun)
{
    const Provenance run = runOf("dawn.wav");
    store().keep(resultOf(3, 0.25F), run);
    const auto open = store().find(run); // somebody looks at the older one
    store().keep(resultOf(3, 0.75F), run);
    EXPECT_EQ(store().use().results, 1);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder()), {}), 2) << "no rows of the older are left";
    EXPECT_EQ(store().find(run)->result.probabilities->row(0)[0], 0.75F);
    EXPECT_EQ(open->result.probabilities->row(0)[0], 0.25F) << "and goes on seeing it";
}

TEST_F(Results, RemovesTheOldestFirst)
{
    const std::vector<std::string> names{"a", "b", "c", "d"};
    store().keep(resultOf(2), runOf("a"));
    const std::uint64_t one = store().use().bytes;
    const auto age = [this](const std::string& name, int hours) { // all files of a result
        std::string id;
        for (const auto& entry : std::filesystem::directory_iterator(folder()))
            if (entry.path().extension() == ".json" &&
                bytesOf(entry.path()).find("/" + name + "\"") != std::string::npos)
                id = entry.path().stem().string();
        for (const auto& entry : std::filesystem::directory_iterator(folder()))
            if (entry.path().filename().string().starts_with(id))
                std::filesystem::last_write_time(entry.path(), std::filesystem::file_time_type::clock::now() -
                                                                   std::chrono::hours(hours));
    };
    store().keep(resultOf(2), runOf("b"));
    store().keep(resultOf(2), runOf("c"));
    age("a", 1);
    age("b", 3);
    age("c", 2);
    const auto open = store().find(runOf("b"));
    const std::uint64_t limit = 3 * one + one / 2;
    store(limit).keep(resultOf(2), runOf("d"));
    EXPECT_TRUE(store().find(runOf("a")));
    EXPECT_FALSE(store().find(runOf("b")));
    EXPECT_TRUE(store().find(runOf("c")));
    EXPECT_TRUE(store().find(runOf("d")));
    EXPECT_LE(bytesIn(folder()), limit);
    EXPECT_EQ(open->result.probabilities->row(1)[0], 0.5F) << "what is open stays readable";
    store(2 * one + one / 2).shrink();
    EXPECT_FALSE(store().find(runOf("c")));
    EXPECT_EQ(store().use().results, 2);
    store().clear();
    EXPECT_TRUE(std::filesystem::is_empty(folder()));
}

TEST_F(Results, KeepsNothingThatIsBeyondTheLimit)
{
    store().keep(resultOf(2), runOf("a"));
    EXPECT_FALSE(store(1000).keep(resultOf(2), runOf("b")));
    EXPECT_FALSE(store(0).keep(resultOf(2), runOf("b")));
    EXPECT_TRUE(store().find(runOf("a"))) << "nothing is removed for what finds no room anyway";
    EXPECT_EQ(store().use().results, 1);
}

TEST_F(Results, LeavesOtherFilesAlone)
{
    std::filesystem::create_directories(folder());
    for (const char* name : {"notes.json", "batch-1-2.json", "0123456789abcdef0123456789abcdef.txt"})
        writeBytes(folder() / name, std::string(1000, 'x'));
    store().keep(resultOf(2), runOf("a"));
    store(0).shrink();
    store().clear();
    EXPECT_EQ(bytesIn(folder()), 3000U);
}

TEST_F(Results, WhatAKilledProcessLeftGoesWithTheRest)
{
    std::filesystem::create_directories(folder());
    const auto left = folder() / ("0123456789abcdef0123456789abcdef.77-0.new");
    writeBytes(left, std::string(5000, 'x'));
    EXPECT_EQ(store().use().bytes, 5000U);
    EXPECT_EQ(store().use().results, 0);
    store(1000).shrink();
    EXPECT_FALSE(std::filesystem::exists(left));
}

TEST_F(Results, LeavesNothingWhenItIsStopped)
{
    std::stop_source stop;
    stop.request_stop();
    EXPECT_FALSE(store().keep(resultOf(2), runOf("a"), stop.get_token()));
    EXPECT_TRUE(std::filesystem::is_empty(folder()));
}

TEST_F(Results, SaysThatTheFolderTakesNothing)
{
    writeBytes(m_folder / "results", "a file where the folder should be");
    EXPECT_THROW(store().keep(resultOf(2), runOf("a")), Error);
    EXPECT_FALSE(store().find(runOf("a")));
    EXPECT_EQ(store().use().bytes, 0U);
    store().shrink();
    TaggingResult half = resultOf(2);
    half.complete = false;
    EXPECT_THROW(store().keep(half, runOf("a")), Error);
}

} // namespace
} // namespace dass
