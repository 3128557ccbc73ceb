#include "core/model/checkpoint.h"

#include "core/base/error.h"
#include "core/model/labels.h"
#include "core/model/model_config.h"
#include "core/model/tensor_io.h"

#include <ATen/ATen.h>

namespace dass {

namespace {

OfficialTensors readOfficial(const std::filesystem::path& file)
{
    const std::map<std::string, at::Tensor> tensors = readStateDict(file, Architecture::Dass);
    return namingFile(file, [&] { return toOfficialLayout(tensors); });
}

} // namespace

Checkpoint loadCheckpoint(const std::filesystem::path& path)
{
    Checkpoint checkpoint;
    checkpoint.path = resolveModelPath(path);
    const OfficialTensors official = readOfficial(checkpoint.path);
    checkpoint.layout = official.layout;
    checkpoint.config = namingFile(checkpoint.path, [&] { return DassConfig::fromShapes(shapesOf(official.tensors)); });
    requireParameters(checkpoint.config, official.tensors, inQuotes(checkpoint.path), official.namesInFile);
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
    for (const char* name : {"classifier.head.weight", "classifier.head.bias"})
        official.tensors.insert_or_assign(name, fresh.at(name));
    if (const auto stem = official.tensors.find("patch_embed.0.weight");
        stem != official.tensors.end() && stem->second.dim() == 4)
        stem->second = stem->second.to(at::kFloat).sum(1, true);
    requireParameters(config, official.tensors, inQuotes(file), official.namesInFile);
    requireFiniteFloats(official, file);
    return ownFloats(official.tensors);
}

} // namespace dass
