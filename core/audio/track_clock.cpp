#include "core/audio/track_clock.h"

#include <algorithm>
#include <array>
#include <string_view>

extern "C" {
#include <libavutil/mathematics.h>
}

namespace dass::media {

namespace {

constexpr int kShortestGapMs = 100; // jitter and rounding stay below it
constexpr int kLongestGapSeconds = 600;
constexpr std::int64_t kLargestStamp = std::int64_t{1} << 60; // samples

// Containers that store a time stamp with the packets. For the others FFmpeg makes stamps up from sizes and rates.
constexpr std::array<std::string_view, 9> kStamped = {
    "matroska,webm", "mov,mp4,m4a,3gp,3g2,mj2", "ogg", "mpegts", "mpeg", "flv", "asf", "flac", "nut"};
// Containers in which a stamp of a lossless codec is the number of the sample.
constexpr std::array<std::string_view, 7> kExact = {
    "wav", "w64", "aiff", "au", "caf", "flac", "mov,mp4,m4a,3gp,3g2,mj2"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool isLossless(AVCodecID codec)
{
    const AVCodecDescriptor* descriptor = avcodec_descriptor_get(codec);
    return descriptor && (descriptor->props & AV_CODEC_PROP_LOSSLESS) && !(descriptor->props & AV_CODEC_PROP_LOSSY);
}

} // namespace

std::optional<std::int64_t> inSamples(std::int64_t stamp, AVRational timeBase, int sampleRate)
{
    if (stamp == AV_NOPTS_VALUE || sampleRate <= 0)
        return std::nullopt;
    const std::int64_t samples = av_rescale_q(stamp, timeBase, {1, sampleRate}); // INT64_MIN where it overflows
    return samples >= -kLargestStamp && samples <= kLargestStamp ? std::optional(samples) : std::nullopt;
}

TrackClock::TrackClock(const AVStream& stream, const AVInputFormat& format)
    : m_timeBase(stream.time_base), m_stamped(contains(kStamped, format.name))
{
    m_exact = contains(kExact, format.name) && isLossless(stream.codecpar->codec_id) && m_timeBase.num == 1 &&
              m_timeBase.den == stream.codecpar->sample_rate;
}

std::optional<std::int64_t> TrackClock::stampInSamples(const AVFrame& frame) const
{
    return inSamples(frame.pts, m_timeBase, frame.sample_rate);
}

std::int64_t TrackClock::missingBefore(const AVFrame& frame, std::int64_t skip)
{
    const auto stamp = stampInSamples(frame);
    if (!stamp)
        return 0;
    const std::int64_t leap = m_nextStamp ? *stamp - *m_nextStamp : 0;
    m_nextStamp = *stamp + frame.nb_samples;
    if (!m_stampOfStart) {
        m_stampOfStart = *stamp + skip - m_position;
        return 0;
    }
    const std::int64_t ahead = *stamp - *m_stampOfStart - m_position;
    const std::int64_t missing = m_exact ? ahead : std::min(ahead, leap);
    const std::int64_t shortest = m_exact ? 1 : static_cast<std::int64_t>(frame.sample_rate) * kShortestGapMs / 1000;
    const std::int64_t longest = static_cast<std::int64_t>(frame.sample_rate) * kLongestGapSeconds;
    if (m_exact && (ahead < 0 || ahead > longest))
        m_exact = false; // stamps that run backwards or leap too far are no positions
    return (m_stamped || m_exact) && missing >= shortest && missing <= longest ? missing : 0;
}

std::optional<std::int64_t> TrackClock::stampAt(std::int64_t position) const
{
    if (!m_exact || !m_stampOfStart)
        return std::nullopt;
    return *m_stampOfStart + position;
}

bool TrackClock::resumeAt(const AVFrame& frame)
{
    const auto stamp = stampInSamples(frame);
    if (!stamp || !m_stampOfStart || *stamp < *m_stampOfStart)
        return false;
    m_position = *stamp - *m_stampOfStart;
    m_nextStamp = *stamp;
    return true;
}

void TrackClock::resumeAt(std::int64_t position)
{
    m_position = position;
    m_nextStamp.reset();
}

} // namespace dass::media
