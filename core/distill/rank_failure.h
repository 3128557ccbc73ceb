#pragma once

#include "core/distill/ranks.h"

#include <filesystem>
#include <string>

namespace dass::distill {

// Makes the folder's status one of a run that this process, the folder's owner, has seen fail, and that has come as far
// as it says. Throws where it cannot be written.
void markFailed(const std::filesystem::path& folder, const std::string& error);

// A rank that fails where the others do not learn of it ends them all, the owner of the run folder included, who then
// cannot tell it: this rank says it in the folder's status and log, which all of them see. Throws where that cannot be
// written.
void recordFailureOfRank(const std::filesystem::path& folder, int rank, const std::string& error);

} // namespace dass::distill
