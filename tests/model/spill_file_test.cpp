#include "core/base/error.h"
#include "core/model/spill_file.h"
#include "tests/base/temporary_folder.h"

#include <gmock/gmock.h>

#include <csignal>
#include <cstring>
#include <numeric>
#include <sys/resource.h>
#include <vector>

namespace dass {
namespace {

std::vector<std::byte> counting(std::size_t size, unsigned first)
{
    std::vector<std::byte> bytes(size);
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = static_cast<std::byte>(first + i * 7);
    return bytes;
}

TEST(SpillFile, GivesBackWhatWasWrittenAtAnyOffset)
{
    const test::TemporaryFolder folder;
    SpillFile file(folder.path());
    file.reserve(100'000);
    const auto first = counting(10'000, 1);
    const auto second = counting(33'333, 2);
    file.write(50'001, second);
    file.write(3, first);
    file.write(50'001 + 100, std::span(second).subspan(100, 50)); // again, over itself
    const SpillFile::Window one(file, 3, 10'000);
    const SpillFile::Window two(file, 50'001, 33'333);
    EXPECT_EQ(std::memcmp(one.data(), first.data(), first.size()), 0);
    EXPECT_EQ(std::memcmp(two.data(), second.data(), second.size()), 0);
    std::vector<std::byte> read(second.size());
    file.read(50'001, read);
    EXPECT_EQ(read, second);
}

TEST(SpillFile, AWindowSeesWhatIsWrittenLater)
{
    SpillFile file;
    file.write(0, counting(100, 1));
    const SpillFile::Window window(file, 10, 50);
    const auto later = counting(100, 9);
    file.write(0, later);
    EXPECT_EQ(std::memcmp(window.data(), later.data() + 10, 50), 0);
}

TEST(SpillFile, LeavesNothingInTheFolderEvenWhileItIsInUse)
{
    const test::TemporaryFolder folder;
    SpillFile file(folder.path());
    file.reserve(1 << 20);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(SpillFile, NamesTheFolderThatCannotBeUsed)
{
    for (const auto& use :
         {+[] { SpillFile file("/nowhere/at/all"); }, +[] { requireSpillSpace("/nowhere/at/all", 1); }}) {
        try {
            use();
            FAIL() << "no error";
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::Io);
            EXPECT_THAT(error.what(), testing::HasSubstr("'/nowhere/at/all'"));
            EXPECT_THAT(error.what(), testing::HasSubstr("--scratch"));
        }
    }
}

TEST(SpillFile, SaysHowMuchSpaceIsMissing)
{
    const test::TemporaryFolder folder;
    EXPECT_NO_THROW(requireSpillSpace(folder.path(), 1));
    try {
        requireSpillSpace(folder.path(), std::int64_t{1} << 60);
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Io);
        EXPECT_THAT(error.what(), testing::HasSubstr("take 1.15e+09 GB"));
        EXPECT_THAT(error.what(), testing::HasSubstr(folder.path().string()));
    }
}

// No file of this process may become longer, as on a full disk.
class FullDisk
{
public:
    explicit FullDisk(rlim_t bytes)
    {
        getrlimit(RLIMIT_FSIZE, &m_before);
        m_signal = std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk()
    {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_signal);
    }

private:
    rlimit m_before{};
    void (*m_signal)(int) = nullptr;
};

TEST(SpillFile, AFullDiskIsAnError)
{
    const test::TemporaryFolder folder;
    SpillFile file(folder.path());
    const FullDisk full(1 << 16);
    EXPECT_THROW(file.reserve(1 << 17), Error);
    EXPECT_THROW(file.write((1 << 16) - 10, counting(100, 1)), Error);
}

} // namespace
} // namespace dass
