#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "tests/base/temporary_folder.h"

#include <gtest/gtest.h>

#include <future>
#include <iterator>
#include <string>
#include <sys/stat.h>

namespace dass {
namespace {

std::string contentsOf(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::ptrdiff_t filesIn(const std::filesystem::path& folder)
{
    return std::distance(std::filesystem::directory_iterator(folder), {});
}

TEST(AtomicFile, AppearsOnlyWhenCommitted)
{
    const test::TemporaryFolder folder;
    const auto target = folder / "result.csv";
    AtomicFile file(target);
    file.stream() << "start_s,end_s\n";
    EXPECT_FALSE(std::filesystem::exists(target));
    file.commit();
    EXPECT_EQ(contentsOf(target), "start_s,end_s\n");
    EXPECT_EQ(filesIn(folder.path()), 1);
}

TEST(AtomicFile, LeavesTheOldFileAndNoTraceWhenAbandoned)
{
    const test::TemporaryFolder folder;
    const auto target = folder / "result.csv";
    writeFileAtomically(target, "old");
    {
        AtomicFile file(target);
        file.stream() << "half of the new";
    }
    EXPECT_EQ(contentsOf(target), "old");
    EXPECT_EQ(filesIn(folder.path()), 1);
}

TEST(AtomicFile, ANameThatCannotBeTakenAtTheEndIsAnErrorWithoutATrace)
{
    const test::TemporaryFolder folder;
    const auto target = folder / "result.csv";
    {
        AtomicFile file(target);
        file.stream() << "start_s,end_s\n";
        std::filesystem::create_directory(target); // a file cannot be renamed to it
        try {
            file.commit();
            ADD_FAILURE() << "a folder was replaced";
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::Io);
            EXPECT_NE(std::string(error.what()).find("result.csv"), std::string::npos);
        }
    }
    EXPECT_TRUE(std::filesystem::is_directory(target));
    EXPECT_EQ(filesIn(folder.path()), 1);
}

TEST(AtomicFile, NamesTheTargetThatCannotBeWritten)
{
    const test::TemporaryFolder folder;
    try {
        AtomicFile file(folder / "absent/result.csv");
        FAIL() << "a file in a folder that does not exist was opened";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Io);
        EXPECT_NE(std::string(error.what()).find("absent/result.csv"), std::string::npos);
    }
}

TEST(AtomicFile, ReportsAFullDisk)
{
    if (!std::filesystem::exists("/dev/full"))
        GTEST_SKIP() << "this system has no /dev/full";
    const test::TemporaryFolder folder;
    AtomicFile file(folder / "full.csv");
    dynamic_cast<std::ofstream&>(file.stream()).close();
    dynamic_cast<std::ofstream&>(file.stream()).open("/dev/full");
    file.stream() << "does not fit";
    EXPECT_THROW(file.commit(), Error);
    EXPECT_FALSE(std::filesystem::exists(folder / "full.csv"));
}

TEST(AtomicFile, ASymbolicLinkStaysOneAndItsFileIsReplaced)
{
    const test::TemporaryFolder folder;
    std::filesystem::create_directory(folder / "real");
    writeFileAtomically(folder / "real/result.csv", "old");
    std::filesystem::create_symlink("real/result.csv", folder / "link.csv");
    std::filesystem::create_symlink("real/later.csv", folder / "dangling.csv");
    writeFileAtomically(folder / "link.csv", "new");
    writeFileAtomically(folder / "dangling.csv", "first");
    EXPECT_TRUE(std::filesystem::is_symlink(folder / "link.csv"));
    EXPECT_TRUE(std::filesystem::is_symlink(folder / "dangling.csv"));
    EXPECT_EQ(contentsOf(folder / "real/result.csv"), "new");
    EXPECT_EQ(contentsOf(folder / "real/later.csv"), "first");
    EXPECT_EQ(filesIn(folder / "real"), 2);
}

TEST(AtomicFile, APipeIsWrittenAndStays)
{
    const test::TemporaryFolder folder;
    const auto pipe = folder / "pipe";
    ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
    auto read = std::async(std::launch::async, contentsOf, pipe);
    writeFileAtomically(pipe, "through the pipe");
    EXPECT_EQ(read.get(), "through the pipe");
    EXPECT_TRUE(std::filesystem::is_fifo(pipe));
}

TEST(AtomicFile, ADeviceStaysADeviceAlsoWhenAbandoned)
{
    if (!std::filesystem::exists("/dev/null"))
        GTEST_SKIP() << "this system has no /dev/null";
    const test::TemporaryFolder folder;
    std::filesystem::create_symlink("/dev/null", folder / "null");
    writeFileAtomically(folder / "null", "gone");
    {
        AtomicFile abandoned(folder / "null");
    }
    EXPECT_TRUE(std::filesystem::is_symlink(folder / "null"));
    EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
}

TEST(AtomicFile, ANameMayBeAsLongAsTheFileSystemAllows)
{
    const test::TemporaryFolder folder;
    writeFileAtomically(folder / std::string(255, 'x'), "long");
    EXPECT_EQ(contentsOf(folder / std::string(255, 'x')), "long");
    EXPECT_THROW(AtomicFile(folder / std::string(256, 'x')), Error);
}

TEST(AtomicFile, LinksInACircleAreAnError)
{
    const test::TemporaryFolder folder;
    std::filesystem::create_symlink("loop", folder / "loop");
    EXPECT_THROW(AtomicFile(folder / "loop"), Error);
}

} // namespace
} // namespace dass
