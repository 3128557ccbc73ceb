#pragma once

#include "core/audio/ffmpeg_handles.h"

#include <cstdint>
#include <optional>

namespace dass::media {

// A time stamp or duration in samples; none for one that is not stated, or so large that sums of it would overflow.
std::optional<std::int64_t> inSamples(std::int64_t stamp, AVRational timeBase, int sampleRate);

// Where decoded samples belong. Positions are counted in samples from the first one that a player would play; they do
// not follow time stamps, which are rounded, jitter and drift. A container's own time stamps only tell of missing
// sound: where the stamp of a frame leaps ahead of the frame before it, by more than 0.1 s and at most 10 minutes,
// silence of that length belongs between them. Where stamps are exact samples (PCM and lossless formats), every gap
// counts, and a position can be computed from a stamp.
class TrackClock
{
public:
    TrackClock() = default;
    TrackClock(const AVStream& stream, const AVInputFormat& format);

    std::int64_t position() const { return m_position; }
    bool started() const { return m_position > 0; }

    // Samples of silence that belong before a frame of which skip samples are left out at its start.
    std::int64_t missingBefore(const AVFrame& frame, std::int64_t skip);
    void advance(std::int64_t samples) { m_position += samples; }

    // The stamp, in the stream's time base, to look for to get to a position; none where stamps are not exact.
    std::optional<std::int64_t> stampAt(std::int64_t position) const;
    // After a jump: takes the position from the first frame's exact stamp. False if it has none.
    bool resumeAt(const AVFrame& frame);
    // After a jump to a place that is known otherwise.
    void resumeAt(std::int64_t position);

private:
    std::optional<std::int64_t> stampInSamples(const AVFrame& frame) const;

    AVRational m_timeBase{0, 1};
    bool m_stamped = false; // the container stores time stamps
    bool m_exact = false;   // and they count samples
    std::int64_t m_position = 0;
    std::optional<std::int64_t> m_stampOfStart; // of position 0, in samples
    std::optional<std::int64_t> m_nextStamp;    // that the next frame should have, in samples
};

} // namespace dass::media
