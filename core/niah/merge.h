#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace dass::niah {

// Puts the parts of an experiment together in a folder, with its tables, as if it had been run whole; what the folder
// holds of the same experiment counts as well. Returns one line for each cell that no part finished, before it one for
// each file of such a cell that could not be used. Throws Error: NotFound, BadFile (parts of different experiments:
// both are named), InvalidArgument (another experiment is there).
std::vector<std::string> mergeExperiments(const std::vector<std::filesystem::path>& parts,
                                          const std::filesystem::path& folder);

} // namespace dass::niah
