// Loads and stores of neighbouring channels, one a lane. Compiled once for each Highway target.

#if defined(DASS_LANES_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef DASS_LANES_INL_H_
#undef DASS_LANES_INL_H_
#else
#define DASS_LANES_INL_H_
#endif

#include "core/ops/scan_math-inl.h"

#include <hwy/highway.h>

#include <cstdint>
#include <cstring>

HWY_BEFORE_NAMESPACE();
namespace dass::ops {
namespace HWY_NAMESPACE {

// The group that the last channel cuts off (kFull false) moves through a buffer: nothing past `count` is touched.
template <bool kFull>
HWY_INLINE Vec loadLanes(Floats d, const float* from, int64_t count)
{
    if constexpr (kFull) {
        return hn::LoadU(d, from);
    } else {
        HWY_ALIGN float lanes[kMaxLanes] = {};
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
        HWY_ALIGN uint16_t lanes[kMaxLanes] = {};
        std::memcpy(lanes, from, static_cast<size_t>(count) * sizeof(uint16_t));
        return widen(hn::Load(d16, lanes));
    }
}

// Starts fetching a line into the second-level cache. Not the first: the pixels of a column of an image whose row is a
// multiple of 4 KiB all fall into one set of it and would evict each other.
HWY_INLINE void prefetch(const void* line)
{
    __builtin_prefetch(line, 0, 2);
}

template <bool kFull>
HWY_INLINE void storeLanes(Floats d, Vec v, float* to, int64_t count)
{
    if constexpr (kFull) {
        hn::StoreU(v, d, to);
    } else {
        HWY_ALIGN float lanes[kMaxLanes];
        hn::Store(v, d, lanes);
        std::memcpy(to, lanes, static_cast<size_t>(count) * sizeof(float));
    }
}

template <bool kFull>
HWY_INLINE void storeLanes(Floats d, Vec v, uint16_t* to, int64_t count) // bfloat16, rounded to nearest even
{
    const hn::Rebind<uint16_t, Floats> d16;
    const hn::RebindToUnsigned<Floats> d32;
    const auto bits = hn::BitCast(d32, v);
    const auto odd = hn::And(hn::ShiftRight<16>(bits), hn::Set(d32, 1));
    const auto rounded = hn::ShiftRight<16>(hn::Add(hn::Add(bits, hn::Set(d32, 0x7FFF)), odd));
    const auto safe = hn::IfThenElse(hn::Eq(v, v), hn::BitCast(d, rounded), hn::BitCast(d, hn::Set(d32, 0x7FC0)));
    const auto half = hn::TruncateTo(d16, hn::BitCast(d32, safe));
    if constexpr (kFull) {
        hn::StoreU(half, d16, to);
    } else {
        HWY_ALIGN uint16_t lanes[kMaxLanes];
        hn::Store(half, d16, lanes);
        std::memcpy(to, lanes, static_cast<size_t>(count) * sizeof(uint16_t));
    }
}

} // namespace HWY_NAMESPACE
} // namespace dass::ops
HWY_AFTER_NAMESPACE();

#endif
