#pragma once

#include <qcustomplot.h>

namespace dass {

// Ticks of the time axis, whose coordinates are samples at 16 kHz: steps of whole, round times chosen from the pixels
// that a label needs, labels hh:mm:ss with as many decimals as the step.
class TimeTicker : public QCPAxisTicker
{
public:
    // Room of the axis and of a label, in logical pixels; set before a replot.
    void setPixels(double axisWidth, double labelWidth);

    // Seconds between labels for a span of so many seconds.
    static double stepFor(double spanSeconds, double axisWidth, double labelWidth);

protected:
    double getTickStep(const QCPRange& range) override;
    int getSubTickCount(double tickStep) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar formatChar, int precision) override;

private:
    double m_axisWidth = 800;
    double m_labelWidth = 60;
    int m_decimals = 0;
};

} // namespace dass
