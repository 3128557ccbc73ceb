#include "core/base/error.h"
#include "core/report/output_names.h"
#include "tests/base/temporary_folder.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>

namespace dass {
namespace {

namespace fs = std::filesystem;
using Paths = std::vector<fs::path>;

TEST(OutputNames, AreStemsInTheMirroredFolders)
{
    const std::vector<Recording> recordings{{"in/a.wav", ""}, {"in/x/a.wav", "x"}, {"in/x/b.tar.flac", "x"}};
    EXPECT_EQ(outputStems(recordings, "out"), (Paths{"out/a", "out/x/a", "out/x/b.tar"}));
}

TEST(OutputNames, KeepTheEndingWhereStemsCollide)
{
    const std::vector<Recording> recordings{{"a.wav", ""}, {"a.mp3", ""}, {"b.wav", ""}};
    EXPECT_EQ(outputStems(recordings, "out"), (Paths{"out/a.wav", "out/a.mp3", "out/b"}));
}

TEST(OutputNames, AreNeverTheSame)
{
    const std::vector<Recording> recordings{{"p/a.wav", ""},    {"q/a.wav", ""}, {"r/a.wav", ""},
                                            {"a.wav.mp3", ""},  {"x.wav", ""},   {"x.provenance.wav", ""},
                                            {"a.wav-2.mp3", ""}};
    const auto stems = outputStems(recordings, "out");
    EXPECT_EQ(std::set(stems.begin(), stems.end()).size(), stems.size());
    for (const fs::path& stem : stems)
        EXPECT_NE(stem, "out/x.provenance");
}

TEST(DistinctNames, HaveTheFoldersThatTellThemApart)
{
    const auto names = [](const Paths& files) { return distinctNames(files); };
    EXPECT_EQ(names({"/m/a/x.wav", "/m/a/y.wav"}), (Paths{"x.wav", "y.wav"}));
    EXPECT_EQ(names({"/m/a/x.wav", "/m/b/x.wav", "/m/b/y.wav"}), (Paths{"a/x.wav", "b/x.wav", "y.wav"}));
    EXPECT_EQ(names({"/m/a/n/x.wav", "/m/b/n/x.wav"}), (Paths{"a/n/x.wav", "b/n/x.wav"}));
    EXPECT_EQ(names({"/x.wav", "/a/x.wav", "/b/a/x.wav"}), (Paths{"x.wav", "a/x.wav", "b/a/x.wav"}));
    EXPECT_EQ(names({"x.wav", "x.wav"}), (Paths{"x.wav", "x.wav"})); // the same file
    EXPECT_EQ(names({}), Paths());
}

class RecordingList : public testing::Test
{
protected:
    fs::path file(const std::string& name)
    {
        const fs::path path = m_folder.path() / name;
        fs::create_directories(path.parent_path());
        std::ofstream(path) << "x";
        return path;
    }

    test::TemporaryFolder m_folder;
};

TEST_F(RecordingList, FindsSoundInAFolderSortedByName)
{
    const auto b = file("b.WAV");
    const auto a = file("a.mp3");
    file("notes.txt");
    file(".hidden.wav");
    file("below/c.flac");
    const auto found = listRecordings(m_folder.path(), false);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].path, a);
    EXPECT_EQ(found[1].path, b);
    EXPECT_EQ(found[0].folder, "");
}

TEST_F(RecordingList, LooksBelowWhenAskedTo)
{
    file("a.mp3");
    file("below/deeper/c.flac");
    file(".trash/d.flac");
    const auto found = listRecordings(m_folder.path(), true);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[1].folder, "below/deeper");
}

TEST_F(RecordingList, AFolderWithoutSoundIsAnError)
{
    file("below/c.flac");
    EXPECT_THROW(listRecordings(m_folder.path(), false), Error);
}

TEST_F(RecordingList, AFileIsTakenWhateverItsName)
{
    const auto odd = file("sound.bin");
    EXPECT_EQ(listRecordings(odd, false).at(0).path, odd);
    EXPECT_EQ(listRecordings(m_folder.path() / "none.wav", false).size(), 1U);
}

TEST_F(RecordingList, LeavesOutWhatWasGivenTwice)
{
    const auto a = file("a.mp3");
    EXPECT_EQ(withoutRepeats({{a, ""}, {m_folder.path() / "below/../a.mp3", ""}}).size(), 1U);
}

TEST_F(RecordingList, AFileGoesBeforeTheLinksToIt)
{
    const auto b = file("b.mp3");
    const fs::path a = m_folder.path() / "a.mp3";
    fs::create_symlink("b.mp3", a);
    const auto kept = withoutRepeats({{a, ""}, {b, ""}, {a, ""}});
    ASSERT_EQ(kept.size(), 1U);
    EXPECT_EQ(kept.front().path, b);
}

TEST_F(RecordingList, WhatCannotBeResolvedIsKept)
{
    const fs::path loop = m_folder.path() / "loop.wav";
    fs::create_symlink("loop.wav", loop);
    const fs::path tooLong = m_folder.path() / std::string(300, 'x');
    EXPECT_EQ(withoutRepeats({{loop, ""}, {tooLong, ""}, {loop, ""}}).size(), 2U);
}

} // namespace
} // namespace dass
