#pragma once

#include "core/model/ast_config.h"
#include "core/model/parameters.h"

#include <cstdint>
#include <filesystem>

namespace dass {

// What the training of an AST starts from (reference/TEACHERS.md, AST).

inline constexpr const char* kAstPositionsName = "v.pos_embed";
inline constexpr const char* kAstHeadWeight = "mlp_head.1.weight";
inline constexpr const char* kAstHeadBias = "mlp_head.1.bias";

// The authors' random values. The same seed gives the same values.
Parameters freshParameters(const AstConfig& config, std::uint64_t seed);

// A distilled DeiT of ImageNet with the config's width and depth, in its published layout: positions cut or stretched
// to the config's grid, the patch convolution summed over the colours, its own two heads left out, mlp_head fresh from
// the seed. Throws Error as loadAstCheckpoint does.
Parameters imageNetParameters(const AstConfig& config, const std::filesystem::path& file, std::uint64_t seed);

} // namespace dass
