#include "ui/plots/timeticker.h"

#include "ui/plots/timetext.h"
#include "ui/plots/timeviewport.h"

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

void TimeTicker::setPixels(double axisWidth, double labelWidth)
{
    m_axisWidth = axisWidth;
    m_labelWidth = labelWidth;
}

double TimeTicker::stepFor(double spanSeconds, double axisWidth, double labelWidth)
{
    const double fitting = std::clamp(axisWidth / (labelWidth * kRoomPerLabel), 1.0, kMostLabels);
    const auto* const step = std::lower_bound(kSteps.begin(), kSteps.end(), spanSeconds / fitting);
    return step == kSteps.end() ? kSteps.back() * std::ceil(spanSeconds / fitting / kSteps.back()) : *step;
}

double TimeTicker::getTickStep(const QCPRange& range)
{
    const double step = stepFor(range.size() / TimeViewport::kSampleRate, m_axisWidth, m_labelWidth);
    m_decimals = step >= 1 ? 0 : static_cast<int>(std::ceil(-std::log10(step) - 1e-9));
    return step * TimeViewport::kSampleRate;
}

int TimeTicker::getSubTickCount(double)
{
    return 1;
}

QString TimeTicker::getTickLabel(double tick, const QLocale&, QChar, int)
{
    return timeText(tick / TimeViewport::kSampleRate, m_decimals);
}

} // namespace dass
