#include "core/base/error.h"
#include "core/base/free_path.h"
#include "core/base/make_folder.h"
#include "tests/base/temporary_folder.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

namespace dass {
namespace {

namespace fs = std::filesystem;

class FreePath : public testing::Test
{
protected:
    void put(const std::string& name) const { std::ofstream(m_folder / name) << "of somebody"; }

    test::TemporaryFolder m_folder;
};

TEST_F(FreePath, IsTheFirstOfTheNumberedThatNothingHas)
{
    EXPECT_EQ(freePath(m_folder / "run"), m_folder / "run");
    EXPECT_EQ(freePath(m_folder / "a.unread", ".json"), m_folder / "a.unread.json");
    put("a.unread.json");
    put("a.unread-3.json");
    EXPECT_EQ(freePath(m_folder / "a.unread", ".json"), m_folder / "a.unread-2.json");
    put("a.unread-2.json");
    EXPECT_EQ(freePath(m_folder / "a.unread", ".json"), m_folder / "a.unread-4.json");
    EXPECT_EQ(freePath(m_folder / "nowhere" / "run"), m_folder / "nowhere" / "run");
}

TEST_F(FreePath, ALinkThatDanglesAndOneToItselfAreSomething)
{
    fs::create_symlink("gone", m_folder / "run");
    fs::create_symlink("run-2", m_folder / "run-2");
    EXPECT_EQ(freePath(m_folder / "run"), m_folder / "run-3");
}

TEST_F(FreePath, AllTakenIsAnError)
{
    put("run");
    for (int number = 2; number < kMostNumbered; ++number)
        put("run-" + std::to_string(number));
    const fs::path last = m_folder / ("run-" + std::to_string(kMostNumbered));
    EXPECT_EQ(freePath(m_folder / "run"), last);
    put(last.filename().string());
    try {
        freePath(m_folder / "run");
        ADD_FAILURE() << "a name that is taken was given";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Io);
        EXPECT_NE(std::string(error.what()).find("run: is taken"), std::string::npos) << error.what();
    }
}

TEST(MakeFolder, MakesThoseAboveItAndNothingForTheCurrentOne)
{
    const test::TemporaryFolder folder;
    makeFolder(folder / "a/b/c", "choose another");
    EXPECT_TRUE(fs::is_directory(folder / "a/b/c"));
    makeFolder(folder / "a/b/c", "choose another");
    makeFolder({}, "choose another");
}

TEST(MakeFolder, SaysWhichCannotBeMadeAndWhatToDo)
{
    const test::TemporaryFolder folder;
    std::ofstream(folder / "file") << "in the way";
    try {
        makeFolder(folder / "file/results", "choose another");
        ADD_FAILURE() << "a folder in a file was made";
    } catch (const Error& error) {
        const std::string text = error.what();
        EXPECT_EQ(error.code(), ErrorCode::Io);
        EXPECT_NE(text.find("file/results"), std::string::npos) << text;
        EXPECT_TRUE(text.ends_with("; choose another")) << text;
    }
}

} // namespace
} // namespace dass
