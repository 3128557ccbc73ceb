#pragma once

#include "core/model/shapes.h"

#include <cstdint>
#include <string>

namespace dass {

// How patches are told where they lie. Learned positions are a table for so many columns, cut or stretched to others;
// sinusoidal ones are computed for any length.
enum class AstPositions { Learned, Sinusoidal };
std::string nameOf(AstPositions positions); // "learned", "sinusoidal"

// Everything that determines an AST's parameters and its results (Gong et al., "AST", 2021). Patches are 16 x 16 every
// 10 mel bins and 10 frames; 128 mel bins give 12 rows of them.
struct AstConfig
{
    std::int64_t width = 768;
    std::int64_t depth = 12; // blocks
    std::int64_t heads = 12;
    std::int64_t mlp = 3072;    // hidden width of the MLP
    std::int64_t columns = 101; // of patches that the learned positions are for
    std::int64_t classes = 527;
    AstPositions positions = AstPositions::Learned;
    double blockEps = 1e-6; // of the LayerNorms but for the head's
    double headEps = 1e-5;

    bool operator==(const AstConfig&) const = default;

    // With an MLP of four times the width and heads of 64 channels (of 16 where the width is no multiple of 64).
    static AstConfig of(std::int64_t width, std::int64_t depth, std::int64_t classes = 527);
    static AstConfig base(std::int64_t classes = 527) { return of(768, 12, classes); }

    // What a checkpoint's tensors (official names, learned or stored sinusoidal positions [1, tokens, width]) tell;
    // what else is missing or misshapen is left to the loader to list. Throws Error(BadFile), naming the tensor,
    // without the file's name.
    static AstConfig fromShapes(const ShapeMap& shapes);

    // Every parameter's official name (without "module.") and shape; with sinusoidal positions without the table.
    NamedShapes parameters() const;
    std::int64_t parameterCount() const;
};

inline constexpr std::int64_t kAstRows = 12;   // of patches
inline constexpr std::int64_t kAstTokens = 2;  // before the patches: class and distillation
inline constexpr std::int64_t kAstPatch = 16;  // mel bins and frames
inline constexpr std::int64_t kAstStride = 10; // mel bins and frames

// Columns of patches of a spectrogram of so many frames; fewer than 16 are padded to one patch.
std::int64_t astColumns(std::int64_t frames);

} // namespace dass
