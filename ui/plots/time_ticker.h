#pragma once

#include "ui/plots/pixel_grid.h"

#include <qcustomplot.h>

#include <optional>

namespace dass {

// Ticks of the time axis, whose coordinates are samples at 16 kHz: steps of whole, round times chosen from the pixels
// that a label needs, labels hh:mm:ss with as many decimals as the step.
class TimeTicker : public QCPAxisTicker
{
public:
    // The visible columns and the room of a label in logical pixels; set before a replot.
    void setGrid(const PixelGrid& grid, double labelWidth);

    // Seconds of the day at sample 0: labels are times of day, at round ones. None: times since the start.
    void setClockStart(const std::optional<double>& seconds);

    // Seconds between labels for a span of so many seconds.
    static double stepFor(double spanSeconds, double axisWidth, double labelWidth);

protected:
    double getTickStep(const QCPRange& range) override;
    int getSubTickCount(double tickStep) override;
    // Inside the pixel columns that the times lie in, so that a line rounded to whole pixels is exactly there.
    QVector<double> createTickVector(double tickStep, const QCPRange& range) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar formatChar, int precision) override;

private:
    PixelGrid m_grid;
    std::optional<double> m_clockStart;
    double m_labelWidth = 60;
    double m_step = 1; // seconds
    int m_decimals = 0;
};

} // namespace dass
