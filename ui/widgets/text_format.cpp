#include "ui/widgets/text_format.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace dass {

namespace {

constexpr std::int64_t kDaySeconds = 86400;
constexpr double kLongestSeconds = 1e9; // thirty years

struct TextFormat
{
    Q_DECLARE_TR_FUNCTIONS(dass::TextFormat)
};

QString number(double value, int decimals)
{
    QString text = QLocale().toString(value, 'f', decimals);
    if (text.startsWith(QLatin1Char('-')))
        text[0] = QChar(0x2212);
    return text;
}

} // namespace

QString clockText(double seconds, bool tenths)
{
    const auto total = static_cast<std::int64_t>(std::floor(std::max(0.0, seconds) * 10 + 1e-6));
    const std::int64_t whole = total / 10;
    QString text = QStringLiteral("%1:%2:%3")
                       .arg(whole / 3600, 2, 10, QLatin1Char('0'))
                       .arg(whole / 60 % 60, 2, 10, QLatin1Char('0'))
                       .arg(whole % 60, 2, 10, QLatin1Char('0'));
    return tenths ? text + QLocale().decimalPoint() + QString::number(total % 10) : text;
}

QString sampleClockText(std::int64_t sample, bool tenths)
{
    return clockText(static_cast<double>(sample) / 16000.0, tenths);
}

QString exactClockText(std::int64_t sample, const std::optional<double>& clockStart)
{
    std::int64_t thousandths = (std::max<std::int64_t>(0, sample) + 8) / 16;
    if (clockStart)
        thousandths = (thousandths + std::llround(*clockStart * 1000)) % (kDaySeconds * 1000);
    return QStringLiteral("%1%2%3")
        .arg(clockText(static_cast<double>(thousandths / 1000), false), QLocale().decimalPoint())
        .arg(thousandths % 1000, 3, 10, QLatin1Char('0'));
}

std::optional<double> parseTime(const QString& text)
{
    const QStringList parts = text.trimmed().split(QLatin1Char(':'));
    if (parts.isEmpty() || parts.size() > 3)
        return std::nullopt;
    double seconds = 0;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        bool ok = false;
        const bool last = i == parts.size() - 1;
        QString digits = parts[i];
        const double part = last ? digits.replace(',', '.').toDouble(&ok) : digits.toInt(&ok);
        if (!ok || !(part >= 0 && part <= kLongestSeconds) || (i > 0 && part >= 60))
            return std::nullopt;
        seconds = seconds * 60 + part;
    }
    return seconds;
}

std::optional<std::int64_t> parseSample(const QString& text, const std::optional<double>& clockStart, std::int64_t near)
{
    constexpr double kRate = 16000;
    std::optional<double> seconds = parseTime(text);
    if (!seconds)
        return std::nullopt;
    if (clockStart) { // of the days on which the clock shows this, the one that brings it nearest
        const double since = *seconds - *clockStart;
        const double days = std::round((static_cast<double>(near) / kRate - since) / kDaySeconds);
        *seconds = since + days * kDaySeconds;
    }
    return std::llround(*seconds * kRate);
}

QString sampleTimeText(std::int64_t sample, const std::optional<double>& clockStart, bool tenths)
{
    constexpr auto kDay = static_cast<double>(kDaySeconds);
    if (!clockStart)
        return sampleClockText(sample, tenths);
    return clockText(std::fmod(*clockStart + static_cast<double>(sample) / 16000.0 + 1e-7, kDay), tenths);
}

QString shortDurationText(double seconds)
{
    return TextFormat::tr("%1 s").arg(number(seconds, 1));
}

QString longDurationText(double seconds)
{
    const auto whole = static_cast<std::int64_t>(std::ceil(std::max(0.0, seconds)));
    if (whole < 60)
        return TextFormat::tr("%1 s").arg(whole);
    if (whole < 3600)
        return TextFormat::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
    return TextFormat::tr("%1 h %2 min").arg(whole / 3600).arg(whole / 60 % 60);
}

QString bytesText(std::uint64_t bytes)
{
    const auto value = static_cast<double>(bytes);
    if (value < 1e3)
        return TextFormat::tr("%1 B").arg(bytes);
    if (value < 1e6)
        return TextFormat::tr("%1 kB").arg(number(value / 1e3, 0));
    if (value < 1e9)
        return TextFormat::tr("%1 MB").arg(number(value / 1e6, value < 1e7 ? 1 : 0));
    return TextFormat::tr("%1 GB").arg(number(value / 1e9, 2));
}

QString countText(std::int64_t count)
{
    const auto value = static_cast<double>(count);
    if (value < 1e3)
        return QString::number(count);
    if (value < 1e6)
        return TextFormat::tr("%1 k").arg(number(value / 1e3, 0));
    return TextFormat::tr("%1 M").arg(number(value / 1e6, value < 1e7 ? 1 : 0));
}

QString probabilityText(double probability)
{
    return number(probability, 2);
}

QString sentenceText(const QString& words)
{
    QString text = words.trimmed();
    if (text.isEmpty())
        return text;
    text[0] = text[0].toUpper();
    return text.endsWith(QLatin1Char('.')) ? text : TextFormat::tr("%1.", "a sentence").arg(text);
}

QString withoutMnemonic(const QString& menuText)
{
    static const QRegularExpression kBracketed(QStringLiteral("\\s*\\(&.\\)"));
    QString text = menuText;
    text.remove(kBracketed).remove(QLatin1Char('&'));
    return text.endsWith(QChar(0x2026)) ? text.chopped(1) : text;
}

QString percentText(double share)
{
    return TextFormat::tr("%1 %").arg(static_cast<int>(std::floor(share * 100)));
}

QString speedText(double timesRealTime)
{
    return TextFormat::tr("%1 × real time").arg(number(timesRealTime, timesRealTime < 10 ? 1 : 0));
}

} // namespace dass
