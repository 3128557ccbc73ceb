#include "core/ops/layer_norm.h"

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

template <typename Element>
void normaliseRow(const LayerNormInputs& in, const Element* row, Element* y)
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
    const Vec scale = hn::Div(hn::Set(d, 1.0F), hn::Sqrt(hn::Set(d, variance + in.epsilon)));
    const auto write = [&]<bool kFull>(int64_t c, int64_t count) {
        const Vec deviation = hn::Sub(loadLanes<kFull>(d, row + c, count), mean);
        const Vec gain = hn::Mul(scale, loadLanes<kFull>(d, in.weight + c, count));
        storeLanes<kFull>(d, hn::MulAdd(deviation, gain, loadLanes<kFull>(d, in.bias + c, count)), y + c, count);
    };
    int64_t c = 0;
    for (; c + kLanes <= in.channels; c += kLanes)
        write.template operator()<true>(c, kLanes);
    if (c < in.channels)
        write.template operator()<false>(c, in.channels - c);
}

template <typename Element>
void normaliseRows(const LayerNormInputs& in, int64_t rowBegin, int64_t rowEnd, void* y)
{
    const auto* x = static_cast<const Element*>(in.x);
    for (int64_t row = rowBegin; row < rowEnd; ++row)
        normaliseRow(in, x + row * in.channels, static_cast<Element*>(y) + row * in.channels);
}

} // namespace

void layerNorm(const LayerNormInputs& in, int64_t rowBegin, int64_t rowEnd, void* y)
{
    if (in.type == ElementType::Float32)
        normaliseRows<float>(in, rowBegin, rowEnd, y);
    else
        normaliseRows<uint16_t>(in, rowBegin, rowEnd, y);
}

} // namespace HWY_NAMESPACE
} // namespace dass::ops
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dass::ops {

HWY_EXPORT(layerNorm);

void layerNormCpu(const LayerNormInputs& inputs, int64_t rowBegin, int64_t rowEnd, void* y)
{
    HWY_DYNAMIC_DISPATCH(layerNorm)(inputs, rowBegin, rowEnd, y);
}

} // namespace dass::ops
#endif
