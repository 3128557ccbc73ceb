#pragma once

#include <CLI/CLI.hpp>

#include <cstdint>

namespace dass::cli {

// For options that are numbers: from `least` to `most`, both included. CLI::Range lets nan pass, because it compares
// false with both ends.
CLI::Validator numberFrom(double least, double most);

// The same for options that are whole numbers.
CLI::Validator wholeNumberFrom(std::int64_t least, std::int64_t most);

// For counts that have no limit of their own.
inline constexpr std::int64_t kMostCount = 1'000'000'000;

// Seconds that can be turned into samples without overflow.
inline constexpr double kMostSeconds = 1e9;

} // namespace dass::cli
