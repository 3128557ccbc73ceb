#pragma once

#include <QString>

#include <optional>

namespace dass {

// A number as a field shows it: with the language's decimal sign and up to six digits.
QString numberText(double value);

// What somebody typed: with the language's decimal sign, or with the point that specifications have.
std::optional<double> readNumber(const QString& text);

} // namespace dass
