#pragma once

#include "core/inference/events.h"
#include "ui/plots/peak_series.h"

#include <cstdint>
#include <span>
#include <vector>

namespace dass {

// What the search for events does to the stored probabilities before it looks at them: roll-up, then smoothing.
struct EventShaping
{
    Smoothing smoothing = Smoothing::None;
    int rows = 1;                   // that are smoothed over; odd
    std::vector<ClassBelow> rollUp; // as EventSettings::rollUp
    bool smooths() const { return smoothing != Smoothing::None && rows > 1; }

    bool operator==(const EventShaping&) const = default;
};

// One class's probabilities, smoothed, to the last bit as the search for events smooths them. Grows with what it is
// made from; the rows at its end change while that goes on, since the last row stands in for those to come.
class ShapedSeries
{
public:
    const PeakSeries& peaks() const { return m_peaks; }
    void reset();
    bool isBehind(std::int64_t rows) const { return m_madeFrom != rows; }

    // source: all rows so far; what is no number counts as 0. A slice of the work; true once nothing is behind.
    bool extend(std::span<const float> source, const EventShaping& shaping);

private:
    PeakSeries m_peaks;
    std::int64_t m_settled = 0;  // rows that stay as they are
    std::int64_t m_madeFrom = 0; // rows of the source, when nothing was behind
};

} // namespace dass
