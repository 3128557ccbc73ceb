#include "ui/distill/curve_scale.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace dass {

namespace {

constexpr int kTicks = 3;
constexpr double kRoom = 0.06; // above and below the values, of their span
constexpr int kMostDecimals = 4;
constexpr QChar kMinus(0x2212);

} // namespace

double roundStep(double span, int count)
{
    const double rough = span / count;
    if (!(rough > 0) || !std::isfinite(rough))
        return 1;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (rough <= factor * power * 1.0001)
            return factor * power;
    return 10 * power;
}

CurveScale::CurveScale(double lowest, double highest, bool logarithmic, double most)
    : m_logarithmic(logarithmic && lowest > 0 && highest > 0)
{
    if (!(lowest <= highest)) // no value
        return;
    m_ticks.clear();
    if (m_logarithmic) {
        m_low = std::log10(lowest);
        m_high = std::max(std::log10(highest), m_low + 0.1);
        const double room = kRoom * (m_high - m_low);
        m_low -= room;
        m_high += room;
        const bool wide = m_high - m_low > 1.5;
        for (int decade = static_cast<int>(std::floor(m_low)); decade <= m_high; ++decade)
            for (const double factor : {1.0, 2.0, 5.0}) {
                const double at = decade + std::log10(factor);
                if (at >= m_low && at <= m_high && (!wide || factor == 1.0))
                    m_ticks << std::pow(10.0, at);
            }
        if (m_ticks.size() < 2) // so near to each other that a linear scale would look the same
            addTicks(std::pow(10.0, m_low), std::pow(10.0, m_high));
        return;
    }
    if (lowest == 0 && highest == 0)
        highest = std::min(1.0, most);
    if (highest - lowest < 1e-12 * std::max(1.0, std::abs(highest))) {
        const double half = std::max(std::abs(highest) * 0.1, 1e-9);
        lowest -= half;
        highest += half;
    }
    const double room = kRoom * (highest - lowest);
    m_low = lowest >= 0 ? std::max(0.0, lowest - room) : lowest - room;
    m_high = std::min(highest + room, most + kRoom / 3 * std::abs(most));
    addTicks(m_low, std::min(m_high, most));
}

void CurveScale::addTicks(double low, double high)
{
    m_ticks.clear();
    const double step = roundStep(high - low, kTicks);
    m_decimals = std::max(0, static_cast<int>(std::ceil(-std::log10(step) - 1e-9)));
    for (auto at = static_cast<std::int64_t>(std::ceil(low / step - 1e-9));
         static_cast<double>(at) * step <= high + 1e-9 * step && m_ticks.size() < 10; ++at)
        m_ticks << static_cast<double>(at) * step;
}

double CurveScale::share(double value) const
{
    const double at = m_logarithmic ? (value > 0 ? std::log10(value) : m_low - 1) : value;
    return (at - m_low) / (m_high - m_low);
}

QString CurveScale::text(double value) const
{
    if (m_logarithmic || m_decimals > kMostDecimals) {
        QString text = curveNumber(value);
        const QString point = QLocale().decimalPoint();
        if (text.contains(point) && !text.contains('e')) {
            while (text.endsWith('0'))
                text.chop(1);
            if (text.endsWith(point))
                text.chop(point.size());
        }
        return text;
    }
    if (std::abs(value) < 1e-12)
        return QStringLiteral("0"); // however many decimals the others need
    const QString digits = QLocale().toString(std::abs(value), 'f', m_decimals);
    return value < 0 ? kMinus + digits : digits;
}

QString curveNumber(double value)
{
    if (!std::isfinite(value))
        return QStringLiteral("–");
    const double size = std::abs(value);
    const int decimals = size == 0 ? 0 : std::clamp(2 - static_cast<int>(std::floor(std::log10(size * 1.0005))), 0, 9);
    QString text = QLocale().toString(size, 'f', decimals);
    if (size != 0 && (size < 0.9995e-3 || size >= 1e6)) {
        int power = static_cast<int>(std::floor(std::log10(size)));
        double factor = std::round(size / std::pow(10.0, power) * 10) / 10;
        if (factor >= 10) {
            factor /= 10;
            ++power;
        }
        text = QLocale().toString(factor, 'g', 2) + 'e' +
               (power < 0 ? kMinus + QString::number(-power) : QString::number(power));
    }
    return value < 0 ? kMinus + text : text;
}

} // namespace dass
