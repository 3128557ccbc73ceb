#include "ui/plots/time_text.h"

#include <QLocale>

#include <cmath>
#include <cstdint>

namespace dass {

QString timeText(double seconds, int decimals)
{
    // Whole units of the last decimal, so that carrying is exact; the nudge keeps 0.3 from becoming 0.2.
    const std::int64_t unit = std::llround(std::pow(10, decimals));
    const auto units = static_cast<std::int64_t>(std::floor(std::abs(seconds) * static_cast<double>(unit) + 1e-6));
    const std::int64_t whole = units / unit;
    QString text = QStringLiteral("%1:%2:%3")
                       .arg(whole / 3600, 2, 10, QLatin1Char('0'))
                       .arg(whole / 60 % 60, 2, 10, QLatin1Char('0'))
                       .arg(whole % 60, 2, 10, QLatin1Char('0'));
    if (decimals > 0) {
        text += QLocale().decimalPoint() + QStringLiteral("%1").arg(units % unit, decimals, 10, QLatin1Char('0'));
    }
    return seconds < 0 && units > 0 ? QChar(0x2212) + text : text;
}

QString dayTimeText(double seconds, int decimals)
{
    constexpr double kDay = 86400;
    // The nudge of timeText, before the days go: what is a hair before midnight is midnight.
    const double ofDay = std::fmod(seconds + 1e-6 / std::pow(10, decimals), kDay);
    return timeText(ofDay < 0 ? ofDay + kDay : ofDay, decimals);
}

} // namespace dass
