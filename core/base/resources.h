#pragma once

#include <filesystem>
#include <optional>
#include <vector>

namespace dass {

// A file or folder that ships with the program, by its path below resources/ ("labels/audioset_labels.csv"). Looked
// for in the folder that the environment variable DASS_RESOURCES names, then ../share/dass-studio and ./resources
// beside the program, then the source tree that it was built from.
std::optional<std::filesystem::path> findResource(const std::filesystem::path& relative);

// The same, or Error(NotFound) that says where resources are looked for.
std::filesystem::path requireResource(const std::filesystem::path& relative);

// What a folder of resources holds ("models"), by name; of two places that hold the same name, the first named above.
std::vector<std::filesystem::path> listResources(const std::filesystem::path& folder);

// The model that is used when none is chosen.
inline constexpr const char* kBundledModel = "models/dass-nano";

} // namespace dass
