#pragma once

#include <filesystem>
#include <string_view>

namespace dass {

// The folder, with those above it. An empty path is the current folder, which is there. Throws Error(Io) that names the
// folder and ends with the advice, which says what the caller can do without it.
void makeFolder(const std::filesystem::path& folder, std::string_view advice);

} // namespace dass
