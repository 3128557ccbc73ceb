#pragma once

#include <filesystem>
#include <string>

namespace dass {

// Lower-case hexadecimal SHA-256 of a file's bytes, read in blocks. Throws Error(NotFound, Io).
std::string sha256OfFile(const std::filesystem::path& path);

} // namespace dass
