#pragma once

#include <filesystem>

namespace dass {

// Where the programs keep what belongs to the person who runs them: dass-studio in XDG_DATA_HOME, or in
// ~/.local/share. May not be there yet; empty where the system names no home.
std::filesystem::path userDataFolder();

} // namespace dass
