#include "core/base/error.h"
#include "core/model/spill.h"
#include "tests/base/temporary_folder.h"

#include <gtest/gtest.h>

#include <vector>

namespace dass {
namespace {

std::vector<std::byte> countingBytes(std::size_t size, unsigned first)
{
    std::vector<std::byte> bytes(size);
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = static_cast<std::byte>(first + i * 7);
    return bytes;
}

std::vector<std::byte> readFrom(const Spill& spill, std::int64_t offset, std::size_t size)
{
    std::vector<std::byte> bytes(size);
    spill.read(offset, bytes);
    return bytes;
}

TEST(Spill, GivesBackWhatWasWrittenInMemoryAndInAFile)
{
    const test::TemporaryFolder folder;
    for (const std::int64_t mostInMemory : {0, 1 << 20}) {
        Spill spill(folder.path(), mostInMemory);
        spill.reserve(100'000);
        const auto first = countingBytes(10'000, 1);
        const auto second = countingBytes(33'333, 2);
        spill.write(50'001, second);
        spill.write(3, first);
        EXPECT_EQ(readFrom(spill, 3, first.size()), first);
        EXPECT_EQ(readFrom(spill, 50'001, second.size()), second);
        EXPECT_EQ(spill.inMemory() != nullptr, mostInMemory > 0);
        EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
    }
}

TEST(Spill, WhatIsThereStaysWhenItGrowsInMemoryAndWhenItGetsTooLongForIt)
{
    const test::TemporaryFolder folder;
    Spill spill(folder.path(), 100'000);
    const auto bytes = countingBytes(9'999, 5);
    spill.reserve(10'000);
    spill.write(1, bytes);
    spill.reserve(100'000);
    ASSERT_NE(spill.inMemory(), nullptr);
    EXPECT_EQ(readFrom(spill, 1, bytes.size()), bytes);
    spill.write(90'001, bytes);
    spill.reserve(100'001);
    EXPECT_EQ(spill.inMemory(), nullptr);
    EXPECT_EQ(readFrom(spill, 1, bytes.size()), bytes);
    EXPECT_EQ(readFrom(spill, 90'001, bytes.size()), bytes);
}

TEST(Spill, AFolderThatIsNotThereMattersOnlyToFiles)
{
    Spill spill("/nowhere/at/all", 1000);
    EXPECT_NO_THROW(spill.reserve(1000));
    EXPECT_THROW(spill.reserve(1001), Error);
    EXPECT_NE(spill.inMemory(), nullptr) << "what was there is lost";
}

TEST(Spill, ReadingBeyondTheEndOfAFileIsAnError)
{
    Spill spill({}, 0);
    spill.reserve(100);
    std::vector<std::byte> bytes(50);
    EXPECT_NO_THROW(spill.read(50, bytes));
    EXPECT_THROW(spill.read(51, bytes), Error);
}

} // namespace
} // namespace dass
