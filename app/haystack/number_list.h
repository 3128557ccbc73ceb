#pragma once

#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace dass {

// Lists of numbers as a person types them, separated by commas or semicolons; none for what is no such list, or an
// empty one. Numbers are shown with the language's decimal sign, and read with that or a point; where it is the comma,
// one that separates is followed by a space.

// Lengths: "10.24, 50 s, 5 min, 2.5 h"; without a unit, seconds. In frames of 10 ms, from 10.24 s to 24 h, ascending.
std::optional<std::vector<std::int64_t>> parseLengths(const QString& text);
std::optional<std::int64_t> parseLength(const QString& text);
QString lengthText(std::int64_t frames); // "10.24 s", "5 min", "2.5 h"
QString lengthsText(const std::vector<std::int64_t>& frames);

// Positions, 0 to 1, ascending.
std::optional<std::vector<double>> parsePositions(const QString& text);

// Ratios in dB, −100 to 100; "none" (or its translation) leaves a recording as loud as it is.
std::optional<std::vector<std::optional<double>>> parseRatios(const QString& text);

QString plainNumber(double value); // shortest that reads back as the same, with the language's decimal sign
QString positionsText(const std::vector<double>& positions);
QString ratiosText(const std::vector<std::optional<double>>& ratios);

} // namespace dass
