#include "core/model/ast_config.h"

#include "core/base/error.h"

namespace dass {

namespace {

constexpr const char* kPositions = "v.pos_embed";

// The original layout does not tell it. Published models have heads of 64 channels.
std::int64_t headsOf(std::int64_t width)
{
    for (const std::int64_t channels : {64, 16})
        if (width % channels == 0)
            return width / channels;
    throw Error(ErrorCode::BadFile, "its width is " + std::to_string(width) +
                                        ", an AST's heads have 64 or 16 channels, so a multiple of 16 was wanted");
}

} // namespace

std::string nameOf(AstPositions positions)
{
    return positions == AstPositions::Learned ? "learned" : "sinusoidal";
}

AstConfig AstConfig::of(std::int64_t width, std::int64_t depth, std::int64_t classes)
{
    if (width < 1 || depth < 1 || classes < 1)
        throw Error(ErrorCode::InvalidArgument, "width, depth and classes of an AST must be positive");
    AstConfig config;
    config.width = width;
    config.depth = depth;
    config.heads = headsOf(width);
    config.mlp = 4 * width;
    config.classes = classes;
    return config;
}

AstConfig AstConfig::fromShapes(const ShapeMap& shapes)
{
    const ShapeReader reader(shapes, "an AST model");
    AstConfig config;
    config.width = reader.length("v.patch_embed.proj.weight", 4, 0);
    config.heads = headsOf(config.width);
    const std::vector<std::int64_t> blocks = reader.numbersAfter("v.blocks.");
    config.mlp = reader.lengthOfAny("v.blocks.", blocks, "mlp.fc1.weight", 2, 0);
    config.depth = blocks.back() + 1;
    config.classes = reader.length("mlp_head.1.weight", 2, 0);
    const std::int64_t patches = reader.length(kPositions, 3, 1) - kAstTokens;
    if (patches < kAstRows || patches % kAstRows != 0)
        throw Error(ErrorCode::BadFile, std::string("tensor '") + kPositions + "' places " + std::to_string(patches) +
                                            " patches, a multiple of 12 was wanted: rows of patches that overlap by 6 "
                                            "of 128 mel bins; models with other strides cannot be read");
    config.columns = patches / kAstRows;
    return config;
}

NamedShapes AstConfig::parameters() const
{
    NamedShapes out;
    out.emplace_back("v.cls_token", Shape{1, 1, width});
    out.emplace_back("v.dist_token", Shape{1, 1, width});
    if (positions == AstPositions::Learned)
        out.emplace_back(kPositions, Shape{1, kAstTokens + kAstRows * columns, width});
    addWithBias(out, "v.patch_embed.proj", {width, 1, kAstPatch, kAstPatch});
    for (std::int64_t i = 0; i < depth; ++i) {
        const std::string prefix = "v.blocks." + std::to_string(i) + ".";
        addNorm(out, prefix + "norm1", width);
        addWithBias(out, prefix + "attn.qkv", {3 * width, width});
        addWithBias(out, prefix + "attn.proj", {width, width});
        addNorm(out, prefix + "norm2", width);
        addWithBias(out, prefix + "mlp.fc1", {mlp, width});
        addWithBias(out, prefix + "mlp.fc2", {width, mlp});
    }
    addNorm(out, "v.norm", width);
    addNorm(out, "mlp_head.0", width);
    addWithBias(out, "mlp_head.1", {classes, width});
    return out;
}

std::int64_t AstConfig::parameterCount() const
{
    return elementsOf(parameters());
}

std::int64_t astColumns(std::int64_t frames)
{
    return frames < kAstPatch ? 1 : (frames - kAstPatch) / kAstStride + 1;
}

} // namespace dass
