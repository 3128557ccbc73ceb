#pragma once

#include <filesystem>
#include <string>

namespace dass::distill {

// Throws Error: NotFound (also for a folder), Io.
std::string readTextFile(const std::filesystem::path& path);

} // namespace dass::distill
