#include "core/model/htsat_config.h"

#include "core/base/error.h"

#include <string>

namespace dass {

namespace {

constexpr std::int64_t kBiases = 15 * 15; // offsets within a window of 8 x 8
constexpr const char* kBiasTable = "attn.relative_position_bias_table";

std::string layerPrefix(std::size_t layer)
{
    return "layers." + std::to_string(layer) + ".";
}

} // namespace

HtsatConfig HtsatConfig::fromShapes(const ShapeMap& shapes)
{
    const ShapeReader reader(shapes, "an HTS-AT model");
    HtsatConfig config;
    config.width = reader.length("patch_embed.proj.weight", 4, 0);
    config.classes = reader.length("tscam_conv.weight", 4, 0);
    for (std::size_t i = 0; i < config.layers.size(); ++i) {
        const std::string prefix = layerPrefix(i) + "blocks.";
        const std::vector<std::int64_t> blocks = reader.numbersAfter(prefix);
        HtsatLayer& layer = config.layers[i];
        layer.heads = reader.lengthOfAny(prefix, blocks, kBiasTable, 2, 1);
        layer.mlp = reader.lengthOfAny(prefix, blocks, "mlp.fc1.weight", 2, 0);
        layer.depth = blocks.back() + 1;
        const std::int64_t dim = config.width << i;
        if (dim % layer.heads != 0)
            throw Error(ErrorCode::BadFile, "its layer " + std::to_string(i) + " of width " + std::to_string(dim) +
                                                " cannot have the " + std::to_string(layer.heads) +
                                                " heads of its bias tables");
    }
    return config;
}

std::vector<std::int64_t> HtsatConfig::dims() const
{
    std::vector<std::int64_t> result;
    for (std::size_t i = 0; i < layers.size(); ++i)
        result.push_back(width << i);
    return result;
}

std::vector<std::int64_t> HtsatConfig::depths() const
{
    std::vector<std::int64_t> result;
    for (const HtsatLayer& layer : layers)
        result.push_back(layer.depth);
    return result;
}

std::vector<std::int64_t> HtsatConfig::heads() const
{
    std::vector<std::int64_t> result;
    for (const HtsatLayer& layer : layers)
        result.push_back(layer.heads);
    return result;
}

NamedShapes HtsatConfig::parameters() const
{
    NamedShapes out;
    for (const char* name : {"bn0.weight", "bn0.bias", "bn0.running_mean", "bn0.running_var"})
        out.emplace_back(name, Shape{htsat::kMelBins});
    addWithBias(out, "patch_embed.proj", {width, 1, 4, 4});
    addNorm(out, "patch_embed.norm", width);
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const HtsatLayer& layer = layers[i];
        const std::int64_t dim = width << i;
        for (std::int64_t j = 0; j < layer.depth; ++j) {
            const std::string prefix = layerPrefix(i) + "blocks." + std::to_string(j) + ".";
            addNorm(out, prefix + "norm1", dim);
            out.emplace_back(prefix + kBiasTable, Shape{kBiases, layer.heads});
            addWithBias(out, prefix + "attn.qkv", {3 * dim, dim});
            addWithBias(out, prefix + "attn.proj", {dim, dim});
            addNorm(out, prefix + "norm2", dim);
            addWithBias(out, prefix + "mlp.fc1", {layer.mlp, dim});
            addWithBias(out, prefix + "mlp.fc2", {dim, layer.mlp});
        }
        if (i + 1 < layers.size()) {
            out.emplace_back(layerPrefix(i) + "downsample.reduction.weight", Shape{2 * dim, 4 * dim});
            addNorm(out, layerPrefix(i) + "downsample.norm", 4 * dim);
        }
    }
    addNorm(out, "norm", embeddingSize());
    addWithBias(out, "tscam_conv", {classes, embeddingSize(), 2, 3});
    return out;
}

std::int64_t HtsatConfig::parameterCount() const
{
    return elementsOf(parameters());
}

} // namespace dass
