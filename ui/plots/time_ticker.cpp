#include "ui/plots/time_ticker.h"

#include "ui/plots/time_text.h"
#include "ui/plots/time_viewport.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace dass {
namespace {

constexpr std::array kSteps = {0.001, 0.002, 0.005,  0.01,   0.02,   0.05,    0.1,     0.2,     0.5,
                               1.0,   2.0,   5.0,    10.0,   15.0,   30.0,    60.0,    120.0,   300.0,
                               600.0, 900.0, 1800.0, 3600.0, 7200.0, 10800.0, 21600.0, 43200.0, 86400.0};
constexpr double kMostLabels = 9;
constexpr double kRoomPerLabel = 1.6; // of a label's width

} // namespace

void TimeTicker::setGrid(const PixelGrid& grid, double labelWidth)
{
    m_grid = grid;
    m_labelWidth = labelWidth;
}

void TimeTicker::setClockStart(const std::optional<double>& seconds)
{
    m_clockStart = seconds;
    setTickOrigin(-seconds.value_or(0) * TimeViewport::kSampleRate);
}

double TimeTicker::stepFor(double spanSeconds, double axisWidth, double labelWidth)
{
    const double fitting = std::clamp(axisWidth / (labelWidth * kRoomPerLabel), 1.0, kMostLabels);
    const auto* const step = std::lower_bound(kSteps.begin(), kSteps.end(), spanSeconds / fitting);
    return step == kSteps.end() ? kSteps.back() * std::ceil(spanSeconds / fitting / kSteps.back()) : *step;
}

double TimeTicker::getTickStep(const QCPRange& range)
{
    m_step = stepFor(range.size() / TimeViewport::kSampleRate, m_grid.columns / m_grid.pixelRatio, m_labelWidth);
    m_decimals = m_step >= 1 ? 0 : static_cast<int>(std::ceil(-std::log10(m_step) - 1e-9));
    return m_step * TimeViewport::kSampleRate;
}

int TimeTicker::getSubTickCount(double)
{
    return 1;
}

QVector<double> TimeTicker::createTickVector(double tickStep, const QCPRange& range)
{
    QVector<double> ticks = QCPAxisTicker::createTickVector(tickStep, range);
    for (double& tick : ticks) {
        tick = (static_cast<double>(m_grid.columnOf(std::round(tick))) + 0.25) * m_grid.samplesPerColumn;
    }
    return ticks;
}

QString TimeTicker::getTickLabel(double tick, const QLocale&, QChar, int)
{
    const double seconds = tick / TimeViewport::kSampleRate + m_clockStart.value_or(0);
    const double round = std::round(seconds / m_step) * m_step;
    return m_clockStart ? dayTimeText(round, m_decimals) : timeText(round, m_decimals);
}

} // namespace dass
