#include "core/model/checkpoint.h"

#include "core/base/error.h"
#include "core/model/checkpoint_sizes.h"
#include "core/model/labels.h"
#include "core/model/model_config.h"
#include "core/model/tensor_io.h"

#include <ATen/ATen.h>

namespace dass {

namespace {

constexpr const char* kHead[] = {"classifier.head.weight", "classifier.head.bias"};
constexpr const char* kStem = "patch_embed.0.weight";

OfficialTensors officialOf(const std::map<std::string, at::Tensor>& tensors, const std::filesystem::path& file)
{
    return namingFile(file, [&] { return toOfficialLayout(tensors); });
}

OfficialTensors readOfficial(const std::filesystem::path& file)
{
    return officialOf(readStateDict(file, Architecture::Dass), file);
}

// Throws unless the names and shapes are a DASS's.
DassConfig configOf(const OfficialTensors& official, const std::filesystem::path& file)
{
    const DassConfig config = namingFile(file, [&] { return DassConfig::fromShapes(shapesOf(official.tensors)); });
    requireParameters(config, official.tensors, inQuotes(file), official.namesInFile);
    return config;
}

} // namespace

Checkpoint loadCheckpoint(const std::filesystem::path& path)
{
    Checkpoint checkpoint;
    checkpoint.path = resolveModelPath(path);
    const OfficialTensors official = readOfficial(checkpoint.path);
    checkpoint.layout = official.layout;
    checkpoint.config = configOf(official, checkpoint.path);
    requireFiniteFloats(official, checkpoint.path);
    checkpoint.parameters = ownFloats(official.tensors);
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
    writeModelConfig(folder / "config.json", config, labels, pooling);
}

Parameters imageNetParameters(const DassConfig& config, const std::filesystem::path& file, std::uint64_t seed)
{
    const Parameters fresh = freshParameters(config, seed);
    OfficialTensors official = readOfficial(resolveModelPath(file));
    for (const char* name : kHead)
        official.tensors.insert_or_assign(name, fresh.at(name));
    if (const auto stem = official.tensors.find(kStem); stem != official.tensors.end() && stem->second.dim() == 4)
        stem->second = stem->second.to(at::kFloat).sum(1, true);
    requireParameters(config, official.tensors, inQuotes(file), official.namesInFile);
    requireFiniteFloats(official, file);
    return ownFloats(official.tensors);
}

DassConfig readDassConfig(const std::filesystem::path& path)
{
    const std::filesystem::path file = resolveModelPath(path);
    return configOf(officialOf(readStateShapes(file, Architecture::Dass), file), file);
}

void requireImageNetWeights(const DassConfig& config, const std::filesystem::path& path)
{
    const std::filesystem::path file = resolveModelPath(path);
    OfficialTensors official = officialOf(readStateShapes(file, Architecture::Dass), file);
    const NamedShapes wanted = config.parameters();
    const ShapeMap shapes(wanted.begin(), wanted.end());
    for (const char* name : kHead) // is fresh
        official.tensors.insert_or_assign(name, withoutValues(shapes.at(name), at::kFloat));
    if (const auto stem = official.tensors.find(kStem);
        stem != official.tensors.end() && stem->second.dim() == 4 && stem->second.size(1) > 0)
        stem->second = stem->second.narrow(1, 0, 1); // stands for the sum over the colours
    requireParameters(config, official.tensors, inQuotes(file), official.namesInFile);
}

} // namespace dass
