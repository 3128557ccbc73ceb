#pragma once

#include "core/model/ast_config.h"
#include "core/model/layouts.h"
#include "core/model/tagging_model.h"

#include <filesystem>
#include <string>
#include <vector>

namespace dass {

// An AST as it lies on the disk, ready to become an Ast.
struct AstCheckpoint
{
    std::filesystem::path path; // the weights file
    Layout layout = Layout::Official;
    AstConfig config;
    Parameters parameters;     // exactly the config's, fp32, contiguous, of their own memory
    std::vector<Label> labels; // [classes]
    std::string name;          // for people
};

// From the same kinds of path as loadCheckpoint, in the authors' layout or Hugging Face's (reference/TEACHERS.md), and
// as strict. The original's unused ImageNet heads are left out. Throws Error: NotFound, Io, BadFile, and Unsupported
// for other models.
AstCheckpoint loadAstCheckpoint(const std::filesystem::path& path);

// Its positions become those that a formula gives for each length, whatever it stores.
void useSinusoidalPositions(AstCheckpoint& checkpoint);

// Writes config.json and model.safetensors in the Hugging Face layout; the folder is made when it is not there. Labels
// may be empty when unknown. The config's learned positions only. Throws Error(Io).
void saveHuggingFace(const std::filesystem::path& folder, const AstConfig& config, const Parameters& parameters,
                     const std::vector<Label>& labels);

} // namespace dass
