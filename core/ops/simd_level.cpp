#include "core/ops/simd_level.h"

#include "core/base/error.h"

#include <hwy/targets.h>

#include <array>
#include <cstdint>
#include <cstdlib>

namespace dass::ops {

namespace {

struct Level
{
    const char* name;
    std::int64_t best; // Highway's target; better ones have smaller numbers
    const char* torch;
    const char* oneDnn;
    const char* mkl;
};

constexpr std::array kLevels{
    Level{"sse4", HWY_SSE4, "default", "SSE41", "SSE4_2"},
    Level{"avx2", HWY_AVX2, "avx2", "AVX2", "AVX2"},
    Level{"avx512", HWY_AVX3, "avx512", "AVX512_CORE", "AVX512"},
};

} // namespace

void limitSimd(const std::string& level)
{
    for (const Level& known : kLevels) {
        if (known.name != level)
            continue;
        const std::int64_t notBetter = ~(known.best - 1);
        hwy::SetSupportedTargetsForTest(hwy::SupportedTargets() & notBetter);
        setenv("ATEN_CPU_CAPABILITY", known.torch, 1);
        setenv("ONEDNN_MAX_CPU_ISA", known.oneDnn, 1);
        setenv("MKL_ENABLE_INSTRUCTIONS", known.mkl, 1);
        return;
    }
    throw Error(ErrorCode::InvalidArgument,
                "there is no instruction set '" + level + "' to limit to; choose sse4, avx2 or avx512");
}

} // namespace dass::ops
