#include "core/ops/depthwise_conv.h"
#include "core/ops/scratch.h"

#include <algorithm>
#include <array>
#include <cstdint>

// Highway includes this unit again for each target: the order of these lines matters.
// clang-format off
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/ops/depthwise_conv_kernel_cpu.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
#include "core/ops/lanes-inl.h"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace dass::ops {
namespace HWY_NAMESPACE {

namespace {

constexpr int kTaps = 9;

void packWeight(const float* weight, int64_t channel, int64_t count, float* to) // to [9][lanes]
{
    std::fill_n(to, kTaps * kLanes, 0.0F);
    for (int64_t lane = 0; lane < count; ++lane)
        for (int tap = 0; tap < kTaps; ++tap)
            to[tap * kLanes + lane] = weight[(channel + lane) * kTaps + tap];
}

// The three image rows around one, for one group of lanes. Rows outside of the image are a pixel of zeros that does not
// advance.
template <typename Element>
struct RowWindow
{
    std::array<const Element*, 3> rows;
    std::array<int64_t, 3> strides;
    int64_t width;

    RowWindow(const Element* image, int64_t row, int64_t height, int64_t columns, int64_t pixelStride,
              const Element* zeros)
        : width(columns)
    {
        for (int64_t i = 0; i < 3; ++i) {
            const int64_t at = row + i - 1;
            const bool inside = at >= 0 && at < height;
            rows[static_cast<size_t>(i)] = inside ? image + at * columns * pixelStride : zeros;
            strides[static_cast<size_t>(i)] = inside ? pixelStride : 0;
        }
    }

    template <bool kFull>
    HWY_INLINE void load(Floats d, int64_t column, int64_t count, Vec* to) const
    {
        for (size_t i = 0; i < 3; ++i)
            to[i] = column < width ? loadLanes<kFull>(d, rows[i] + column * strides[i], count) : hn::Zero(d);
    }
};

// The nine pixels around each pixel of a row, held in registers while they slide: body(column, window), window[3 i + j]
// is row i, column j of the neighbourhood.
template <bool kFull, typename Element, typename Body>
HWY_INLINE void slide(Floats d, const RowWindow<Element>& rows, int64_t count, const Body& body)
{
    Vec left[3] = {hn::Zero(d), hn::Zero(d), hn::Zero(d)};
    Vec middle[3];
    Vec right[3];
    rows.template load<kFull>(d, 0, count, middle);
    for (int64_t column = 0; column < rows.width; ++column) {
        rows.template load<kFull>(d, column + 1, count, right);
        const Vec window[kTaps] = {left[0],  middle[0], right[0],  left[1], middle[1],
                                   right[1], left[2],   middle[2], right[2]};
        body(column, window);
        for (int i = 0; i < 3; ++i) {
            left[i] = middle[i];
            middle[i] = right[i];
        }
    }
}

HWY_INLINE Vec convolve(Floats d, const Vec* window, const float* weight)
{
    Vec even = hn::Mul(window[0], hn::Load(d, weight)); // two chains, for latency
    Vec odd = hn::Mul(window[1], hn::Load(d, weight + kLanes));
    for (int tap = 2; tap < kTaps; tap += 2)
        even = hn::MulAdd(window[tap], hn::Load(d, weight + tap * kLanes), even);
    for (int tap = 3; tap < kTaps; tap += 2)
        odd = hn::MulAdd(window[tap], hn::Load(d, weight + tap * kLanes), odd);
    return hn::Add(even, odd);
}

HWY_INLINE Vec sigmoidOf(Floats d, Vec z)
{
    const Vec scaled = hn::Mul(z, hn::Set(d, kLog2E));
    return sigmoid(d, scaled, expOfMinusMagnitude(d, scaled));
}

template <bool kFull, typename Element>
HWY_INLINE void forwardRow(const RowWindow<Element>& rows, const float* weight, int64_t count, int64_t pixelStride,
                           Element* y)
{
    const Floats d;
    slide<kFull>(d, rows, count, [&](int64_t column, const Vec* window) {
        const Vec z = convolve(d, window, weight);
        storeLanes<kFull>(d, hn::Mul(z, sigmoidOf(d, z)), y + column * pixelStride, count);
    });
}

template <typename Element>
void forwardRows(const DepthwiseConvInputs& in, int64_t rowBegin, int64_t rowEnd, Element* y)
{
    const Element zeros[kMaxLanes] = {};
    const int64_t rowSize = in.width * in.channels;
    HWY_ALIGN float weight[kTaps * kMaxLanes];
    for (int64_t channel = 0; channel < in.channels; channel += kLanes) {
        const int64_t count = std::min(kLanes, in.channels - channel);
        packWeight(in.weight, channel, count, weight);
        for (int64_t row = rowBegin; row < rowEnd; ++row) {
            const int64_t image = row / in.height;
            const auto* x = static_cast<const Element*>(in.x) + image * in.height * rowSize + channel;
            const RowWindow<Element> rows(x, row % in.height, in.height, in.width, in.channels, zeros);
            Element* to = y + row * rowSize + channel;
            if (count == kLanes)
                forwardRow<true>(rows, weight, count, in.channels, to);
            else
                forwardRow<false>(rows, weight, count, in.channels, to);
        }
    }
}

// dz of one row, dense [W][lanes], and its contribution to the weight's gradient [9][lanes].
template <bool kFull, typename Element>
HWY_INLINE void backwardRow(const RowWindow<Element>& rows, const Element* dy, const float* weight, int64_t count,
                            int64_t pixelStride, float* dz, float* dWeight)
{
    const Floats d;
    Vec sum[kTaps];
    for (int tap = 0; tap < kTaps; ++tap)
        sum[tap] = hn::Load(d, dWeight + tap * kLanes);
    slide<kFull>(d, rows, count, [&](int64_t column, const Vec* window) {
        const Vec z = convolve(d, window, weight);
        const Vec s = sigmoidOf(d, z);
        const Vec slope = hn::MulAdd(hn::NegMulAdd(s, z, z), s, s); // s (1 + z (1 - s))
        const Vec g = hn::Mul(loadLanes<kFull>(d, dy + column * pixelStride, count), slope);
        hn::Store(g, d, dz + column * kLanes);
        for (int tap = 0; tap < kTaps; ++tap)
            sum[tap] = hn::MulAdd(g, window[tap], sum[tap]);
    });
    for (int tap = 0; tap < kTaps; ++tap)
        hn::Store(sum[tap], d, dWeight + tap * kLanes);
}

template <bool kFull, typename Element>
void backwardGroup(const DepthwiseConvInputs& in, const Element* x, const Element* dy, int64_t channel, int64_t count,
                   Element* dx, float* dWeight)
{
    const Floats d;
    const Element zeros[kMaxLanes] = {};
    const int64_t rowSize = in.width * in.channels;
    // dz of the last four rows, as one image of rows that repeats, between two rows of zeros for each that is missing.
    thread_local Scratch scratch;
    const int64_t dzRow = in.width * kLanes;
    float* dz = scratch.reserve(4 * dzRow);
    HWY_ALIGN float weight[kTaps * kMaxLanes];
    HWY_ALIGN float flipped[kTaps * kMaxLanes]; // the transposed convolution's weight
    HWY_ALIGN float sums[kTaps * kMaxLanes] = {};
    packWeight(in.weight, channel, count, weight);
    for (int tap = 0; tap < kTaps; ++tap)
        std::copy_n(weight + tap * kLanes, kLanes, flipped + (kTaps - 1 - tap) * kLanes);

    const auto dzAt = [&](int64_t row) { return dz + row % 4 * dzRow; };
    std::fill_n(dzAt(3), dzRow, 0.0F); // above the first row
    for (int64_t row = 0; row <= in.height; ++row) {
        if (row < in.height) {
            const RowWindow<Element> rows(x, row, in.height, in.width, in.channels, zeros);
            backwardRow<kFull>(rows, dy + row * rowSize, weight, count, in.channels, dzAt(row), sums);
        } else {
            std::fill_n(dzAt(row), dzRow, 0.0F);
        }
        if (row == 0)
            continue;
        Element* to = dx + (row - 1) * rowSize;
        RowWindow<float> rows(nullptr, 0, 0, in.width, kLanes, nullptr);
        rows.rows = {dzAt(row + 2), dzAt(row - 1), dzAt(row)};
        rows.strides = {kLanes, kLanes, kLanes};
        slide<true>(d, rows, kLanes, [&](int64_t column, const Vec* window) {
            storeLanes<kFull>(d, convolve(d, window, flipped), to + column * in.channels, count);
        });
    }
    for (int64_t lane = 0; lane < count; ++lane)
        for (int tap = 0; tap < kTaps; ++tap)
            dWeight[(channel + lane) * kTaps + tap] += sums[tap * kLanes + lane];
}

template <typename Element>
void backwardChannels(const DepthwiseConvInputs& in, const Element* dy, int64_t image, int64_t channelBegin,
                      int64_t channelEnd, Element* dx, float* dWeight)
{
    const int64_t offset = image * in.height * in.width * in.channels;
    const auto* x = static_cast<const Element*>(in.x) + offset;
    for (int64_t channel = channelBegin; channel < channelEnd; channel += kLanes) {
        const int64_t count = std::min(kLanes, channelEnd - channel);
        const int64_t at = offset + channel;
        if (count == kLanes)
            backwardGroup<true>(in, x + channel, dy + at, channel, count, dx + at, dWeight);
        else
            backwardGroup<false>(in, x + channel, dy + at, channel, count, dx + at, dWeight);
    }
}

} // namespace

void convForward(const DepthwiseConvInputs& in, int64_t rowBegin, int64_t rowEnd, void* y)
{
    if (in.type == ElementType::Float32)
        forwardRows(in, rowBegin, rowEnd, static_cast<float*>(y));
    else
        forwardRows(in, rowBegin, rowEnd, static_cast<uint16_t*>(y));
}

void convBackward(const DepthwiseConvInputs& in, const void* dy, int64_t image, int64_t channelBegin,
                  int64_t channelEnd, void* dx, float* dWeight)
{
    if (in.type == ElementType::Float32)
        backwardChannels(in, static_cast<const float*>(dy), image, channelBegin, channelEnd, static_cast<float*>(dx),
                         dWeight);
    else
        backwardChannels(in, static_cast<const uint16_t*>(dy), image, channelBegin, channelEnd,
                         static_cast<uint16_t*>(dx), dWeight);
}

} // namespace HWY_NAMESPACE
} // namespace dass::ops
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dass::ops {

HWY_EXPORT(convForward);
HWY_EXPORT(convBackward);

void depthwiseConvSiluCpu(const DepthwiseConvInputs& inputs, int64_t rowBegin, int64_t rowEnd, void* y)
{
    HWY_DYNAMIC_DISPATCH(convForward)(inputs, rowBegin, rowEnd, y);
}

void depthwiseConvSiluBackwardCpu(const DepthwiseConvInputs& inputs, const void* dy, int64_t image,
                                  int64_t channelBegin, int64_t channelEnd, void* dx, float* dWeight)
{
    HWY_DYNAMIC_DISPATCH(convBackward)(inputs, dy, image, channelBegin, channelEnd, dx, dWeight);
}

} // namespace dass::ops
#endif
