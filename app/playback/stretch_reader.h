#pragma once

#include "app/playback/time_stretch.h"
#include "core/audio/audio_reader.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

namespace dass {

// Samples of a stretch of a recording as they are to be heard, at a speed, with the place that they come from. All
// samples are at the reader's rate, sampleRate, with its values each. At speed 1 they are the recording's own.
class StretchReader
{
public:
    // The reader outlives this. end: where the stretch ends; none: with the recording.
    StretchReader(AudioReader& reader, int sampleRate, std::optional<std::int64_t> end, double speed);

    // The next block() starts at this sample.
    void seek(std::int64_t sample, const std::stop_token& stop);
    // Empty at the end of the stretch.
    std::vector<float> block();
    // Sample of the recording that the last block's first one is.
    std::int64_t source() const { return m_source; }

private:
    std::vector<float> read();
    std::int64_t samplesIn(const std::vector<float>& values) const
    {
        return static_cast<std::int64_t>(values.size()) / m_reader.width();
    }

    AudioReader& m_reader;
    std::optional<std::int64_t> m_end;
    double m_speed;
    std::optional<TimeStretch> m_stretch; // none at speed 1
    std::int64_t m_position = 0;          // of the next sample to read
    std::int64_t m_start = 0;             // that was sought
    std::int64_t m_given = 0;             // since then
    std::int64_t m_source = 0;
    bool m_ended = false;
};

} // namespace dass
