#include "core/inference/run_costs.h"
#include "tests/inference/fake_model.h"

#include <gtest/gtest.h>

namespace dass {
namespace {

TEST(RunCosts, MemoryGrowsWithTheWindow)
{
    FakeModel model;
    const RunCosts shorter = runCosts(model, {.windowSeconds = 10.24}, 100'000);
    const RunCosts longer = runCosts(model, {.windowSeconds = 102.4}, 100'000);
    EXPECT_GT(shorter.memoryBytes, 0);
    EXPECT_GE(longer.memoryBytes, shorter.memoryBytes);
    EXPECT_GE(longer.memoryBytes, model.workingBytes(1, 10240));
    EXPECT_FALSE(shorter.scratchBytes);
    // In windows it does not depend on the recording.
    EXPECT_EQ(runCosts(model, {.windowSeconds = 10.24}, 1).memoryBytes, shorter.memoryBytes);
}

TEST(RunCosts, WholeTellsItsTemporaryFiles)
{
    FakeModel model;
    const TaggingSettings whole{.mode = TaggingMode::Whole};
    for (const std::int64_t frames : {1000, 360'000})
        EXPECT_EQ(runCosts(model, whole, frames).scratchBytes, model.wholeScratchBytes(frames, 0));
    EXPECT_EQ(runCosts(model, whole, 360'000).memoryBytes,
              model.wholeWorkingBytes(360'000, 0) + model.wholeKeptBytes(360'000, 0));
    EXPECT_GT(runCosts(model, whole, 360'000).memoryBytes, model.workingBytes(1, 1024)) << "not one tile alone";
}

// DASS-Small and -Medium as benchmarked: 25.4 and 45 GFLOP a clip of 10.24 s, told by their share of the GEMM floor.
TEST(RunCosts, MultiplyAddsAreThoseOfTheProducts)
{
    ModelInfo small;
    small.dims = {96, 192, 384, 768};
    small.depths = {2, 2, 8, 2};
    small.parameters = 30'000'000;
    EXPECT_NEAR(multiplyAddsASecond(small) * 10.24, 12.7e9, 2e9);
    ModelInfo medium = small;
    medium.depths = {2, 2, 20, 2};
    medium.parameters = 49'000'000;
    EXPECT_GT(multiplyAddsASecond(medium), 1.3 * multiplyAddsASecond(small));
    ModelInfo ast;
    ast.dims = {768};
    ast.depths = {12};
    ast.parameters = 87'000'000;
    EXPECT_NEAR(multiplyAddsASecond(ast) * 10.24, 1212 * 87e6, 1e6);
    EXPECT_EQ(multiplyAddsASecond(ModelInfo{}), 0);
    ModelInfo odd = small;
    odd.depths.pop_back();
    EXPECT_EQ(multiplyAddsASecond(odd), 0);
}

TEST(RunCosts, DenseIsWhatItsSpansTake)
{
    FakeModel model;
    const RunCosts costs = runCosts(model, {.mode = TaggingMode::Dense}, 100'000);
    EXPECT_GE(costs.memoryBytes, model.workingBytes(1, 1024));
    EXPECT_FALSE(costs.scratchBytes);
}

} // namespace
} // namespace dass
