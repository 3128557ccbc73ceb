#pragma once

#include "core/model/ast_config.h"
#include "core/model/dass_config.h"
#include "core/model/htsat_config.h"

#include <filesystem>

namespace dass {

// What the names and shapes of a checkpoint's tensors tell. No value is read, so that it takes milliseconds and no
// memory; as strict about names and shapes as the loaders are (loadCheckpoint and its like), from the same kinds of
// path and with the same errors. What only values tell is not looked at: that one is no number, that an AST's positions
// are sinusoidal, another mel bank than HTS-AT's.
DassConfig readDassConfig(const std::filesystem::path& path);
AstConfig readAstConfig(const std::filesystem::path& path);
HtsatConfig readHtsatConfig(const std::filesystem::path& path);

// Throws Error as imageNetParameters would, unless the file holds ImageNet's weights for such a network: VMamba's for a
// DASS, a distilled DeiT's for an AST.
void requireImageNetWeights(const DassConfig& config, const std::filesystem::path& path);
void requireImageNetWeights(const AstConfig& config, const std::filesystem::path& path);

} // namespace dass
