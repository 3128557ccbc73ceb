#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace dass {

// Lower-case hexadecimal SHA-256 of a file's bytes, read in blocks. Throws Error: NotFound, Io, BadFile for
// what is no file or is cut short meanwhile.
std::string sha256OfFile(const std::filesystem::path& path);
// Nothing once a stop was asked for, which is looked at before every block.
std::optional<std::string> sha256OfFile(const std::filesystem::path& path, const std::stop_token& stop);

// The same of bytes in memory.
std::string sha256Of(std::string_view bytes);

} // namespace dass
