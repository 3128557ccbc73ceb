// What a recording in tiles takes of memory and disk.
#include "core/model/synthetic.h"
#include "core/model/tiled_dass.h"
#include "tests/model/counting_allocator.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>
#include <gtest/gtest.h>

namespace dass {
namespace {

DassConfig smallTiledConfig()
{
    return DassConfig::of({16, 32, 64, 128}, {1, 1, 2, 1}, 10);
}

TEST(TiledMemory, TensorsDoNotGrowWithTheLengthButWithTheTile)
{
    const c10::InferenceMode inference;
    const int threads = at::get_num_threads();
    at::set_num_threads(1); // as the tensors are too small to be worth more
    Dass model(smallTiledConfig(), syntheticParameters(smallTiledConfig(), 7));
    model.packForInference();
    const std::vector<float> block = syntheticSpectrogram(500, 3);
    const CountingAllocations counting;
    const auto peak = [&](std::int64_t blocks, std::int64_t tileFrames, std::int64_t mostInMemory = 0) {
        return counting.peakOf([&] {
            TiledOptions options;
            options.tileFrames = tileFrames;
            options.mostInMemory = mostInMemory;
            TiledDass pass(model, std::move(options));
            for (std::int64_t i = 0; i < blocks; ++i)
                pass.add(block);
            ASSERT_TRUE(pass.finish().has_value());
        });
    };
    const std::int64_t once = peak(20, 512);    // so long that the last group has whole tiles, too
    EXPECT_GT(once, 512 / 4 * 32 * 16 * 4 * 2); // it does count
    EXPECT_EQ(peak(60, 512), once);
    EXPECT_LE(peak(60, 512, 1 << 30), once); // what is kept in memory is no tensor
    EXPECT_LT(peak(20, 128), once / 3);
    EXPECT_GT(peak(4, 2000), 3 * once);
    at::set_num_threads(threads);
}

TEST(TiledPlan, AnnouncesTheBytesThatAreKept)
{
    const DassConfig config = DassConfig::of({8, 12}, {1, 1}, 5, 2);
    const TiledPlan plan(config, 1001, 100, 4);
    // 501 x 64 after the first convolution; 251 x 32 and 126 x 16 in the groups, in tiles of 25.
    EXPECT_EQ(plan.image(0).width, 251);
    EXPECT_EQ(plan.image(1).height, 16);
    EXPECT_EQ(plan.tileColumns(), 25);
    EXPECT_EQ(plan.kept().stream, 251 * 32 * 8 * 4);
    EXPECT_EQ(plan.kept().projections, 251 * 32 * 4 * (1 + 2 * 2) * 4);
    EXPECT_EQ(plan.kept().records, 11 * (32 * 3 * 8 + 2 * 8) * 4); // of the first group: 11 tiles
    EXPECT_EQ(plan.kept().total(), 2 * plan.kept().stream + plan.kept().projections + plan.kept().records);
}

TEST(TiledPlan, KeepsInMemoryWhatFits)
{
    const TiledPlan plan(DassConfig::of({8, 12}, {1, 1}, 5, 2), 1001, 100, 4);
    const TiledPlan::Kept& kept = plan.kept();
    const TiledPlan::Places all = plan.places(kept.total());
    EXPECT_TRUE(all.stream && all.other && all.projections && all.records);
    EXPECT_EQ(all.fileBytes, 0);
    EXPECT_EQ(all.memoryBytes, kept.total());
    const TiledPlan::Places some = plan.places(kept.stream + kept.records);
    EXPECT_TRUE(some.stream && !some.other && !some.projections && some.records);
    EXPECT_EQ(some.memoryBytes, kept.stream + kept.records);
    EXPECT_EQ(some.fileBytes, kept.stream + kept.projections);
    EXPECT_EQ(plan.places(0).fileBytes, kept.total());
}

} // namespace
} // namespace dass
