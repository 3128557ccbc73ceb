#include "core/features/fbank_kernel.h"

#include "core/features/fbank.h"
#include "core/features/fbank_tables.h"

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/features/fbank_kernel.cpp"
// clang-format off
#include <hwy/foreach_target.h> // before all other Highway headers
#include <hwy/highway.h>
#include <hwy/contrib/math/math-inl.h>
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace dass::fbank {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Neighbouring frames are neighbouring lanes: every step below, the Fourier transform included, does for all lanes what
// it would do for one frame, with no shuffles but those of getting the samples in and the result out. Not more than 8
// lanes, so that a group's transform stays in the first-level cache.
using Lanes = hn::CappedTag<float, 8>;
using Vector = hn::Vec<Lanes>;

// No fused multiply-add up to the power spectrum: where a band is 100 dB below the loudest one, its value is mostly
// rounding error, and the reference (torchaudio) rounds after every product. For the same reason the transform takes
// the reference's steps: radix 4 four times, then radix 2, by decimation in time.
HWY_INLINE Vector scaled(Vector a, float by)
{
    return hn::Mul(a, hn::Set(Lanes(), by));
}

// Values of one group of frames in memory: element i of every lane.
HWY_INLINE Vector load(const float* data, std::size_t i)
{
    const Lanes d;
    return hn::Load(d, data + i * hn::Lanes(d));
}
HWY_INLINE void store(Vector value, float* data, std::size_t i)
{
    const Lanes d;
    hn::Store(value, d, data + i * hn::Lanes(d));
}

struct Complex
{
    Vector re;
    Vector im;
};

// Coefficient k of a real transform of this length, turned by the angle 2 pi step k / 512. Coefficients lie in
// half-complex order: real part k at k, imaginary part k at length - k.
HWY_INLINE Complex turned(const float* data, std::size_t length, std::size_t k, const Tables& tables, std::size_t step)
{
    const Vector re = load(data, k);
    const Vector im = load(data, length - k);
    const float c = tables.cosine[step * k];
    const float s = tables.sine[step * k];
    return {hn::Sub(scaled(re, c), scaled(im, s)), hn::Add(scaled(im, c), scaled(re, s))};
}

// The samples of a group's frames, side by side. Lanes beyond the last frame repeat it.
HWY_INLINE void gatherFrames(const float* samples, std::size_t frames, float* side)
{
    const std::size_t lanes = hn::Lanes(Lanes());
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        const float* frame = samples + std::min(lane, frames - 1) * kFrameShift;
        for (std::size_t i = 0; i < kFrameLength; ++i)
            side[i * lanes + lane] = frame[i];
    }
}

// Mean of a frame, added up in the reference's order: 8 neighbours side by side, four such rows at a time.
HWY_INLINE Vector meanOf(const float* samples)
{
    constexpr std::size_t kSide = 8;
    constexpr std::size_t kRows = 4;
    constexpr std::size_t kEven = kFrameLength / (kSide * kRows) * (kSide * kRows);
    const Lanes d;
    Vector total = hn::Zero(d);
    for (std::size_t column = 0; column < kSide; ++column) {
        Vector sums[kRows] = {hn::Zero(d), hn::Zero(d), hn::Zero(d), hn::Zero(d)};
        for (std::size_t i = column; i < kEven; i += kSide * kRows) {
            for (std::size_t row = 0; row < kRows; ++row)
                sums[row] = hn::Add(sums[row], load(samples, i + row * kSide));
        }
        for (std::size_t i = kEven + column; i < kFrameLength; i += kSide)
            sums[0] = hn::Add(sums[0], load(samples, i));
        total = hn::Add(total, hn::Add(hn::Add(hn::Add(sums[0], sums[1]), sums[2]), sums[3]));
    }
    return hn::Div(total, hn::Set(d, static_cast<float>(kFrameLength)));
}

// DC offset removal, pre-emphasis and window; leaves the samples where the transform wants them.
HWY_INLINE void prepare(const float* samples, const Tables& tables, float* data)
{
    const Lanes d;
    const Vector mean = meanOf(samples);
    Vector previous = hn::Sub(load(samples, 0), mean); // the first sample counts as its own predecessor
    for (std::size_t i = 0; i < kFrameLength; ++i) {
        const Vector current = hn::Sub(load(samples, i), mean);
        store(scaled(hn::Sub(current, scaled(previous, kPreEmphasis)), tables.window[i]), data, tables.order[i]);
        previous = current;
    }
    for (std::size_t i = kFrameLength; i < kFftLength; ++i)
        store(hn::Zero(d), data, tables.order[i]);
}

// One pass of radix 4, in place: four neighbouring transforms of `quarter` points become one of four times as many.
HWY_INLINE void combineFour(float* data, std::size_t quarter, const Tables& tables)
{
    const std::size_t length = 4 * quarter;
    const std::size_t step = kFftLength / length;
    float* const parts[4] = {data, data + quarter * hn::Lanes(Lanes()), data + 2 * quarter * hn::Lanes(Lanes()),
                             data + 3 * quarter * hn::Lanes(Lanes())};
    {
        const Vector even = hn::Add(load(parts[0], 0), load(parts[2], 0));
        const Vector evenDifference = hn::Sub(load(parts[0], 0), load(parts[2], 0));
        const Vector odd = hn::Add(load(parts[3], 0), load(parts[1], 0));
        const Vector oddDifference = hn::Sub(load(parts[3], 0), load(parts[1], 0));
        store(hn::Add(even, odd), data, 0);
        store(evenDifference, data, quarter);
        store(hn::Sub(even, odd), data, 2 * quarter);
        store(oddDifference, data, 3 * quarter);
    }
    for (std::size_t k = 1; 2 * k < quarter; ++k) {
        const Complex a0 = {load(parts[0], k), load(parts[0], quarter - k)};
        const Complex a1 = turned(parts[1], quarter, k, tables, step);
        const Complex a2 = turned(parts[2], quarter, k, tables, 2 * step);
        const Complex a3 = turned(parts[3], quarter, k, tables, 3 * step);
        const Complex even = {hn::Add(a0.re, a2.re), hn::Add(a0.im, a2.im)};
        const Complex evenDifference = {hn::Sub(a0.re, a2.re), hn::Sub(a0.im, a2.im)};
        const Complex odd = {hn::Add(a3.re, a1.re), hn::Add(a1.im, a3.im)};
        const Complex oddDifference = {hn::Sub(a3.re, a1.re), hn::Sub(a1.im, a3.im)};
        // Coefficients k and quarter + k, and, as conjugates, those mirrored: 2 quarter - k and quarter - k.
        store(hn::Add(even.re, odd.re), data, k);
        store(hn::Add(odd.im, even.im), data, length - k);
        store(hn::Add(evenDifference.re, oddDifference.im), data, quarter + k);
        store(hn::Add(oddDifference.re, evenDifference.im), data, 3 * quarter - k);
        store(hn::Sub(even.re, odd.re), data, 2 * quarter - k);
        store(hn::Sub(odd.im, even.im), data, 2 * quarter + k);
        store(hn::Sub(evenDifference.re, oddDifference.im), data, quarter - k);
        store(hn::Sub(oddDifference.re, evenDifference.im), data, 3 * quarter + k);
    }
    if (quarter > 1) { // the middle coefficient of each part is real; its factors are eighths of a turn
        const std::size_t middle = quarter / 2;
        constexpr float kHalfRoot = 0.70710678118654752F;
        const Vector a0 = load(parts[0], middle);
        const Vector a2 = load(parts[2], middle);
        const Vector difference = scaled(hn::Sub(load(parts[1], middle), load(parts[3], middle)), kHalfRoot);
        const Vector sum = scaled(hn::Add(load(parts[1], middle), load(parts[3], middle)), -kHalfRoot);
        store(hn::Add(a0, difference), data, middle);
        store(hn::Sub(a0, difference), data, quarter + middle);
        store(hn::Add(sum, a2), data, 3 * quarter - middle);
        store(hn::Sub(sum, a2), data, length - middle);
    }
}

// The last pass, of radix 2, whose coefficients are only wanted as power.
HWY_INLINE void powers(const float* data, const Tables& tables, float* power)
{
    constexpr std::size_t kHalf = kFftLength / 2;
    const float* const odds = data + kHalf * hn::Lanes(Lanes());
    const auto put = [&](std::size_t bin, Vector re, Vector im) {
        store(hn::Add(hn::Mul(re, re), hn::Mul(im, im)), power, bin);
    };
    put(0, hn::Add(load(data, 0), load(odds, 0)), hn::Zero(Lanes()));
    for (std::size_t k = 1; k < kHalf / 2; ++k) {
        const Complex even = {load(data, k), load(data, kHalf - k)};
        const Complex odd = turned(odds, kHalf, k, tables, 1);
        put(k, hn::Add(even.re, odd.re), hn::Add(even.im, odd.im));
        put(kHalf - k, hn::Sub(even.re, odd.re), hn::Sub(even.im, odd.im));
    }
    put(kHalf / 2, load(data, kHalf / 2), load(odds, kHalf / 2));
}

HWY_INLINE void logMelOfLanes(const Tables& tables, const float* power, float* logMel)
{
    const Lanes d;
    const std::size_t lanes = hn::Lanes(d);
    const Vector floor = hn::Set(d, kEnergyFloor);
    for (std::size_t m = 0; m < kMelBins; ++m) {
        const MelTriangle& triangle = tables.triangles[m];
        const float* weights = tables.melWeights.data() + triangle.first;
        const float* bins = power + static_cast<std::size_t>(triangle.firstBin) * lanes;
        Vector energy = hn::Zero(d);
        for (std::size_t i = 0; i < static_cast<std::size_t>(triangle.count); ++i)
            energy = hn::MulAdd(hn::Set(d, weights[i]), hn::Load(d, bins + i * lanes), energy);
        hn::Store(hn::Log(d, hn::Max(energy, floor)), d, logMel + m * lanes);
    }
}

// Scratch: the samples side by side, later the power spectrum, last the result in lanes; and the transform.
std::size_t scratchImpl()
{
    return hn::Lanes(Lanes()) * 2 * kFftLength;
}

void computeImpl(const float* samples, std::int64_t frames, float* scratch, float* logMel)
{
    const Tables& table = tables();
    const std::size_t lanes = hn::Lanes(Lanes());
    float* side = scratch;
    float* data = scratch + kFftLength * lanes;
    for (std::int64_t start = 0; start < frames; start += static_cast<std::int64_t>(lanes)) {
        const auto used = std::min(static_cast<std::size_t>(frames - start), lanes);
        gatherFrames(samples + start * kFrameShift, used, side);
        prepare(side, table, data);
        for (std::size_t quarter = 1; quarter < kFftLength / 2; quarter *= 4) {
            for (std::size_t at = 0; at < kFftLength; at += 4 * quarter)
                combineFour(data + at * lanes, quarter, table);
        }
        powers(data, table, side);
        logMelOfLanes(table, side, data);
        float* out = logMel + start * kMelBins;
        for (std::size_t lane = 0; lane < used; ++lane) {
            for (std::size_t m = 0; m < kMelBins; ++m)
                out[lane * kMelBins + m] = data[m * lanes + lane];
        }
    }
}

} // namespace HWY_NAMESPACE
} // namespace dass::fbank
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dass::fbank {

HWY_EXPORT(scratchImpl);
HWY_EXPORT(computeImpl);

std::size_t kernelScratch()
{
    return HWY_DYNAMIC_DISPATCH(scratchImpl)();
}

void computeFrames(const float* samples, std::int64_t frames, float* scratch, float* logMel)
{
    HWY_DYNAMIC_DISPATCH(computeImpl)(samples, frames, scratch, logMel);
}

} // namespace dass::fbank
#endif
