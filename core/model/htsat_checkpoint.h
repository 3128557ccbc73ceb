#pragma once

#include "core/model/htsat_config.h"
#include "core/model/parameters.h"
#include "core/model/tagging_model.h"

#include <filesystem>
#include <string>
#include <vector>

namespace dass {

// An HTS-AT as it lies on the disk, ready to become an Htsat.
struct HtsatCheckpoint
{
    std::filesystem::path path; // the weights file
    HtsatConfig config;
    Parameters parameters;     // exactly the config's, fp32, contiguous, of their own memory
    std::vector<Label> labels; // [classes]
    std::string name;          // for people
};

// From the same kinds of path as loadCheckpoint, in the authors' layout (reference/TEACHERS.md), and as strict. What
// the checkpoint stores but does not learn (window, mel bank, masks) is computed and left out; a mel bank that is not
// this program's is refused. Throws Error: NotFound, Io, BadFile, and Unsupported for other models and front ends.
HtsatCheckpoint loadHtsatCheckpoint(const std::filesystem::path& path);

} // namespace dass
