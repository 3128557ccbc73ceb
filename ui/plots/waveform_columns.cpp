#include "ui/plots/waveform_columns.h"

#include "ui/plots/plot_colours.h"
#include "ui/plots/value_scale.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace dass {

void WaveformColumns::reduce(const std::shared_ptr<const WaveformPyramid>& waveform, const PixelGrid& grid)
{
    const std::int64_t samples = waveform->samples();
    if (waveform == m_waveform && grid == m_grid && samples == m_samples) {
        return;
    }
    m_waveform = waveform;
    m_grid = grid;
    m_samples = samples;
    m_columns.resize(static_cast<std::size_t>(grid.columns));
    for (int i = 0; i < grid.columns; ++i) {
        const std::int64_t column = grid.firstColumn + i;
        const std::int64_t start = grid.firstSample(column);
        m_columns[static_cast<std::size_t>(i)] = waveform->range(start, std::max(grid.lastSample(column), start + 1));
    }
}

void WaveformColumns::draw(QPainter& painter, const PixelGrid& grid, const QRect& track, const ValueRange& range,
                           const PlotColours& colours, int first, int last) const
{
    const double width = 1 / grid.pixelRatio;
    const double finest = 1 / grid.pixelRatio; // silence is a line, not nothing
    std::vector<QRectF> peaks;
    std::vector<QRectF> loud;
    peaks.reserve(m_columns.size());
    loud.reserve(m_columns.size());
    const auto bar = [&](double x, double low, double high) {
        const double top = std::clamp(range.yOf(high, track), static_cast<double>(track.top()), track.bottom() + 1.0);
        const double bottom = std::clamp(range.yOf(low, track), static_cast<double>(track.top()), track.bottom() + 1.0);
        return QRectF(x, top, width, std::max(bottom - top, finest));
    };
    for (int i = first; i < std::min(last, static_cast<int>(m_columns.size())); ++i) {
        const WaveformColumn& column = m_columns[static_cast<std::size_t>(i)];
        if (!column.known) {
            continue;
        }
        const double x = grid.xOfColumn(grid.firstColumn + i);
        const auto low = static_cast<double>(column.min);
        const auto high = static_cast<double>(column.max);
        const auto rms = static_cast<double>(column.rms);
        peaks.push_back(bar(x, low, high));
        // Not beyond the peaks, which lie on one side only at the highest zooms.
        loud.push_back(bar(x, std::max(-rms, low), std::min(rms, high)));
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.wavePeak);
    painter.drawRects(peaks.data(), static_cast<int>(peaks.size()));
    painter.setBrush(colours.waveRms);
    painter.drawRects(loud.data(), static_cast<int>(loud.size()));
}

} // namespace dass
