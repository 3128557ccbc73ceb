#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

namespace dass {

// Reads a plain file of a folder that somebody else may have filled: none where it is no plain file, cannot be read or
// holds more than `most` bytes.
std::optional<std::string> readSmallFile(const std::filesystem::path& file, std::size_t most);

// The last `most` bytes of a plain file, or all of it where it is shorter; empty where it cannot be read.
std::string readEnd(const std::filesystem::path& file, std::size_t most);

} // namespace dass
