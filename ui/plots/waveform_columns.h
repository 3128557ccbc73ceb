#pragma once

#include "core/overview/waveform_pyramid.h"
#include "ui/plots/pixel_grid.h"

#include <cstdint>
#include <memory>
#include <vector>

class QPainter;
class QRect;

namespace dass {

struct PlotColours;
struct ValueRange;

// The waveform of the visible pixel columns: from the least to the greatest sample, the RMS inside.
class WaveformColumns
{
public:
    // Does nothing when neither the grid nor the decoded part has changed since the last time.
    void reduce(const std::shared_ptr<const WaveformPyramid>& waveform, const PixelGrid& grid);

    // Columns [first, last) of the grid, counted from its left edge.
    void draw(QPainter& painter, const PixelGrid& grid, const QRect& track, const ValueRange& range,
              const PlotColours& colours, int first, int last) const;

private:
    std::shared_ptr<const WaveformPyramid> m_waveform;
    PixelGrid m_grid;
    std::int64_t m_samples = -1;
    std::vector<WaveformColumn> m_columns;
};

} // namespace dass
