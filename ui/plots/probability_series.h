#pragma once

#include "core/inference/tagging_settings.h"
#include "ui/plots/peak_series.h"
#include "ui/plots/pixel_grid.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace dass {

class ProbabilityMatrix;

// The columns of a probability matrix that are drawn, gathered class by class out of its rows. Gathering is cut into
// slices, so that choosing tags of a long recording never holds up the window. GUI thread.
class ProbabilitySeries
{
public:
    void setResult(std::shared_ptr<const ProbabilityMatrix> probabilities, const RowTiming& timing, std::int64_t frames,
                   bool finished);
    void setClasses(const std::vector<std::int64_t>& classes); // what is kept; others are forgotten

    // Works for about so long on rows that are missing. True when everything that is there has been gathered.
    bool gather(int milliseconds);

    // Null for a class that is not kept.
    const PeakSeries* series(std::int64_t classIndex) const;

    bool hasResult() const { return m_probabilities != nullptr; }
    // First sample that has no tags yet; 0 without a result.
    std::int64_t taggedEnd() const;
    std::int64_t rows() const; // in the matrix
    // Row whose cell holds this sample; none where nothing is tagged.
    std::optional<std::int64_t> rowAt(std::int64_t sample) const;
    double cellSamples() const; // length of every cell but the first and the last
    double cellStartSample(std::int64_t row) const;
    double cellEndSample(std::int64_t row) const;
    // All classes of a row, read from the matrix itself. The row must exist.
    float probability(std::int64_t row, std::int64_t classIndex) const;

    // The greatest probability in each visible column, -1 where there is none. grid.columns values.
    void reduce(const PeakSeries& series, const PixelGrid& grid, std::vector<float>& columns) const;

private:
    std::shared_ptr<const ProbabilityMatrix> m_probabilities;
    RowTiming m_timing;
    std::int64_t m_frames = 0;
    bool m_finished = false;
    std::map<std::int64_t, PeakSeries> m_series;
};

} // namespace dass
