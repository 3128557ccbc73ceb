// The scan of a tile: up to kTileSteps steps of one group of neighbouring channels, one channel a lane.

#if defined(DASS_SCAN_TILE_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef DASS_SCAN_TILE_INL_H_
#undef DASS_SCAN_TILE_INL_H_
#else
#define DASS_SCAN_TILE_INL_H_
#endif

#include "core/ops/scan_math-inl.h"

#include <hwy/highway.h>

#include <cstdint>
#include <cstring>

HWY_BEFORE_NAMESPACE();
namespace dass::ops {
namespace HWY_NAMESPACE {

inline constexpr int64_t kTileSteps = 16;

// Channels of a group that is cut off by the image's last channel move through a full buffer.
template <bool kFull>
HWY_INLINE Vec loadLanes(Floats d, const float* from, int64_t count)
{
    if constexpr (kFull) {
        return hn::LoadU(d, from);
    } else {
        HWY_ALIGN float lanes[16] = {};
        std::memcpy(lanes, from, static_cast<size_t>(count) * sizeof(float));
        return hn::Load(d, lanes);
    }
}

template <bool kFull>
HWY_INLINE Vec loadLanes(Floats d, const uint16_t* from, int64_t count) // bfloat16
{
    const hn::Rebind<uint16_t, Floats> d16;
    const hn::RebindToUnsigned<Floats> d32;
    const auto widen = [&](auto half) { return hn::BitCast(d, hn::ShiftLeft<16>(hn::PromoteTo(d32, half))); };
    if constexpr (kFull) {
        return widen(hn::LoadU(d16, from));
    } else {
        HWY_ALIGN uint16_t lanes[16] = {};
        std::memcpy(lanes, from, static_cast<size_t>(count) * sizeof(uint16_t));
        return widen(hn::Load(d16, lanes));
    }
}

template <bool kFull>
HWY_INLINE void storeLanes(Floats d, Vec v, float* to, int64_t count)
{
    if constexpr (kFull) {
        hn::StoreU(v, d, to);
    } else {
        HWY_ALIGN float lanes[16];
        hn::Store(v, d, lanes);
        std::memcpy(to, lanes, static_cast<size_t>(count) * sizeof(float));
    }
}

// z[t] = bias + sum over r of weight[r] * low[t * lowStride + r], for all kTileSteps. weight is [rank][lanes].
HWY_INLINE void projectDt(Floats d, const float* weight, const float* bias, const float* low, int64_t lowStride,
                          int64_t rank, float* z)
{
    const auto lanes = static_cast<int64_t>(hn::Lanes(d));
    constexpr int64_t kRows = 8; // accumulators in registers
    static_assert(kTileSteps % kRows == 0);
    for (int64_t t = 0; t < kTileSteps; t += kRows) {
        const float* row = low + t * lowStride;
        Vec s0 = hn::Load(d, bias);
        Vec s1 = s0;
        Vec s2 = s0;
        Vec s3 = s0;
        Vec s4 = s0;
        Vec s5 = s0;
        Vec s6 = s0;
        Vec s7 = s0;
        for (int64_t r = 0; r < rank; ++r) {
            const Vec w = hn::Load(d, weight + r * lanes);
            s0 = hn::MulAdd(w, hn::Set(d, row[r]), s0);
            s1 = hn::MulAdd(w, hn::Set(d, row[lowStride + r]), s1);
            s2 = hn::MulAdd(w, hn::Set(d, row[2 * lowStride + r]), s2);
            s3 = hn::MulAdd(w, hn::Set(d, row[3 * lowStride + r]), s3);
            s4 = hn::MulAdd(w, hn::Set(d, row[4 * lowStride + r]), s4);
            s5 = hn::MulAdd(w, hn::Set(d, row[5 * lowStride + r]), s5);
            s6 = hn::MulAdd(w, hn::Set(d, row[6 * lowStride + r]), s6);
            s7 = hn::MulAdd(w, hn::Set(d, row[7 * lowStride + r]), s7);
        }
        float* to = z + t * lanes;
        hn::Store(s0, d, to);
        hn::Store(s1, d, to + lanes);
        hn::Store(s2, d, to + 2 * lanes);
        hn::Store(s3, d, to + 3 * lanes);
        hn::Store(s4, d, to + 4 * lanes);
        hn::Store(s5, d, to + 5 * lanes);
        hn::Store(s6, d, to + 6 * lanes);
        hn::Store(s7, d, to + 7 * lanes);
    }
}

} // namespace HWY_NAMESPACE
} // namespace dass::ops
HWY_AFTER_NAMESPACE();

#endif
