#include "core/audio/mixdown.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <type_traits>

extern "C" {
#include <libavutil/channel_layout.h>
#include <libswresample/swresample.h>
}

namespace dass::media {

namespace {

constexpr float kLoudest = 1e12F; // floats scaled like 32-bit integers stay far below it, and squares of it are finite

template <class Sample>
struct Scale
{
    // Full scale of a signed integer format is 2^(bits - 1).
    static constexpr float value = 1.0F / (static_cast<float>(std::numeric_limits<Sample>::max() / 2 + 1) * 2);
    static float toFloat(Sample sample) { return static_cast<float>(sample) * value; }
};
template <>
struct Scale<std::uint8_t>
{
    static float toFloat(std::uint8_t sample) { return (static_cast<float>(sample) - 128.0F) / 128.0F; }
};
template <>
struct Scale<float>
{
    static float toFloat(float sample) { return sample; }
};
template <>
struct Scale<double>
{
    static float toFloat(double sample) { return static_cast<float>(sample); }
};

template <class Sample>
bool isMeaningless(float value)
{
    return std::is_floating_point_v<Sample> && !(std::abs(value) <= kLoudest); // so that NaN is caught too
}

// Adds a channel to every outStep-th value of out; returns how many of its values are silence because they mean
// nothing.
template <class Sample>
std::int64_t addChannel(const Sample* from, int step, int count, float* out, int outStep = 1)
{
    std::int64_t meaningless = 0;
    for (int i = 0; i < count; ++i) {
        const float value = Scale<Sample>::toFloat(from[static_cast<std::ptrdiff_t>(i) * step]);
        if (isMeaningless<Sample>(value))
            ++meaningless;
        else
            out[static_cast<std::ptrdiff_t>(i) * outStep] += value;
    }
    return meaningless;
}

template <class Sample>
const Sample* channelData(const AVFrame& frame, bool planar, int channel)
{
    return reinterpret_cast<const Sample*>(frame.extended_data[planar ? channel : 0]) + (planar ? 0 : channel);
}

template <class Sample>
std::int64_t mix(const AVFrame& frame, bool planar, std::optional<int> channel, float* mono)
{
    const int channels = frame.ch_layout.nb_channels;
    const int step = planar ? 1 : channels;
    if (channel) {
        if (*channel < 0 || *channel >= channels)
            return 0;
        return addChannel(channelData<Sample>(frame, planar, *channel), step, frame.nb_samples, mono);
    }
    std::int64_t meaningless = 0;
    for (int c = 0; c < channels; ++c)
        meaningless += addChannel(channelData<Sample>(frame, planar, c), step, frame.nb_samples, mono);
    if (channels > 1) {
        const float share = 1.0F / static_cast<float>(channels);
        for (int i = 0; i < frame.nb_samples; ++i)
            mono[i] *= share;
    }
    return meaningless;
}

template <class Sample>
std::int64_t spread(const AVFrame& frame, bool planar, int width, float* out)
{
    const int channels = frame.ch_layout.nb_channels;
    std::int64_t meaningless = 0;
    for (int c = 0; c < std::min(channels, width); ++c)
        meaningless +=
            addChannel(channelData<Sample>(frame, planar, c), planar ? 1 : channels, frame.nb_samples, out + c, width);
    return meaningless;
}

template <class Sample>
std::int64_t addShares(const Sample* from, int step, int count, const std::array<float, 2>& shares, float* out)
{
    std::int64_t meaningless = 0;
    for (std::ptrdiff_t i = 0; i < count; ++i) {
        const float value = Scale<Sample>::toFloat(from[i * step]);
        if (isMeaningless<Sample>(value)) {
            ++meaningless;
        } else {
            out[2 * i] += shares[0] * value;
            out[2 * i + 1] += shares[1] * value;
        }
    }
    return meaningless;
}

// What libswresample mixes to stereo with. False where it does not know how.
bool speakerShares(const AVChannelLayout& layout, std::vector<std::array<float, 2>>& shares)
{
    constexpr int kMost = 64; // channels that it knows; it may touch a whole table of so many by so many
    constexpr double kLevel = std::numbers::sqrt2 / 2; // of centre, surround and low frequencies: -3 dB
    constexpr double kNotScaled = std::numeric_limits<int>::max();
    if (layout.order != AV_CHANNEL_ORDER_NATIVE || layout.nb_channels > kMost)
        return false;
    const AVChannelLayout stereo = AV_CHANNEL_LAYOUT_STEREO;
    std::vector<double> matrix(kMost * kMost);
    if (swr_build_matrix2(&layout, &stereo, kLevel, kLevel, kLevel, kNotScaled, 1, matrix.data(), kMost,
                          AV_MATRIX_ENCODING_NONE, nullptr) < 0)
        return false;
    double loudest = 0;
    for (int side = 0; side < 2; ++side) {
        double sum = 0;
        for (int c = 0; c < layout.nb_channels; ++c)
            sum += std::abs(matrix[static_cast<std::size_t>(side * kMost + c)]);
        loudest = std::max(loudest, sum);
    }
    const double scale = 1 / std::max(loudest, 1.0);
    for (std::size_t c = 0; c < shares.size(); ++c)
        shares[c] = {static_cast<float>(matrix[c] * scale), static_cast<float>(matrix[kMost + c] * scale)};
    return loudest > 0;
}

// Appends silence for the frame's samples, `width` values each, and has `fill` lay over it what the frame holds. fill
// is called with a null pointer to the frame's type of sample, which only says the type.
template <class Fill>
std::optional<std::int64_t> append(const AVFrame& frame, int width, std::vector<float>& values, const Fill& fill)
{
    const std::size_t before = values.size();
    values.resize(before + static_cast<std::size_t>(frame.nb_samples) * static_cast<std::size_t>(width), 0.0F);
    float* out = values.data() + before;
    switch (av_get_packed_sample_fmt(static_cast<AVSampleFormat>(frame.format))) {
    case AV_SAMPLE_FMT_U8:
        return fill(static_cast<std::uint8_t*>(nullptr), out);
    case AV_SAMPLE_FMT_S16:
        return fill(static_cast<std::int16_t*>(nullptr), out);
    case AV_SAMPLE_FMT_S32:
        return fill(static_cast<std::int32_t*>(nullptr), out);
    case AV_SAMPLE_FMT_S64:
        return fill(static_cast<std::int64_t*>(nullptr), out);
    case AV_SAMPLE_FMT_FLT:
        return fill(static_cast<float*>(nullptr), out);
    case AV_SAMPLE_FMT_DBL:
        return fill(static_cast<double*>(nullptr), out);
    default:
        values.resize(before);
        return std::nullopt;
    }
}

bool isPlanar(const AVFrame& frame)
{
    return av_sample_fmt_is_planar(static_cast<AVSampleFormat>(frame.format)) != 0;
}

} // namespace

std::optional<std::int64_t> appendMono(const AVFrame& frame, std::optional<int> channel, std::vector<float>& mono)
{
    return append(frame, 1, mono,
                  [&]<class Sample>(Sample*, float* out) { return mix<Sample>(frame, isPlanar(frame), channel, out); });
}

std::optional<std::int64_t> appendChannels(const AVFrame& frame, int width, std::vector<float>& interleaved)
{
    return append(frame, width, interleaved, [&]<class Sample>(Sample*, float* out) {
        return spread<Sample>(frame, isPlanar(frame), width, out);
    });
}

std::optional<std::int64_t> StereoMix::append(const AVFrame& frame, std::vector<float>& interleaved)
{
    const AVChannelLayout& layout = frame.ch_layout;
    const auto channels = static_cast<std::size_t>(std::max(layout.nb_channels, 0));
    const std::uint64_t speakers = layout.order == AV_CHANNEL_ORDER_NATIVE ? layout.u.mask : 0;
    if (channels != m_shares.size() || speakers != m_speakers) {
        m_speakers = speakers;
        const float mean = 1.0F / static_cast<float>(std::max<std::size_t>(channels, 1));
        m_shares.assign(channels, {mean, mean});
        if (channels == 2)
            m_shares = {{1, 0}, {0, 1}};
        else if (channels > 2 && !speakerShares(layout, m_shares))
            m_shares.assign(channels, {mean, mean});
    }
    return media::append(frame, 2, interleaved, [&]<class Sample>(Sample*, float* out) {
        const bool planar = isPlanar(frame);
        std::int64_t meaningless = 0;
        for (std::size_t c = 0; c < channels; ++c)
            meaningless += addShares(channelData<Sample>(frame, planar, static_cast<int>(c)),
                                     planar ? 1 : layout.nb_channels, frame.nb_samples, m_shares[c], out);
        return meaningless;
    });
}

} // namespace dass::media
