// The low-rank projection to dt of one group of lanes over a tile of steps, and its two transposes. Small matrix
// products with the tile's rows broadcast from memory and eight accumulators in registers.

#if defined(DASS_DT_PROJECTION_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef DASS_DT_PROJECTION_INL_H_
#undef DASS_DT_PROJECTION_INL_H_
#else
#define DASS_DT_PROJECTION_INL_H_
#endif

#include "core/ops/lanes-inl.h"

#include <hwy/highway.h>

#include <cstdint>

HWY_BEFORE_NAMESPACE();
namespace dass::ops {
namespace HWY_NAMESPACE {

inline constexpr int64_t kProjectionRows = 8; // steps that go through the registers together

// z[t] = bias + sum over r of weight[r] low[t][r]. weight is [rank][lanes], low's rows are lowStride apart; steps is a
// multiple of kProjectionRows.
HWY_INLINE void projectDt(Floats d, const float* weight, const float* bias, const float* low, int64_t lowStride,
                          int64_t rank, int64_t steps, float* z)
{
    for (int64_t t = 0; t < steps; t += kProjectionRows) {
        Vec sum[kProjectionRows];
        for (auto& s : sum)
            s = hn::Load(d, bias);
        for (int64_t r = 0; r < rank; ++r) {
            const Vec w = hn::Load(d, weight + r * kLanes);
            for (int64_t j = 0; j < kProjectionRows; ++j)
                sum[j] = hn::MulAdd(w, hn::Set(d, low[(t + j) * lowStride + r]), sum[j]);
        }
        for (int64_t j = 0; j < kProjectionRows; ++j)
            hn::Store(sum[j], d, z + (t + j) * kLanes);
    }
}

template <int64_t kRows>
HWY_INLINE void addDtWeightRows(Floats d, const float* dz, const float* low, int64_t lowStride, int64_t steps,
                                float* dWeight)
{
    Vec sum[kRows];
    for (int64_t j = 0; j < kRows; ++j)
        sum[j] = hn::Load(d, dWeight + j * kLanes);
    for (int64_t t = 0; t < steps; ++t) {
        const Vec g = hn::Load(d, dz + t * kLanes);
        for (int64_t j = 0; j < kRows; ++j)
            sum[j] = hn::MulAdd(g, hn::Set(d, low[t * lowStride + j]), sum[j]);
    }
    for (int64_t j = 0; j < kRows; ++j)
        hn::Store(sum[j], d, dWeight + j * kLanes);
}

// dWeight[r] += sum over t of dz[t] low[t][r], [rank][lanes].
HWY_INLINE void addDtWeightGradient(Floats d, const float* dz, const float* low, int64_t lowStride, int64_t rank,
                                    int64_t steps, float* dWeight)
{
    int64_t r = 0;
    for (; r + 8 <= rank; r += 8)
        addDtWeightRows<8>(d, dz, low + r, lowStride, steps, dWeight + r * kLanes);
    for (; r + 2 <= rank; r += 2)
        addDtWeightRows<2>(d, dz, low + r, lowStride, steps, dWeight + r * kLanes);
    for (; r < rank; ++r)
        addDtWeightRows<1>(d, dz, low + r, lowStride, steps, dWeight + r * kLanes);
}

// dLow[t][r] += sum over lanes of dz[t][lane] weightRows[lane][r]. Here r runs along the vector: dLow [steps][stride]
// and weightRows [lanes][stride] have rows of a stride that is rank rounded up to whole vectors of RankTag.
template <class RankTag>
HWY_INLINE void addDtLowGradient(RankTag dr, const float* dz, const float* weightRows, int64_t stride, int64_t steps,
                                 float* dLow)
{
    const auto width = static_cast<int64_t>(hn::Lanes(dr));
    for (int64_t t = 0; t < steps; t += kProjectionRows) {
        for (int64_t r = 0; r < stride; r += width) {
            hn::Vec<RankTag> sum[kProjectionRows];
            for (int64_t j = 0; j < kProjectionRows; ++j)
                sum[j] = hn::Load(dr, dLow + (t + j) * stride + r);
            for (int64_t lane = 0; lane < kLanes; ++lane) {
                const auto w = hn::Load(dr, weightRows + lane * stride + r);
                for (int64_t j = 0; j < kProjectionRows; ++j)
                    sum[j] = hn::MulAdd(w, hn::Set(dr, dz[(t + j) * kLanes + lane]), sum[j]);
            }
            for (int64_t j = 0; j < kProjectionRows; ++j)
                hn::Store(sum[j], dr, dLow + (t + j) * stride + r);
        }
    }
}

} // namespace HWY_NAMESPACE
} // namespace dass::ops
HWY_AFTER_NAMESPACE();

#endif
