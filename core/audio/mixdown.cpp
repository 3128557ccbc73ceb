#include "core/audio/mixdown.h"

#include <cstdint>
#include <limits>

namespace dass::media {

namespace {

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
const Sample* channelData(const AVFrame& frame, bool planar, int channel)
{
    return reinterpret_cast<const Sample*>(frame.extended_data[planar ? channel : 0]) + (planar ? 0 : channel);
}

template <class Sample>
void mix(const AVFrame& frame, bool planar, std::optional<int> channel, float* mono)
{
    const int channels = frame.ch_layout.nb_channels;
    const int step = planar ? 1 : channels;
    if (channel) {
        if (*channel < 0 || *channel >= channels)
            return;
        const Sample* from = channelData<Sample>(frame, planar, *channel);
        for (int i = 0; i < frame.nb_samples; ++i)
            mono[i] = Scale<Sample>::toFloat(from[static_cast<std::ptrdiff_t>(i) * step]);
        return;
    }
    for (int c = 0; c < channels; ++c) {
        const Sample* from = channelData<Sample>(frame, planar, c);
        for (int i = 0; i < frame.nb_samples; ++i)
            mono[i] += Scale<Sample>::toFloat(from[static_cast<std::ptrdiff_t>(i) * step]);
    }
    if (channels > 1) {
        const float share = 1.0F / static_cast<float>(channels);
        for (int i = 0; i < frame.nb_samples; ++i)
            mono[i] *= share;
    }
}

} // namespace

bool appendMono(const AVFrame& frame, std::optional<int> channel, std::vector<float>& mono)
{
    const auto format = static_cast<AVSampleFormat>(frame.format);
    const bool planar = av_sample_fmt_is_planar(format) != 0;
    const std::size_t before = mono.size();
    mono.resize(before + static_cast<std::size_t>(frame.nb_samples), 0.0F);
    float* out = mono.data() + before;
    switch (av_get_packed_sample_fmt(format)) {
    case AV_SAMPLE_FMT_U8:
        mix<std::uint8_t>(frame, planar, channel, out);
        return true;
    case AV_SAMPLE_FMT_S16:
        mix<std::int16_t>(frame, planar, channel, out);
        return true;
    case AV_SAMPLE_FMT_S32:
        mix<std::int32_t>(frame, planar, channel, out);
        return true;
    case AV_SAMPLE_FMT_S64:
        mix<std::int64_t>(frame, planar, channel, out);
        return true;
    case AV_SAMPLE_FMT_FLT:
        mix<float>(frame, planar, channel, out);
        return true;
    case AV_SAMPLE_FMT_DBL:
        mix<double>(frame, planar, channel, out);
        return true;
    default:
        mono.resize(before);
        return false;
    }
}

} // namespace dass::media
