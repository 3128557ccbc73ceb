#pragma once

#include "core/model/dass_config.h"
#include "core/model/tagging_model.h"

#include <filesystem>
#include <vector>

namespace dass {

// What config.json adds to the weights beside it.
struct ModelConfigFile
{
    std::vector<Label> labels; // [classes], or empty when the file tells none
    Pooling pooling = Pooling::Mean;
};

// Reads a Hugging Face config.json. Throws Error(BadFile) when it is malformed or contradicts the weights' depths, dims
// or number of classes, naming both.
ModelConfigFile readModelConfig(const std::filesystem::path& path, const DassConfig& weights);

// Labels may be empty. Throws Error(Io).
void writeModelConfig(const std::filesystem::path& path, const DassConfig& config, const std::vector<Label>& labels,
                      Pooling pooling);

} // namespace dass
