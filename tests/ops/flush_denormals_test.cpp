#include "core/ops/flush_denormals.h"

#include <gtest/gtest.h>

#include <atomic>

namespace dass::ops {
namespace {

float halfOfTheSmallestNormal()
{
    volatile float smallest = 1.17549435e-38F; // so that the processor computes, not the compiler
    volatile float half = smallest * 0.5F;
    return half;
}

TEST(FlushDenormals, WholeTeamTakesThemForZeroAndTheCallerAgainAsBefore)
{
#if !defined(__SSE2__)
    GTEST_SKIP() << "there is nothing to set on this processor";
#endif
    ASSERT_GT(halfOfTheSmallestNormal(), 0);
    {
        const FlushDenormals flush(3);
        EXPECT_EQ(halfOfTheSmallestNormal(), 0);
        std::atomic<int> left = 0;
#pragma omp parallel num_threads(3)
        left += halfOfTheSmallestNormal() > 0 ? 1 : 0;
        EXPECT_EQ(left, 0);
    }
    EXPECT_GT(halfOfTheSmallestNormal(), 0);
}

} // namespace
} // namespace dass::ops
