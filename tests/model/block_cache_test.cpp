#include "core/model/block_cache.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <cstring>
#include <thread>

namespace dass {
namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20;

class BlockCache : public ::testing::Test
{
protected:
    void SetUp() override
    {
#if defined(__SANITIZE_ADDRESS__) // GCC
        GTEST_SKIP() << "with AddressSanitizer no block is kept";
#endif
        keepFreedBlocks(16 * kMiB);
        releaseFreedBlocks();
    }
    void TearDown() override
    {
        keepFreedBlocks(0);
    }

    static at::Tensor megabytes(double count)
    {
        return at::empty({static_cast<std::int64_t>(count * static_cast<double>(kMiB))}, at::kByte);
    }
};

TEST_F(BlockCache, ATensorOfAboutTheSameSizeGetsTheFreedBlock)
{
    at::Tensor first = megabytes(4);
    const void* block = first.data_ptr();
    first.reset();
    EXPECT_GE(freedBytesKept(), 4 * kMiB);
    EXPECT_EQ(megabytes(3.5).data_ptr(), block);
}

TEST_F(BlockCache, AMuchSmallerTensorDoesNotOccupyALargeBlock)
{
    const void* block = megabytes(8).data_ptr();
    EXPECT_NE(megabytes(1).data_ptr(), block);
}

TEST_F(BlockCache, NoMoreThanTheLimitIsKeptAndTheLongestUnusedGoesFirst)
{
    at::Tensor first = megabytes(6);
    at::Tensor second = megabytes(7);
    at::Tensor third = megabytes(8);
    const void* newest = third.data_ptr();
    first.reset();
    second.reset();
    third.reset();
    EXPECT_LE(freedBytesKept(), 16 * kMiB);
    EXPECT_GE(freedBytesKept(), 15 * kMiB); // the second and the third
    EXPECT_EQ(megabytes(8).data_ptr(), newest);
}

TEST_F(BlockCache, SmallBlocksAreNotKept)
{
    at::empty({1000}, at::kByte).reset();
    EXPECT_EQ(freedBytesKept(), 0U);
}

TEST_F(BlockCache, ReleasingGivesEverythingBack)
{
    megabytes(4).reset();
    ASSERT_GT(freedBytesKept(), 0U);
    releaseFreedBlocks();
    EXPECT_EQ(freedBytesKept(), 0U);
}

TEST_F(BlockCache, ALowerLimitActsAtOnce)
{
    megabytes(4).reset();
    keepFreedBlocks(kMiB);
    EXPECT_EQ(freedBytesKept(), 0U);
}

TEST_F(BlockCache, BlocksAreAlignedForTheWidestVectors)
{
    for (const double size : {0.0001, 0.3, 4.0})
        EXPECT_EQ(reinterpret_cast<std::uintptr_t>(megabytes(size).data_ptr()) % 64, 0U) << size;
}

TEST_F(BlockCache, AnEmptyTensorNeedsNoBlock)
{
    EXPECT_EQ(at::empty({0}).numel(), 0);
    EXPECT_EQ(freedBytesKept(), 0U);
}

TEST_F(BlockCache, ThreadsThatPassTensorsAroundNeverShareABlock)
{
    const auto work = [](std::uint8_t mark, bool& intact) {
        for (int i = 0; i < 300; ++i) {
            const at::Tensor block = megabytes(0.25 + 0.01 * (i % 7));
            std::memset(block.data_ptr(), mark, block.nbytes());
            const auto* bytes = static_cast<const std::uint8_t*>(block.data_ptr());
            intact =
                intact && bytes[0] == mark && bytes[block.nbytes() / 2] == mark && bytes[block.nbytes() - 1] == mark;
        }
    };
    bool firstIntact = true;
    bool secondIntact = true;
    {
        const std::jthread first(work, 1, std::ref(firstIntact));
        const std::jthread second(work, 2, std::ref(secondIntact));
    }
    EXPECT_TRUE(firstIntact);
    EXPECT_TRUE(secondIntact);
}

} // namespace
} // namespace dass
