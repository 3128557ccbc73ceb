#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace dass {

// Lower-case hexadecimal SHA-256 of a file's bytes, read in blocks. Throws Error(NotFound, Io).
std::string sha256OfFile(const std::filesystem::path& path);

// The same of bytes in memory.
std::string sha256Of(std::string_view bytes);

} // namespace dass
