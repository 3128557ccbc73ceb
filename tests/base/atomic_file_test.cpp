#include "core/base/atomic_file.h"

#include "core/base/error.h"
#include "tests/base/temporary_folder.h"

#include <gtest/gtest.h>

#include <iterator>
#include <string>

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

} // namespace
} // namespace dass
