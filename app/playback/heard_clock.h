#pragma once

#include <cstdint>

namespace dass {

// Devices say what has been heard in steps of some tens of milliseconds. This clock runs on between the steps, never
// back and never far ahead, so that a playhead moves evenly. In samples.
class HeardClock
{
public:
    explicit HeardClock(int sampleRate) : m_sampleRate(sampleRate) {}

    // heard: as the device says now; elapsedMilliseconds: any steady clock.
    std::int64_t update(std::int64_t heard, std::int64_t elapsedMilliseconds);
    // The device stood still on purpose: no running on until it says something again.
    void hold() { m_heard = -1; }

private:
    int m_sampleRate;
    std::int64_t m_heard = -1;
    std::int64_t m_since = 0; // milliseconds at which m_heard was new
    std::int64_t m_shown = 0;
};

} // namespace dass
