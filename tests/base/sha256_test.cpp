#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/sha256.h"
#include "tests/base/temporary_folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace dass {
namespace {

// Published test vectors of FIPS 180-4.
TEST(Sha256, MatchesThePublishedVectors)
{
    const test::TemporaryFolder folder;
    writeFileAtomically(folder / "abc", "abc");
    writeFileAtomically(folder / "empty", "");
    writeFileAtomically(folder / "million", std::string(1'000'000, 'a'));
    EXPECT_EQ(sha256OfFile(folder / "abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256OfFile(folder / "empty"), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256OfFile(folder / "million"), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, StopsBeforeTheNextBlock)
{
    const test::TemporaryFolder folder;
    writeFileAtomically(folder / "abc", "abc");
    std::stop_source stop;
    EXPECT_EQ(sha256OfFile(folder / "abc", stop.get_token()), sha256Of("abc"));
    stop.request_stop();
    EXPECT_EQ(sha256OfFile(folder / "abc", stop.get_token()), std::nullopt);
    // One that never ends.
    if (std::filesystem::is_regular_file("/proc/self/mem")) {
        EXPECT_EQ(sha256OfFile("/proc/self/mem", stop.get_token()), std::nullopt);
    }
}

TEST(Sha256, NamesAFileThatIsNotThere)
{
    EXPECT_THROW(sha256OfFile("/absent/model.pth"), Error);
}

TEST(Sha256, AFileThatCannotBeReadHasNoDigest)
{
    const std::filesystem::path unreadable = "/proc/self/mem"; // a regular file whose first page is not there
    if (!std::filesystem::exists(unreadable))
        GTEST_SKIP() << "this system has no such file";
    try {
        sha256OfFile(unreadable);
        FAIL() << "nothing was thrown";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Io);
        EXPECT_NE(std::string(error.what()).find(unreadable.string()), std::string::npos) << error.what();
    }
}

// As of one that another program cuts short meanwhile: the digest would be that of a part.
TEST(Sha256, AFileThatEndsBeforeItsSizeHasNoDigest)
{
    const std::filesystem::path shorter = "/sys/kernel/uevent_seqnum"; // says that it has 4096 bytes
    std::error_code missing;
    if (std::filesystem::file_size(shorter, missing) < 100 || missing)
        GTEST_SKIP() << "this system has no such file";
    try {
        sha256OfFile(shorter);
        FAIL() << "nothing was thrown";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::BadFile);
        EXPECT_NE(std::string(error.what()).find("was the file replaced?"), std::string::npos) << error.what();
    }
}

} // namespace
} // namespace dass
