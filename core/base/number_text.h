#pragma once

#include <cstdint>
#include <string>

namespace dass {

// Numbers as text for files: always with a decimal point and without thousands separators, whatever locale the program
// or its streams have.

// Seconds of a sample at 16 kHz, from integers alone, rounded half up: "12.345", "12.345000".
std::string millisecondText(std::int64_t sample);
std::string microsecondText(std::int64_t sample);

// A value with so many decimals (at most 9), "nan" when it is none. Appends, because tables have millions of them.
void appendFixed(std::string& text, double value, int decimals);
std::string fixedText(double value, int decimals);

// Probabilities have six decimals in tables.
inline constexpr int kProbabilityDecimals = 6;

} // namespace dass
