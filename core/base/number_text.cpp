#include "core/base/number_text.h"

#include <charconv>
#include <cmath>

namespace dass {

namespace {

// value / 10^decimals
std::string scaledText(std::int64_t value, int decimals)
{
    std::string digits = std::to_string(value);
    if (digits.size() <= static_cast<std::size_t>(decimals))
        digits.insert(0, static_cast<std::size_t>(decimals) + 1 - digits.size(), '0');
    digits.insert(digits.size() - static_cast<std::size_t>(decimals), 1, '.');
    return digits;
}

} // namespace

std::string millisecondText(std::int64_t sample)
{
    return scaledText((sample + 8) / 16, 3);
}

std::string microsecondText(std::int64_t sample)
{
    return scaledText((sample * 125 + 1) / 2, 6);
}

void appendFixed(std::string& text, double value, int decimals)
{
    if (!std::isfinite(value)) {
        text += "nan";
        return;
    }
    char digits[400]; // the largest double has 309 digits before the point
    const auto end = std::to_chars(digits, digits + sizeof digits, value, std::chars_format::fixed, decimals).ptr;
    text.append(digits, end);
}

std::string fixedText(double value, int decimals)
{
    std::string text;
    appendFixed(text, value, decimals);
    return text;
}

} // namespace dass
