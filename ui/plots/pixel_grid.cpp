#include "ui/plots/pixel_grid.h"

#include "ui/plots/time_viewport.h"

#include <algorithm>
#include <cmath>

namespace dass {

PixelGrid PixelGrid::forView(const TimeViewport& viewport, const QRect& plot, double pixelRatio)
{
    PixelGrid grid;
    grid.pixelRatio = pixelRatio;
    grid.left = plot.left();
    grid.columns = std::max(1, static_cast<int>(std::floor(plot.width() * pixelRatio)));
    grid.samplesPerColumn = viewport.span() / grid.columns;
    grid.firstColumn = std::llround(viewport.start() / grid.samplesPerColumn);
    return grid;
}

std::int64_t PixelGrid::columnOf(double sample) const
{
    const auto column = static_cast<std::int64_t>(std::floor(sample / samplesPerColumn));
    // Division and multiplication round apart: a column's first sample must be in that column.
    const double next = static_cast<double>(firstSample(column + 1));
    return sample >= next ? column + 1 : column;
}

double PixelGrid::xOfColumn(std::int64_t column) const
{
    return left + static_cast<double>(column - firstColumn) / pixelRatio;
}

double PixelGrid::xOf(double sample) const
{
    return left + (sample / samplesPerColumn - static_cast<double>(firstColumn)) / pixelRatio;
}

double PixelGrid::sampleAt(double x) const
{
    return ((x - left) * pixelRatio + static_cast<double>(firstColumn)) * samplesPerColumn;
}

std::int64_t PixelGrid::firstSample(std::int64_t column) const
{
    return static_cast<std::int64_t>(std::ceil(static_cast<double>(column) * samplesPerColumn));
}

} // namespace dass
