#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace dass::distill {

// Throws Error: NotFound (also for a folder), Io.
std::string readTextFile(const std::filesystem::path& path);

// Adds bytes at the end of a run's file, all of them or, on a full disk, some. Throws Error(Io).
void appendBytes(const std::filesystem::path& path, std::string_view bytes);

} // namespace dass::distill
