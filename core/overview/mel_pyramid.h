#pragma once

#include "core/features/fbank.h"
#include "core/overview/append_only_pyramid.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <span>
#include <vector>

namespace dass {

// A piece of the spectrogram, reduced to pixel columns.
struct MelColumns
{
    std::vector<std::uint8_t> levels; // [columns, 128], lowest band first; see MelPyramid::logMel
    int known = 0;                    // columns from the left on that are there; the others hold 0
};

// A recording's log-mel frames at every zoom, one byte a value in steps of half a decibel. Level 0 holds every frame,
// each level above the greatest values of 16 entries of the level below: short events survive zooming out. It lives in
// a temporary file that has no name (490 MB for 10 hours), so memory is the system's to take back.
//
// Frame f covers the samples [160 f, 160 f + 400). One thread appends; any number may read meanwhile, without waiting.
class MelPyramid
{
public:
    static constexpr std::int64_t kReduction = 16; // entries an entry of the next level
    static constexpr int kBands = fbank::kMelBins;
    // Level 0 is the filterbank's floor; 255 lies 127.5 dB above it, more than sound in [-1, 1] can reach.
    static constexpr float kLowest = -15.942385F; // log-mel, natural logarithm of power
    static constexpr float kStep = 0.115129255F;  // log-mel a level: 0.5 dB

    using Column = std::array<std::uint8_t, static_cast<std::size_t>(kBands)>;

    MelPyramid(); // throws Error(Io) when there is no room for temporary files

    // The whole of a finished one at a coarser zoom, by the entries of a level: all that a screen can show of a long
    // recording, in some 2 MB for 10 hours.
    std::vector<Column> entries(int level) const; // the last one may stand for fewer frames
    // What entries() gave. Columns and peaks are of whole entries; nothing may be appended. Throws Error(Io).
    MelPyramid(int level, std::span<const Column> entries, std::int64_t frames);
    static std::int64_t entriesFor(std::int64_t frames, int level);

    // Raw log-mel frames, [n, 128]. The thread that writes. Throws Error(Io).
    void append(std::span<const float> logMel);

    // Frames that can be seen so far.
    std::int64_t frames() const { return m_frames.load(std::memory_order_acquire); }
    // Greatest log-mel value so far; kLowest while there is none.
    float loudest() const { return logMel(m_loudest.load(std::memory_order_relaxed)); }

    static constexpr float logMel(std::uint8_t level) { return kLowest + kStep * static_cast<float>(level); }
    static std::uint8_t levelOf(float logMel);

    // Greatest level of each band in the frames [start, end); what lies outside the recording counts as 0.
    Column peak(std::int64_t start, std::int64_t end) const;
    // Column c shows frames [start + c (end - start) / columns, start + (c + 1) (end - start) / columns), at least one.
    MelColumns query(std::int64_t start, std::int64_t end, int columns) const;

private:
    struct Reduction
    {
        static constexpr std::int64_t kFactor = kReduction;
        static Column reduce(const Column* first);
    };

    AppendOnlyPyramid<Column, Reduction> m_entries;
    std::atomic<std::int64_t> m_frames{0};
    std::atomic<std::uint8_t> m_loudest{0};
};

} // namespace dass
