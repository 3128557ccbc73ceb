#include "core/audio/mixdown.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>

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

// Adds a channel to every outStep-th value of out; returns how many of its values are silence because they mean
// nothing.
template <class Sample>
std::int64_t addChannel(const Sample* from, int step, int count, float* out, int outStep = 1)
{
    std::int64_t meaningless = 0;
    for (int i = 0; i < count; ++i) {
        const float value = Scale<Sample>::toFloat(from[static_cast<std::ptrdiff_t>(i) * step]);
        if (std::is_floating_point_v<Sample> && !(std::abs(value) <= kLoudest)) // so that NaN is caught too
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

} // namespace dass::media
