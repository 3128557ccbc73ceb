#pragma once

#include "core/model/ast_config.h"
#include "core/model/dass_config.h"
#include "core/model/tagging_model.h"

#include <filesystem>
#include <vector>

namespace dass {

// What config.json adds to the weights beside it.
struct ModelConfigFile
{
    std::vector<Label> labels; // [classes], told apart (labels.h), or empty when the file tells none
    Pooling pooling = Pooling::Mean;
};

// Reads a Hugging Face config.json. Throws Error(BadFile) when it is malformed or contradicts the weights' depths, dims
// or number of classes, naming both.
ModelConfigFile readModelConfig(const std::filesystem::path& path, const DassConfig& weights);

// The same of an AST: its heads and LayerNorms go into the config, the names of its classes, where it tells them, into
// the labels. Throws Error(BadFile) as above, Error(Unsupported) for another patch size, stride or activation.
void readAstModelConfig(const std::filesystem::path& path, AstConfig& config, std::vector<Label>& labels);

// Labels may be empty. Throws Error(Io).
void writeModelConfig(const std::filesystem::path& path, const DassConfig& config, const std::vector<Label>& labels,
                      Pooling pooling);

// The same of an AST. Hugging Face knows one eps for all LayerNorms; the head's own is a key beside it.
void writeModelConfig(const std::filesystem::path& path, const AstConfig& config, const std::vector<Label>& labels);

} // namespace dass
