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
    EXPECT_GE(runCosts(model, whole, 360'000).memoryBytes, model.workingBytes(1, 1024));
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
