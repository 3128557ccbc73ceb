#pragma once

#include <filesystem>
#include <string_view>

namespace dass {

inline constexpr int kMostNumbered = 1000; // names that are tried before there is said to be none

// A path at which nothing is: STEM SUFFIX, else STEM-2 SUFFIX and so on, to kMostNumbered. A link counts as something
// even if what it points to is gone, and so does what cannot be looked at. Throws Error(Io) when all are taken.
std::filesystem::path freePath(const std::filesystem::path& stem, std::string_view suffix = {});

} // namespace dass
