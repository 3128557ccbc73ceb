#pragma once

#include "core/model/tagging_model.h"

#include <cstdint>
#include <filesystem>
#include <optional>

namespace dass {

// How a recording is cut up for the model (docs/architecture.md, Whole recordings).
enum class TaggingMode {
    Windows, // clips of `window` every `hop`: what released models were trained on
    Dense,   // one pass over longer spans, a row every 0.32 s
    Whole,   // the recording as one input: one row for all of it
};

struct TaggingSettings
{
    TaggingMode mode = TaggingMode::Windows;
    double windowSeconds = 10.24; // rounded to whole frames of 10 ms; the training length is 10.24 s
    double hopSeconds = 10.24;    // likewise; at least one frame
    Pooling pooling = Pooling::Mean;
    std::optional<int> channel = {};          // 0-based, of the file; none = the mean of all (AudioOptions)
    std::int64_t batch = 0;                   // windows a call; 0 = chosen from the cores and the working memory
    std::int64_t tileFrames = 0;              // mode whole: frames in memory at a time; 0 = chosen by the model
    std::filesystem::path scratchFolder = {}; // mode whole: for its temporary files; empty = the system's

    bool operator==(const TaggingSettings&) const = default;
};

inline constexpr double kTrainingSeconds = 10.24;
inline constexpr double kDenseStepSeconds = 0.32;

// Where the rows of a result lie in time, in frames of 10 ms. Row i was computed from [windowStart, windowEnd); it
// speaks for its cell [cellStart, cellEnd). The cells tile the recording without overlap: with windows back to back
// they are the windows; with overlapping windows a cell is one hop long and lies in the middle of its window, but the
// first reaches back to the start and the last on to the end. Curves are drawn and events cut by cells.
class RowTiming
{
public:
    RowTiming() = default;
    RowTiming(const TaggingSettings& settings);

    // Rows that a recording of so many frames has: windows start at i * hop until one reaches the end; at least one row
    // for a recording that has a frame. Dense: ceil(frames / 32). Whole: 1.
    std::int64_t rowCount(std::int64_t frames) const;
    std::int64_t windowStart(std::int64_t row) const { return row * m_hop; }
    std::int64_t windowEnd(std::int64_t row, std::int64_t frames) const; // cut at the recording's end
    std::int64_t cellStart(std::int64_t row) const;
    // rows: how many there are so far; finished: whether the last one is the recording's last.
    std::int64_t cellEnd(std::int64_t row, std::int64_t rows, bool finished, std::int64_t frames) const;
    std::int64_t rowAt(std::int64_t frame, std::int64_t rows) const; // row whose cell holds this frame, clamped

    std::int64_t window() const { return m_window; }
    std::int64_t hop() const { return m_hop; }

private:
    std::int64_t m_window = 1024;
    std::int64_t m_hop = 1024;
};

} // namespace dass
