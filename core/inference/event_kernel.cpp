#include "core/inference/event_kernel.h"

#include <algorithm>
#include <bit>
#include <limits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/inference/event_kernel.cpp"
// clang-format off
#include <hwy/foreach_target.h> // before all other Highway headers
#include <hwy/highway.h>
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace dass {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::CappedTag<float, ClassStates::kMostLanes>;
using Ints = hn::RebindToSigned<Floats>;
using HalfFloats = hn::Half<Floats>;
using HalfInts = hn::Half<Ints>;
using Doubles = hn::Repartition<double, Floats>;

// Marks the classes of the vector that begins at c.
HWY_INLINE void mark(hn::Mask<Ints> mask, std::size_t c, std::vector<std::uint64_t>& marks)
{
    std::uint8_t bytes[8] = {}; // all of which StoreMaskBits may write
    hn::StoreMaskBits(Ints(), mask, bytes);
    marks[c / 64] |= (bytes[0] | std::uint64_t{bytes[1]} << 8) << (c % 64);
}

// One vector of classes, from c on. Nearly always nothing is above the threshold and no event is open.
template <bool kLowerEnds>
HWY_INLINE void stepVector(const float* values, std::size_t c, float cutoff, std::int32_t row, std::int32_t gapRows,
                           ClassStates& s, RowChanges& changes)
{
    const Floats d;
    const Ints di;
    const auto value = hn::LoadU(d, values);
    const auto last = hn::Load(di, s.lastAbove.get() + c);
    const auto open = hn::Gt(last, hn::Set(di, -1));
    const auto passes = hn::Ge(value, hn::Set(d, cutoff));
    auto aboveFloats = hn::And(hn::Ge(value, hn::Load(d, s.thresholds.get() + c)), passes);
    if constexpr (kLowerEnds) {
        const auto running = hn::RebindMask(d, hn::And(open, hn::Eq(last, hn::Set(di, row - 1))));
        const auto goesOn = hn::And(hn::Ge(value, hn::Load(d, s.ends.get() + c)), running);
        aboveFloats = hn::Or(aboveFloats, hn::And(goesOn, passes));
    }
    const auto above = hn::RebindMask(di, aboveFloats);
    if (hn::AllFalse(di, hn::Or(above, open)))
        return;

    const Doubles dd;
    const HalfFloats dh;
    const HalfInts dih;
    for (std::size_t half = 0; half < hn::Lanes(d); half += hn::Lanes(dd)) {
        // Masks of floats do not fit doubles; comparing the same numbers as doubles gives the same.
        const auto v = hn::PromoteTo(dd, hn::LoadU(dh, values + half));
        const auto threshold = hn::PromoteTo(dd, hn::Load(dh, s.thresholds.get() + c + half));
        const auto passesToo = hn::Ge(v, hn::Set(dd, static_cast<double>(cutoff)));
        const auto lastRow = hn::PromoteTo(dd, hn::Load(dih, s.lastAbove.get() + c + half));
        const auto isOpen = hn::Ge(lastRow, hn::Zero(dd));
        auto isAbove = hn::And(hn::Ge(v, threshold), passesToo);
        if constexpr (kLowerEnds) {
            const auto running = hn::And(isOpen, hn::Eq(lastRow, hn::Set(dd, static_cast<double>(row) - 1)));
            const auto lower = hn::PromoteTo(dd, hn::Load(dh, s.ends.get() + c + half));
            isAbove = hn::Or(isAbove, hn::And(hn::And(hn::Ge(v, lower), running), passesToo));
        }
        double* sums = s.sum.get() + c + half;
        double* pendings = s.pending.get() + c + half;
        const auto sum = hn::IfThenElseZero(isOpen, hn::Load(dd, sums));
        const auto more = hn::Add(hn::IfThenElseZero(isOpen, hn::Load(dd, pendings)), v);
        hn::Store(hn::IfThenElse(isAbove, hn::Add(sum, more), sum), dd, sums);
        hn::Store(hn::IfThenZeroElse(isAbove, more), dd, pendings);
    }
    const auto peak = hn::Load(d, s.peak.get() + c);
    const auto higher = hn::IfThenElse(hn::RebindMask(d, open), hn::Max(value, peak), value);
    hn::Store(hn::IfThenElse(aboveFloats, higher, peak), d, s.peak.get() + c);
    const auto ended = hn::And(hn::AndNot(above, open), hn::Lt(last, hn::Set(di, row - gapRows)));
    const auto kept = hn::IfThenElse(ended, hn::Set(di, -1), last);
    hn::Store(hn::IfThenElse(above, hn::Set(di, row), kept), di, s.lastAbove.get() + c);
    mark(hn::AndNot(open, above), c, changes.opened);
    mark(ended, c, changes.ended);
}

template <bool kLowerEnds>
HWY_INLINE void stepVectors(const float* values, float cutoff, std::int32_t row, std::int32_t gapRows,
                            ClassStates& states, RowChanges& changes)
{
    const std::size_t lanes = hn::Lanes(Floats());
    std::ranges::fill(changes.opened, 0);
    std::ranges::fill(changes.ended, 0);
    std::size_t c = 0;
    for (; c + lanes <= states.classes; c += lanes)
        stepVector<kLowerEnds>(values + c, c, cutoff, row, gapRows, states, changes);
    if (c < states.classes) { // a vector would reach beyond the row
        float rest[ClassStates::kMostLanes] = {};
        std::copy(values + c, values + states.classes, rest);
        stepVector<kLowerEnds>(rest, c, cutoff, row, gapRows, states, changes);
    }
}

void stepRowImpl(const float* values, float cutoff, std::int32_t row, std::int32_t gapRows, ClassStates& states,
                 RowChanges& changes)
{
    if (states.lowerEnds)
        stepVectors<true>(values, cutoff, row, gapRows, states, changes);
    else
        stepVectors<false>(values, cutoff, row, gapRows, states, changes);
}

HWY_INLINE std::int64_t countFrom(float least, const float* values, std::size_t padded)
{
    const Floats d;
    const Ints di;
    const auto limit = hn::Set(d, least);
    auto count = hn::Zero(di);
    for (std::size_t c = 0; c < padded; c += hn::Lanes(d)) {
        const auto found = hn::RebindMask(di, hn::Ge(hn::Load(d, values + c), limit));
        count = hn::Sub(count, hn::VecFromMask(di, found)); // a true lane is -1
    }
    return hn::GetLane(hn::SumOfLanes(di, count));
}

// Integers in the order of the floats they stand for; the map is its own inverse.
HWY_INLINE std::int32_t ordered(std::int32_t bits)
{
    return bits ^ ((bits >> 31) & std::numeric_limits<std::int32_t>::max());
}

// By bisection: the time does not depend on how the values lie, and only rarely are they so close that it takes many
// steps, since any limit between the k-th and the next one serves.
float cutoffOfRowImpl(const float* values, std::int64_t k, const ClassStates& states, float* scratch)
{
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    const Floats d;
    std::fill(std::copy(values, values + states.classes, scratch), scratch + states.padded, -kInfinity);
    auto highest = hn::Set(d, -kInfinity);
    auto lowest = hn::Set(d, kInfinity);
    for (std::size_t c = 0; c < states.padded; c += hn::Lanes(d)) {
        const auto value = hn::Load(d, scratch + c);
        const auto above = hn::Ge(value, hn::Load(d, states.ends.get() + c));
        const auto kept = hn::IfThenElse(above, value, hn::Set(d, -kInfinity));
        hn::Store(kept, d, scratch + c);
        highest = hn::Max(highest, kept);
        lowest = hn::Min(lowest, hn::IfThenElse(above, value, hn::Set(d, kInfinity)));
    }
    const float least = hn::GetLane(hn::MinOfLanes(d, lowest));
    if (countFrom(least, scratch, states.padded) <= k)
        return -kInfinity;

    // More than k values from `low` on, fewer than k from `high` on.
    std::int64_t low = ordered(std::bit_cast<std::int32_t>(least));
    std::int64_t high = ordered(std::bit_cast<std::int32_t>(hn::GetLane(hn::MaxOfLanes(d, highest)))) + std::int64_t{1};
    while (high - low > 1) {
        const std::int64_t middle = low + (high - low) / 2;
        const float limit = std::bit_cast<float>(ordered(static_cast<std::int32_t>(middle)));
        const std::int64_t count = countFrom(limit, scratch, states.padded);
        if (count == k)
            return limit;
        (count > k ? low : high) = middle;
    }
    return std::bit_cast<float>(ordered(static_cast<std::int32_t>(low)));
}

} // namespace HWY_NAMESPACE
} // namespace dass
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dass {

HWY_EXPORT(stepRowImpl);
HWY_EXPORT(cutoffOfRowImpl);

namespace {

template <class T>
AlignedArray<T> filled(std::size_t count, T value)
{
    auto array = hwy::AllocateAligned<T>(count);
    std::fill_n(array.get(), count, value);
    return array;
}

} // namespace

ClassStates::ClassStates(std::span<const float> limits, std::span<const float> lower)
    : classes(limits.size()), padded((classes + kMostLanes - 1) / kMostLanes * kMostLanes), lowerEnds(!lower.empty()),
      thresholds(filled(padded, std::numeric_limits<float>::infinity())),
      ends(filled(padded, std::numeric_limits<float>::infinity())), lastAbove(filled<std::int32_t>(padded, -1)),
      peak(filled(padded, 0.0F)), sum(filled(padded, 0.0)), pending(filled(padded, 0.0))
{
    std::ranges::copy(limits, thresholds.get());
    std::ranges::copy(lowerEnds ? lower : limits, ends.get());
}

RowChanges::RowChanges(const ClassStates& states) : opened((states.classes + 63) / 64), ended(opened.size()) {}

void stepRow(const float* values, float cutoff, std::int32_t row, std::int32_t gapRows, ClassStates& states,
             RowChanges& changes)
{
    HWY_DYNAMIC_DISPATCH(stepRowImpl)(values, cutoff, row, gapRows, states, changes);
}

float cutoffOfRow(const float* values, std::int64_t k, const ClassStates& states, float* scratch)
{
    return HWY_DYNAMIC_DISPATCH(cutoffOfRowImpl)(values, k, states, scratch);
}

} // namespace dass
#endif
