#include "core/base/mapped_file.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "tests/base/temporary_folder.h"

#include <gtest/gtest.h>

#include <utility>

namespace dass {
namespace {

TEST(MappedFile, ShowsTheFilesBytes)
{
    const test::TemporaryFolder folder;
    writeFileAtomically(folder / "a", "dass");
    MappedFile first(folder / "a");
    const MappedFile file = std::move(first);
    ASSERT_EQ(file.bytes().size(), 4U);
    EXPECT_EQ(static_cast<char>(file.bytes()[3]), 's');
    EXPECT_TRUE(first.bytes().empty()); // NOLINT(bugprone-use-after-move): moved-from is documented as empty
}

TEST(MappedFile, AnEmptyFileHasNoBytes)
{
    const test::TemporaryFolder folder;
    writeFileAtomically(folder / "empty", "");
    EXPECT_TRUE(MappedFile(folder / "empty").bytes().empty());
}

TEST(MappedFile, RefusesWhatIsNotARegularFile)
{
    const test::TemporaryFolder folder;
    const auto codeFor = [](const std::filesystem::path& path) {
        try {
            MappedFile file(path);
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
