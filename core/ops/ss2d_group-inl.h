// What the forward and the backward sweep of ss2d share: a group of lanes' parameters, and a tile's projections.

#if defined(DASS_SS2D_GROUP_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef DASS_SS2D_GROUP_INL_H_
#undef DASS_SS2D_GROUP_INL_H_
#else
#define DASS_SS2D_GROUP_INL_H_
#endif

#include "core/ops/scan_math-inl.h"
#include "core/ops/scratch.h"
#include "core/ops/ss2d.h"

#include <hwy/highway.h>

#include <cmath>
#include <cstdint>
#include <cstring>

HWY_BEFORE_NAMESPACE();
namespace dass::ops {
namespace HWY_NAMESPACE {

// Parameters of one direction and group, repacked so that channels are neighbours. Lanes past the last channel hold
// zeros and compute zeros.
struct Ss2dGroup
{
    float* dtWeight; // [R][lanes], in units of ln 2, as all of z
    float* dtBias;   // [lanes]
    float* decay;    // [N][lanes], A / ln 2
    float* skip;     // [lanes]
};

HWY_INLINE Ss2dGroup takeGroup(ScratchLayout& layout, const Ss2dShape& shape, int64_t lanes)
{
    return {layout.take(shape.rank * lanes), layout.take(lanes), layout.take(shape.states * lanes), layout.take(lanes)};
}

HWY_INLINE void packGroup(const Ss2dInputs& in, int direction, int64_t channel, int64_t count, int64_t lanes,
                          const Ss2dGroup& to)
{
    const int64_t rank = in.shape.rank;
    const int64_t states = in.shape.states;
    const int64_t row = direction * in.shape.channels + channel;
    for (int64_t lane = 0; lane < lanes; ++lane) {
        const bool used = lane < count;
        for (int64_t r = 0; r < rank; ++r)
            to.dtWeight[r * lanes + lane] = used ? in.dtWeight[(row + lane) * rank + r] * kLog2E : 0.0F;
        for (int64_t n = 0; n < states; ++n)
            to.decay[n * lanes + lane] = used ? -std::exp(in.aLogs[(row + lane) * states + n]) * kLog2E : 0.0F;
        to.dtBias[lane] = used ? in.dtBias[row + lane] * kLog2E : 0.0F;
        to.skip[lane] = used ? in.ds[row + lane] : 0.0F;
    }
}

// Projections [dt_low, B, C] at the tile's positions as dense fp32 rows.
HWY_INLINE void gatherRows(const float* from, int64_t stride, const int64_t* positions, int64_t count, int64_t width,
                           float* to)
{
    for (int64_t t = 0; t < count; ++t) {
        const float* HWY_RESTRICT row = from + positions[t] * stride;
        float* HWY_RESTRICT out = to + t * width;
        for (int64_t i = 0; i < width; ++i)
            out[i] = row[i];
    }
}

HWY_INLINE void gatherRows(const uint16_t* from, int64_t stride, const int64_t* positions, int64_t count, int64_t width,
                           float* to) // bfloat16
{
    for (int64_t t = 0; t < count; ++t) {
        const uint16_t* HWY_RESTRICT row = from + positions[t] * stride;
        float* HWY_RESTRICT out = to + t * width;
        for (int64_t i = 0; i < width; ++i) {
            const uint32_t bits = static_cast<uint32_t>(row[i]) << 16;
            std::memcpy(out + i, &bits, sizeof(bits));
        }
    }
}

} // namespace HWY_NAMESPACE
} // namespace dass::ops
HWY_AFTER_NAMESPACE();

#endif
