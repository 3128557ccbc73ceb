#pragma once

#include "core/inference/tagging_settings.h"
#include "ui/plots/peak_series.h"
#include "ui/plots/pixel_grid.h"
#include "ui/plots/shaped_series.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace dass {

class ProbabilityMatrix;

// The columns of a probability matrix that are drawn, gathered class by class out of its rows. Gathering is cut into
// slices, so that choosing tags of a long recording never holds up the window. Beside what is stored it has what events
// are cut from, where that is something else. GUI thread.
class ProbabilitySeries
{
public:
    void setResult(std::shared_ptr<const ProbabilityMatrix> probabilities, const RowTiming& timing, std::int64_t frames,
                   bool finished);
    void setClasses(const std::vector<std::int64_t>& classes); // what is kept; others are forgotten

    void setShaping(const EventShaping& shaping);
    const EventShaping& shaping() const { return m_shaping; }

    // Works for about so long on rows that are missing. True when everything that is there has been gathered.
    bool gather(int milliseconds);

    // As stored. Null for a class that is not kept.
    const PeakSeries* series(std::int64_t classIndex) const;
    // As the search for events sees it: rolled up and smoothed. Likewise.
    const PeakSeries* curve(std::int64_t classIndex) const;
    bool isShaped(std::int64_t classIndex) const; // the two are not the same

    bool hasResult() const { return m_probabilities != nullptr; }
    // First sample that has no tags yet; 0 without a result.
    std::int64_t taggedEnd() const;
    std::int64_t rows() const; // in the matrix
    // Row whose cell holds this sample; none where nothing is tagged.
    std::optional<std::int64_t> rowAt(std::int64_t sample) const;
    double cellSamples() const; // length of every cell but the first and the last
    double cellStartSample(std::int64_t row) const;
    double cellEndSample(std::int64_t row) const;
    // Of any class, as stored, read from the matrix itself. The row must exist.
    float probability(std::int64_t row, std::int64_t classIndex) const;
    // Likewise, of the curve as far as it has been gathered.
    float curveProbability(std::int64_t row, std::int64_t classIndex) const;

    // The greatest probability in each visible column, -1 where there is none. grid.columns values.
    void reduce(const PeakSeries& series, const PixelGrid& grid, std::vector<float>& columns) const;

private:
    struct Column
    {
        PeakSeries stored;
        std::vector<std::size_t> below; // classes that roll up into this one
        std::vector<float> rolled;      // what that gives, row by row; only with such classes
        ShapedSeries shaped;            // in place of the stored ones; only where it is something else
    };

    bool isShaped(const Column& column) const { return m_shaping.smooths() || !column.below.empty(); }
    std::vector<std::size_t> classesBelow(std::int64_t classIndex) const;
    bool readSlice(std::int64_t available);
    bool shapeSlice();

    std::shared_ptr<const ProbabilityMatrix> m_probabilities;
    RowTiming m_timing;
    std::int64_t m_frames = 0;
    bool m_finished = false;
    EventShaping m_shaping;
    std::map<std::int64_t, Column> m_columns;
};

} // namespace dass
