#pragma once

#include <filesystem>

namespace dass {

// A folder for results, with those above it; nothing for an empty path. Throws Error(Io), naming it.
void makeFolder(const std::filesystem::path& folder);

} // namespace dass
