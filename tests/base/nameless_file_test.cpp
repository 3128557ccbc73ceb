#include "core/base/nameless_file.h"
#include "tests/base/temporary_folder.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace dass {
namespace {

TEST(NamelessFile, IsInNoFolderAndHoldsWhatIsWritten)
{
    const test::TemporaryFolder folder;
    std::string name = (folder.path() / "scratch-XXXXXX").string();
    const int descriptor = openNamelessFile(name);
    ASSERT_GE(descriptor, 0);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
    EXPECT_FALSE(name.ends_with("XXXXXX"));
    struct stat status
    {
    };
    EXPECT_EQ(fstat(descriptor, &status), 0);
    EXPECT_EQ(status.st_nlink, 0U);
    EXPECT_NE(fcntl(descriptor, F_GETFD) & FD_CLOEXEC, 0); // no program that is started keeps it
    EXPECT_EQ(pwrite(descriptor, "kept", 4, 0), 4);
    char read[4] = {};
    EXPECT_EQ(pread(descriptor, read, sizeof read, 0), 4);
    EXPECT_EQ(std::string(read, sizeof read), "kept");
    close(descriptor);
}

TEST(NamelessFile, SaysWhyThereIsNone)
{
    const test::TemporaryFolder folder;
    std::string name = (folder.path() / "gone" / "scratch-XXXXXX").string();
    errno = 0;
    EXPECT_EQ(openNamelessFile(name), -1);
    EXPECT_EQ(errno, ENOENT);
}

} // namespace
} // namespace dass
