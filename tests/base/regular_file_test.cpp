#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/regular_file.h"
#include "tests/base/temporary_folder.h"

#include <gmock/gmock.h>

#include <array>
#include <chrono>

namespace dass {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

TEST(RegularFile, IsReadAtAnyPlace)
{
    const test::TemporaryFolder folder;
    writeFileAtomically(folder / "a", "audio tags");
    const RegularFile file(folder / "a");
    EXPECT_EQ(file.size(), 10U);
    EXPECT_EQ(file.text(), "audio tags");
    std::array<char, 4> last{};
    file.read(6, std::as_writable_bytes(std::span(last)), "its end");
    EXPECT_EQ(std::string(last.data(), last.size()), "tags");
    EXPECT_EQ(file.readSome(8, std::as_writable_bytes(std::span(last))), 2U);
    EXPECT_EQ(file.readSome(20, std::as_writable_bytes(std::span(last))), 0U);
}

TEST(RegularFile, AnEmptyFileHasNoBytes)
{
    const test::TemporaryFolder folder;
    writeFileAtomically(folder / "empty", "");
    EXPECT_EQ(RegularFile(folder / "empty").text(), "");
}

// Mapped, it would have ended the process.
TEST(RegularFile, OneThatIsCutShortMeanwhileIsAnErrorThatSaysWhere)
{
    const test::TemporaryFolder folder;
    writeFileAtomically(folder / "a", std::string(100'000, 'a'));
    const RegularFile file(folder / "a");
    std::filesystem::resize_file(folder / "a", 70'000);
    std::vector<std::byte> bytes(50'000);
    file.read(20'000, bytes, "what is there");
    try {
        file.read(40'000, bytes, "tensor 'x'");
        FAIL() << "bytes were read that are not there";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::BadFile);
        EXPECT_THAT(error.what(),
                    AllOf(HasSubstr((folder / "a").string()),
                          HasSubstr("ended at byte 70000 while tensor 'x' was read, and 90000 bytes or more were "
                                    "wanted; was the file replaced?"),
                          Not(HasSubstr("\n"))));
    }
    EXPECT_THROW(file.text(), Error);
}

TEST(RegularFile, TellsWhatHasHappenedToItSinceItWasOpened)
{
    const test::TemporaryFolder folder;
    writeFileAtomically(folder / "a", "0123456789");
    const RegularFile file(folder / "a");
    EXPECT_EQ(file.change(), "");
    const auto opened = std::filesystem::last_write_time(folder / "a");
    std::filesystem::last_write_time(folder / "a", opened + std::chrono::milliseconds(1));
    EXPECT_EQ(file.change(), "it was written to");
    std::filesystem::last_write_time(folder / "a", opened);
    EXPECT_EQ(file.change(), "");
    std::filesystem::resize_file(folder / "a", 4);
    EXPECT_EQ(file.change(), "it had 10 bytes and has 4");
    std::filesystem::remove(folder / "a"); // whoever has it open keeps it as it was
    EXPECT_EQ(file.change(), "it had 10 bytes and has 4");
}

TEST(RegularFile, RefusesWhatIsNotARegularFile)
{
    const test::TemporaryFolder folder;
    const auto codeFor = [](const std::filesystem::path& path) {
        try {
            const RegularFile file(path);
        } catch (const Error& error) {
            return error.code();
        }
        return ErrorCode::Internal;
    };
    EXPECT_EQ(codeFor(folder / "absent"), ErrorCode::NotFound);
    EXPECT_EQ(codeFor(folder.path()), ErrorCode::BadFile);
    EXPECT_EQ(codeFor("/dev/zero"), ErrorCode::BadFile);
    std::filesystem::create_symlink("loop", folder / "loop");
    EXPECT_EQ(codeFor(folder / "loop"), ErrorCode::Io);
}

} // namespace
} // namespace dass
