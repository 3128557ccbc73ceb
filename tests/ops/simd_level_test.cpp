#include "core/base/error.h"
#include "core/ops/simd_level.h"

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <cstdlib>

namespace dass::ops {
namespace {

TEST(SimdLevel, LeavesNothingBetterThanWhatWasAskedFor)
{
    const std::int64_t all = hwy::SupportedTargets();
    for (const auto& [name, best] : {std::pair("avx512", HWY_AVX3), {"avx2", HWY_AVX2}, {"sse4", HWY_SSE4}}) {
        limitSimd(name);
        EXPECT_EQ(hwy::SupportedTargets() & (best - 1), 0) << name;
        EXPECT_EQ(hwy::SupportedTargets() & best, all & best) << name;
    }
    for (const char* variable : {"ATEN_CPU_CAPABILITY", "ONEDNN_MAX_CPU_ISA", "MKL_ENABLE_INSTRUCTIONS"}) {
        EXPECT_NE(std::getenv(variable), nullptr) << variable;
        unsetenv(variable);
    }
    hwy::SetSupportedTargetsForTest(0);
    EXPECT_EQ(hwy::SupportedTargets(), all);
    EXPECT_THROW(limitSimd("sse9"), Error);
}

} // namespace
} // namespace dass::ops
