#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace dass {

// Where a plugin, a shared library of the program's own that is opened only when it is needed, lies by this program:
// lib/ beside the program's folder (as built), the folder of its private libraries (as installed), or the program's
// folder. Nothing where it is in none of them, or where the system does not say which file the program is.
std::optional<std::filesystem::path> findPluginFile(const std::string& name);

} // namespace dass
