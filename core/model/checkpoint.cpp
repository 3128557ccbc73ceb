#include "core/model/checkpoint.h"

#include "core/base/error.h"
#include "core/model/checkpoint_sizes.h"
#include "core/model/labels.h"
#include "core/model/model_config.h"
#include "core/model/tensor_io.h"

#include <ATen/ATen.h>

#include <utility>

namespace dass {

namespace {

constexpr const char* kHead[] = {"classifier.head.weight", "classifier.head.bias"};
constexpr const char* kStem = "patch_embed.0.weight";

OfficialTensors dassTensors(const NamedTensors& tensors, const std::filesystem::path& file)
{
    requireArchitecture(tensors, Architecture::Dass, file);
    return namingFile(file, [&] { return toOfficialLayout(tensors); });
}

// The same without the head, which a student has of its own.
OfficialTensors bodyOf(const NamedTensors& tensors, const std::filesystem::path& file)
{
    OfficialTensors official = dassTensors(tensors, file);
    for (const char* name : kHead) {
        official.tensors.erase(name);
        official.namesInFile.erase(name);
    }
    return official;
}

// Throws unless the names and shapes are a DASS's.
DassConfig configOf(const OfficialTensors& official, const std::filesystem::path& file)
{
    const DassConfig config = namingFile(file, [&] { return DassConfig::fromShapes(shapesOf(official.tensors)); });
    requireParameters(config, official.tensors, inQuotes(file), official.namesInFile);
    return config;
}

// Throws unless the names and shapes are those of ImageNet's weights for such a network.
void requireImageNetBody(const DassConfig& config, OfficialTensors body, const std::filesystem::path& file)
{
    const NamedShapes wanted = config.parameters();
    const ShapeMap shapes(wanted.begin(), wanted.end());
    for (const char* name : kHead)
        body.tensors.insert_or_assign(name, withoutValues(shapes.at(name), at::kFloat));
    if (const auto stem = body.tensors.find(kStem);
        stem != body.tensors.end() && stem->second.dim() == 4 && stem->second.size(1) > 0)
        stem->second = stem->second.narrow(1, 0, 1); // stands for the sum over the colours
    requireParameters(config, body.tensors, inQuotes(file), body.namesInFile);
}

} // namespace

Checkpoint loadCheckpoint(const std::filesystem::path& path)
{
    Checkpoint checkpoint;
    checkpoint.path = resolveModelPath(path);
    OfficialTensors official = readWeights(
        checkpoint.path, [&](const NamedTensors& tensors) { return dassTensors(tensors, checkpoint.path); },
        [&](const OfficialTensors& shapes) { checkpoint.config = configOf(shapes, checkpoint.path); });
    checkpoint.layout = official.layout;
    checkpoint.parameters = ownFloats(std::move(official.tensors));
    checkpoint.labels = defaultLabels(checkpoint.config.classes);
    checkpoint.name = titleOf(checkpoint.path);

    if (const std::filesystem::path configPath = configBeside(checkpoint.path); !configPath.empty()) {
        const ModelConfigFile config = readModelConfig(configPath, checkpoint.config);
        if (!config.labels.empty())
            checkpoint.labels = config.labels;
        checkpoint.pooling = config.pooling;
    }
    return checkpoint;
}

void saveHuggingFace(const std::filesystem::path& folder, const DassConfig& config, const Parameters& parameters,
                     const std::vector<Label>& labels, Pooling pooling)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        throw Error(ErrorCode::Io, "cannot make the folder " + inQuotes(folder) + ": " + error.message());
    writeTensors(folder / kWeightsName, toHuggingFaceLayout(parameters), {{"format", "pt"}});
    writeModelConfig(folder / kConfigName, config, labels, pooling);
}

Parameters imageNetParameters(const DassConfig& config, const std::filesystem::path& file, std::uint64_t seed)
{
    const std::filesystem::path path = resolveModelPath(file);
    OfficialTensors body = readWeights(
        path, [&](const NamedTensors& tensors) { return bodyOf(tensors, path); },
        [&](const OfficialTensors& shapes) { requireImageNetBody(config, shapes, path); });
    at::Tensor& stem = body.tensors.at(kStem);
    stem = stem.to(at::kFloat).sum(1, true);
    const Parameters fresh = freshParameters(config, seed);
    for (const char* name : kHead)
        body.tensors.insert_or_assign(name, fresh.at(name));
    return ownFloats(std::move(body.tensors));
}

DassConfig readDassConfig(const std::filesystem::path& path)
{
    const std::filesystem::path file = resolveModelPath(path);
    return configOf(dassTensors(readStateShapes(file), file), file);
}

void requireImageNetWeights(const DassConfig& config, const std::filesystem::path& path)
{
    const std::filesystem::path file = resolveModelPath(path);
    requireImageNetBody(config, bodyOf(readStateShapes(file), file), file);
}

} // namespace dass
