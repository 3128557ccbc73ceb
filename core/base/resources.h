#pragma once

#include <filesystem>
#include <optional>

namespace dass {

// A file or folder that ships with the program, by its path below resources/ ("labels/audioset_labels.csv"). Looked
// for in the folder that the environment variable DASS_RESOURCES names, then ../share/dass-studio and ./resources
// beside the program, then the source tree that it was built from.
std::optional<std::filesystem::path> findResource(const std::filesystem::path& relative);

// The same, or Error(NotFound) that says where resources are looked for.
std::filesystem::path requireResource(const std::filesystem::path& relative);

} // namespace dass
