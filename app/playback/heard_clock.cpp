#include "app/playback/heard_clock.h"

#include <algorithm>

namespace dass {

std::int64_t HeardClock::update(std::int64_t heard, std::int64_t elapsedMilliseconds)
{
    constexpr std::int64_t kFurthestAhead = 100; // milliseconds; a device that stands still for longer has stopped
    if (heard != m_heard) {
        m_heard = heard;
        m_since = elapsedMilliseconds;
    }
    const std::int64_t ahead = heard > 0 ? std::min(elapsedMilliseconds - m_since, kFurthestAhead) : 0;
    m_shown = std::max(m_shown, heard + ahead * m_sampleRate / 1000);
    return m_shown;
}

} // namespace dass
