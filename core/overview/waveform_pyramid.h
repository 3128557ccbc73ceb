#pragma once

#include "core/overview/append_only_pyramid.h"

#include <atomic>
#include <cstdint>
#include <span>
#include <vector>

namespace dass {

// What a stretch of the waveform looks like in one pixel column.
struct WaveformColumn
{
    float min = 0;
    float max = 0;
    float rms = 0;
    bool known = false; // false: not decoded yet, or beyond the end
};

// Minimum, maximum and RMS of a recording's 16 kHz samples at every zoom: level 0 holds one entry for 16 samples, each
// level above one for 16 of the level below. Values are kept to 1/8192 and up to ±4. It lives in a temporary file that
// has no name (230 MB for 10 hours), so memory is the system's to take back.
//
// One thread appends; any number of threads may read meanwhile, without waiting.
class WaveformPyramid
{
public:
    static constexpr std::int64_t kReduction = 16; // samples an entry, and entries an entry of the next level

    struct Entry // in units of 1/8192
    {
        std::int16_t min;
        std::int16_t max;
        std::uint16_t rms;
    };

    WaveformPyramid(); // throws Error(Io) when there is no room for temporary files

    // The whole of a finished one at a coarser zoom, by the entries of a level: some 800 kB at level 2 for 10 hours.
    std::vector<Entry> entries(int level) const; // the last one may stand for fewer samples
    // What entries() gave. Ranges are of whole entries; nothing may be appended. Throws Error(Io).
    WaveformPyramid(int level, std::span<const Entry> entries, std::int64_t samples);
    static std::int64_t entriesFor(std::int64_t samples, int level);

    // The thread that writes. Throws Error(Io).
    void append(std::span<const float> samples);
    void finish(); // makes the last samples, fewer than 16, visible; nothing may be appended after it

    // Samples that can be seen so far: a multiple of 16 until finish().
    std::int64_t samples() const { return m_samples.load(std::memory_order_acquire); }
    // Greatest absolute sample so far.
    float peak() const { return m_peak.load(std::memory_order_relaxed); }

    // Of the samples [start, end), widened to whole entries; what lies outside the recording is left out.
    WaveformColumn range(std::int64_t start, std::int64_t end) const;
    // Column c shows [start + c (end - start) / columns, start + (c + 1) (end - start) / columns).
    std::vector<WaveformColumn> query(std::int64_t start, std::int64_t end, int columns) const;

private:
    struct Reduction
    {
        static constexpr std::int64_t kFactor = kReduction;
        static Entry reduce(const Entry* first);
    };

    void addEntry(std::span<const float> samples);

    AppendOnlyPyramid<Entry, Reduction> m_entries;
    std::vector<float> m_waiting; // fewer than 16 samples
    std::atomic<std::int64_t> m_samples{0};
    std::atomic<float> m_peak{0};
};

} // namespace dass
