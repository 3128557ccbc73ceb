#pragma once

#include <QRect>

#include <cstdint>

namespace dass {

class TimeViewport;

// The device pixel columns that every track draws in, fixed to the recording: column c holds the samples
// [c * samplesPerColumn, (c + 1) * samplesPerColumn). The view is snapped to whole columns, so that what is reduced to
// a column once stays right while panning, and all tracks agree to the pixel.
struct PixelGrid
{
    double samplesPerColumn = 1;
    std::int64_t firstColumn = 0;
    int columns = 0;       // visible
    double left = 0;       // of the first column, logical pixels
    double pixelRatio = 1; // device pixels a logical one

    // plot: the tracks' common horizontal extent in logical pixels.
    static PixelGrid forView(const TimeViewport& viewport, const QRect& plot, double pixelRatio);

    double startSample() const { return static_cast<double>(firstColumn) * samplesPerColumn; }
    double endSample() const { return static_cast<double>(firstColumn + columns) * samplesPerColumn; }
    std::int64_t columnOf(double sample) const;
    double xOfColumn(std::int64_t column) const; // left edge, logical pixels
    double xOf(double sample) const;             // logical pixels
    double sampleAt(double x) const;
    // Whole samples whose column this is: [first, last).
    std::int64_t firstSample(std::int64_t column) const;
    std::int64_t lastSample(std::int64_t column) const { return firstSample(column + 1); }

    bool operator==(const PixelGrid&) const = default;
};

} // namespace dass
