#include "core/ops/layer_norm.h"

#include <cmath>
#include <cstdint>

// Highway includes this unit again for each target: the order of these lines matters.
// clang-format off
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/ops/layer_norm_kernel_cpu.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
#include "core/ops/lanes-inl.h"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace dass::ops {
namespace HWY_NAMESPACE {

namespace {

constexpr int kMostShortGroups = kLanes == 16 ? 12 : 8; // lanes' groups of a row that fit the registers beside the rest

// Two sums at a time, so that an addition need not wait for the one before it.
template <typename Element, typename Term>
HWY_INLINE float sumOver(Floats d, const Element* row, int64_t channels, const Term& term)
{
    Vec even = hn::Zero(d);
    Vec odd = hn::Zero(d);
    int64_t c = 0;
    for (; c + 2 * kLanes <= channels; c += 2 * kLanes) {
        even = hn::Add(even, term(loadLanes<true>(d, row + c, kLanes)));
        odd = hn::Add(odd, term(loadLanes<true>(d, row + c + kLanes, kLanes)));
    }
    if (c + kLanes <= channels) {
        even = hn::Add(even, term(loadLanes<true>(d, row + c, kLanes)));
        c += kLanes;
    }
    if (c < channels) {
        const auto inside = hn::FirstN(d, static_cast<size_t>(channels - c));
        odd = hn::Add(odd, hn::IfThenElseZero(inside, term(loadLanes<false>(d, row + c, channels - c))));
    }
    return hn::GetLane(hn::SumOfLanes(d, hn::Add(even, odd)));
}

// One lane's division and root take a third of the time of all lanes'.
HWY_INLINE Vec scaleOf(float variance, float epsilon)
{
    return hn::Set(Floats(), 1.0F / std::sqrt(variance + epsilon));
}

struct RowStatistics
{
    Vec mean;
    Vec scale; // 1 / sqrt(variance + epsilon)
};

template <typename Element>
HWY_INLINE RowStatistics statisticsOf(const LayerNormInputs& in, const Element* row)
{
    const Floats d;
    const auto channels = static_cast<float>(in.channels);
    const Vec mean = hn::Set(d, sumOver(d, row, in.channels, [](Vec v) { return v; }) / channels);
    // The variance from the deviations: a difference of squares would lose what a large mean leaves.
    const float variance = sumOver(d, row, in.channels,
                                   [mean](Vec v) {
                                       const Vec deviation = hn::Sub(v, mean);
                                       return hn::Mul(deviation, deviation);
                                   }) /
                           channels;
    return {mean, scaleOf(variance, in.epsilon)};
}

// Calls step.operator()<full>(channel, count) for each group of lanes.
template <typename Step>
HWY_INLINE void forEachGroup(int64_t channels, const Step& step)
{
    int64_t c = 0;
    for (; c + kLanes <= channels; c += kLanes)
        step.template operator()<true>(c, kLanes);
    if (c < channels)
        step.template operator()<false>(c, channels - c);
}

template <typename Element>
void normaliseRow(const LayerNormInputs& in, const Element* row, Element* y)
{
    const Floats d;
    const RowStatistics statistics = statisticsOf(in, row);
    forEachGroup(in.channels, [&]<bool kFull>(int64_t c, int64_t count) {
        const Vec deviation = hn::Sub(loadLanes<kFull>(d, row + c, count), statistics.mean);
        const Vec gain = hn::Mul(statistics.scale, loadLanes<kFull>(d, in.weight + c, count));
        storeLanes<kFull>(d, hn::MulAdd(deviation, gain, loadLanes<kFull>(d, in.bias + c, count)), y + c, count);
    });
}

// A short row stays in registers from the sums to the result: bf16 is widened once, not three times. As above to the
// bit.
template <typename Element, int kGroups>
void normaliseShortRow(const LayerNormInputs& in, const Element* row, Element* y)
{
    const Floats d;
    const auto channels = static_cast<float>(in.channels);
    const auto sum = [&](const auto& term) {
        Vec even = hn::Zero(d);
        Vec odd = hn::Zero(d);
#pragma GCC unroll 12
        for (int g = 0; g < kGroups; ++g)
            (g % 2 == 0 ? even : odd) = hn::Add(g % 2 == 0 ? even : odd, term(g));
        return hn::GetLane(hn::SumOfLanes(d, hn::Add(even, odd)));
    };
    Vec values[kGroups];
#pragma GCC unroll 12
    for (int g = 0; g < kGroups; ++g)
        values[g] = loadLanes<true>(d, row + g * kLanes, kLanes);
    const Vec mean = hn::Set(d, sum([&](int g) { return values[g]; }) / channels);
#pragma GCC unroll 12
    for (int g = 0; g < kGroups; ++g)
        values[g] = hn::Sub(values[g], mean);
    const float variance = sum([&](int g) { return hn::Mul(values[g], values[g]); }) / channels;
    const Vec scale = scaleOf(variance, in.epsilon);
#pragma GCC unroll 12
    for (int g = 0; g < kGroups; ++g) {
        const int64_t c = g * kLanes;
        const Vec gain = hn::Mul(scale, hn::LoadU(d, in.weight + c));
        storeLanes<true>(d, hn::MulAdd(values[g], gain, hn::LoadU(d, in.bias + c)), y + c, kLanes);
    }
}

// The function for rows of so many channels.
template <typename Element, int kGroups = kMostShortGroups>
auto rowFunction(int64_t channels) -> void (*)(const LayerNormInputs&, const Element*, Element*)
{
    if constexpr (kGroups == 0)
        return &normaliseRow<Element>;
    else
        return channels == kGroups * kLanes ? &normaliseShortRow<Element, kGroups>
                                            : rowFunction<Element, kGroups - 1>(channels);
}

// With g = dy * weight and z = (x - mean) * scale: dx = scale * (g - mean of g - z * mean of g z).
template <typename Element>
void backwardRow(const LayerNormInputs& in, const Element* row, const Element* dyRow, Element* dx, float* dWeight,
                 float* dBias)
{
    const Floats d;
    const RowStatistics statistics = statisticsOf(in, row);
    const auto normalised = [&]<bool kFull>(int64_t c, int64_t count) {
        return hn::Mul(hn::Sub(loadLanes<kFull>(d, row + c, count), statistics.mean), statistics.scale);
    };
    Vec sumOfG = hn::Zero(d);
    Vec sumOfGz = hn::Zero(d);
    forEachGroup(in.channels, [&]<bool kFull>(int64_t c, int64_t count) {
        const Vec dy = loadLanes<kFull>(d, dyRow + c, count); // 0 in lanes past the last channel
        const Vec g = hn::Mul(dy, loadLanes<kFull>(d, in.weight + c, count));
        const Vec z = normalised.template operator()<kFull>(c, count);
        sumOfG = hn::Add(sumOfG, g);
        sumOfGz = hn::MulAdd(g, z, sumOfGz);
        storeLanes<kFull>(d, hn::MulAdd(dy, z, loadLanes<kFull>(d, dWeight + c, count)), dWeight + c, count);
        storeLanes<kFull>(d, hn::Add(dy, loadLanes<kFull>(d, dBias + c, count)), dBias + c, count);
    });
    const Vec share = hn::Set(d, 1.0F / static_cast<float>(in.channels));
    const Vec meanOfG = hn::Mul(hn::SumOfLanes(d, sumOfG), share);
    const Vec meanOfGz = hn::Mul(hn::SumOfLanes(d, sumOfGz), share);
    forEachGroup(in.channels, [&]<bool kFull>(int64_t c, int64_t count) {
        const Vec g = hn::Mul(loadLanes<kFull>(d, dyRow + c, count), loadLanes<kFull>(d, in.weight + c, count));
        const Vec z = normalised.template operator()<kFull>(c, count);
        const Vec inner = hn::NegMulAdd(z, meanOfGz, hn::Sub(g, meanOfG));
        storeLanes<kFull>(d, hn::Mul(statistics.scale, inner), dx + c, count);
    });
}

template <typename Element>
void normaliseRows(const LayerNormInputs& in, int64_t rowBegin, int64_t rowEnd, void* y)
{
    const auto* x = static_cast<const Element*>(in.x);
    const auto normalise = rowFunction<Element>(in.channels);
    for (int64_t row = rowBegin; row < rowEnd; ++row)
        normalise(in, x + row * in.channels, static_cast<Element*>(y) + row * in.channels);
}

template <typename Element>
void backwardRows(const LayerNormInputs& in, const LayerNormGradients& gradients, int64_t rowBegin, int64_t rowEnd)
{
    const auto* x = static_cast<const Element*>(in.x);
    const auto* dy = static_cast<const Element*>(gradients.dy);
    auto* dx = static_cast<Element*>(gradients.dx);
    for (int64_t row = rowBegin; row < rowEnd; ++row) {
        const int64_t at = row * in.channels;
        backwardRow(in, x + at, dy + at, dx + at, gradients.dWeight, gradients.dBias);
    }
}

} // namespace

void layerNorm(const LayerNormInputs& in, int64_t rowBegin, int64_t rowEnd, void* y)
{
    if (in.type == ElementType::Float32)
        normaliseRows<float>(in, rowBegin, rowEnd, y);
    else
        normaliseRows<uint16_t>(in, rowBegin, rowEnd, y);
}

void layerNormBackward(const LayerNormInputs& in, const LayerNormGradients& gradients, int64_t rowBegin, int64_t rowEnd)
{
    if (in.type == ElementType::Float32)
        backwardRows<float>(in, gradients, rowBegin, rowEnd);
    else
        backwardRows<uint16_t>(in, gradients, rowBegin, rowEnd);
}

} // namespace HWY_NAMESPACE
} // namespace dass::ops
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dass::ops {

HWY_EXPORT(layerNorm);
HWY_EXPORT(layerNormBackward);

void layerNormCpu(const LayerNormInputs& inputs, int64_t rowBegin, int64_t rowEnd, void* y)
{
    HWY_DYNAMIC_DISPATCH(layerNorm)(inputs, rowBegin, rowEnd, y);
}

void layerNormBackwardCpu(const LayerNormInputs& inputs, const LayerNormGradients& gradients, int64_t rowBegin,
                          int64_t rowEnd)
{
    HWY_DYNAMIC_DISPATCH(layerNormBackward)(inputs, gradients, rowBegin, rowEnd);
}

} // namespace dass::ops
#endif
