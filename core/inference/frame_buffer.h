#pragma once

#include "core/features/fbank.h"

#include <cstdint>
#include <span>
#include <vector>

namespace dass {

// The stretch of a recording's normalised frames that a pass still needs, addressed by their place in the recording.
class FrameBuffer
{
public:
    std::int64_t begin() const { return m_begin; }
    std::int64_t end() const { return m_begin + static_cast<std::int64_t>(m_values.size()) / fbank::kMelBins; }

    void append(std::span<const float> frames) { m_values.insert(m_values.end(), frames.begin(), frames.end()); }

    // Forgets what lies before this frame.
    void dropBefore(std::int64_t frame)
    {
        if (frame <= m_begin)
            return;
        m_values.erase(m_values.begin(), m_values.begin() + (frame - m_begin) * fbank::kMelBins);
        m_begin = frame;
    }

    std::span<const float> frames(std::int64_t first, std::int64_t last) const // [last - first, 128]
    {
        return {m_values.data() + (first - m_begin) * fbank::kMelBins,
                static_cast<std::size_t>((last - first) * fbank::kMelBins)};
    }

private:
    std::vector<float> m_values;
    std::int64_t m_begin = 0;
};

} // namespace dass
