#pragma once

#include <CLI/CLI.hpp>

namespace dass::cli {

// For options that are numbers: from `least` to `most`, both included. CLI::Range lets nan pass, because it compares
// false with both ends.
CLI::Validator numberFrom(double least, double most);

// Seconds that can be turned into samples without overflow.
inline constexpr double kMostSeconds = 1e9;

} // namespace dass::cli
