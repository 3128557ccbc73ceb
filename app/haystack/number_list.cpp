#include "app/haystack/number_list.h"

#include "core/niah/needle_set.h"
#include "core/niah/spec.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace dass {

namespace {

constexpr double kDay = 86400;
constexpr double kFrameRate = 100;
constexpr double kMostDb = 100;
constexpr qsizetype kMostItems = 100;

QString noneWord()
{
    return QCoreApplication::translate("dass::NumberList", "none");
}

bool hasDecimalComma()
{
    return QLocale().decimalPoint() == QStringLiteral(",");
}

QStringList itemsOf(const QString& text)
{
    static const QRegularExpression kSeparator(QStringLiteral("[,;]"));
    static const QRegularExpression kSpacedSeparator(QStringLiteral(";|,\\s|,$"));
    QStringList items;
    for (const QString& item : text.split(hasDecimalComma() ? kSpacedSeparator : kSeparator, Qt::SkipEmptyParts))
        if (!item.trimmed().isEmpty())
            items << item.trimmed();
    return items;
}

std::optional<double> parseNumber(QString text)
{
    text.replace(QChar(0x2212), '-');
    text.replace(QLocale().decimalPoint(), QStringLiteral("."));
    bool good = false;
    const double value = text.trimmed().toDouble(&good);
    return good && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

template <class T, class Parse>
std::optional<std::vector<T>> parseList(const QString& text, const Parse& parse)
{
    std::vector<T> values;
    const QStringList items = itemsOf(text);
    if (items.isEmpty() || items.size() > kMostItems)
        return std::nullopt;
    for (const QString& item : items) {
        const std::optional<T> value = parse(item);
        if (!value)
            return std::nullopt;
        if (std::find(values.begin(), values.end(), *value) == values.end())
            values.push_back(*value);
    }
    std::sort(values.begin(), values.end());
    return values;
}

template <class T, class Text>
QString joined(const std::vector<T>& values, const Text& text)
{
    QStringList parts;
    for (const T& value : values)
        parts << text(value);
    return parts.join(hasDecimalComma() ? QStringLiteral("; ") : QStringLiteral(", "));
}

} // namespace

std::optional<std::int64_t> parseLength(const QString& text)
{
    static const QRegularExpression kLength(QStringLiteral("^([0-9.,]+)\\s*(s|min|h)?$"));
    const QRegularExpressionMatch match = kLength.match(text.trimmed());
    if (!match.hasMatch())
        return std::nullopt;
    const std::optional<double> number = parseNumber(match.captured(1));
    if (!number)
        return std::nullopt;
    const QString unit = match.captured(2);
    const double seconds = *number * (unit == "h" ? 3600 : unit == "min" ? 60 : 1);
    if (seconds < 10 || seconds > kDay) // what is called 10 s is 10.24
        return std::nullopt;
    return std::max(niah::kNeedleFrames, static_cast<std::int64_t>(std::llround(seconds * kFrameRate)));
}

std::optional<std::vector<std::int64_t>> parseLengths(const QString& text)
{
    return parseList<std::int64_t>(text, parseLength);
}

QString plainNumber(double value)
{
    return QString::fromStdString(niah::numberText(value)).replace('.', QLocale().decimalPoint());
}

QString lengthText(std::int64_t frames)
{
    const double seconds = static_cast<double>(frames) / kFrameRate;
    const auto whole = [](double value) { return std::abs(value * 10 - std::round(value * 10)) < 1e-9; };
    if (seconds >= 3600 && whole(seconds / 3600))
        return plainNumber(std::round(seconds / 360) / 10) + QStringLiteral(" h");
    if (seconds >= 120 && whole(seconds / 60))
        return plainNumber(std::round(seconds / 6) / 10) + QStringLiteral(" min");
    return plainNumber(seconds) + QStringLiteral(" s");
}

QString lengthsText(const std::vector<std::int64_t>& frames)
{
    return joined(frames, lengthText);
}

std::optional<std::vector<double>> parsePositions(const QString& text)
{
    return parseList<double>(text, [](const QString& item) {
        const std::optional<double> value = parseNumber(item);
        return value && *value >= 0 && *value <= 1 ? value : std::nullopt;
    });
}

QString positionsText(const std::vector<double>& positions)
{
    return joined(positions, plainNumber);
}

std::optional<std::vector<std::optional<double>>> parseRatios(const QString& text)
{
    using Ratio = std::optional<double>;
    return parseList<Ratio>(text, [](const QString& item) -> std::optional<Ratio> {
        if (item == QStringLiteral("none") || item == noneWord())
            return Ratio();
        const std::optional<double> value = parseNumber(item);
        return value && std::abs(*value) <= kMostDb ? std::optional<Ratio>(value) : std::nullopt;
    });
}

QString ratiosText(const std::vector<std::optional<double>>& ratios)
{
    return joined(ratios, [](const std::optional<double>& ratio) { return ratio ? plainNumber(*ratio) : noneWord(); });
}

} // namespace dass
