#include "core/model/checkpoint.h"

#include "core/base/error.h"
#include "core/base/mapped_file.h"
#include "core/base/resources.h"
#include "core/model/labels.h"
#include "core/model/model_config.h"
#include "core/model/tensor_io.h"
#include "core/model/torch_archive.h"

#include <ATen/ATen.h>

#include <fstream>
#include <optional>
#include <sstream>

namespace dass {

namespace {

constexpr const char* kWeightsName = "model.safetensors";

std::string quoted(const std::filesystem::path& path)
{
    return std::string("'").append(path.string()).append("'");
}

// Whole numbers and the like cannot be weights, however well they are shaped, nor can infinities and NaN: a run would
// end well and mean nothing.
void requireFiniteFloats(const OfficialTensors& tensors, const std::filesystem::path& path)
{
    for (const auto& [name, tensor] : tensors.tensors) {
        const auto where = [&] { return quoted(path) + ": tensor '" + tensors.namesInFile.at(name) + "' holds "; };
        if (!tensor.is_floating_point())
            throw Error(ErrorCode::BadFile,
                        where() + at::toString(tensor.scalar_type()) + ", a model's weights are floats");
        if (!at::isfinite(tensor).all().item<bool>())
            throw Error(ErrorCode::BadFile,
                        where() + "values that are no finite numbers; fetch it again, or save an earlier checkpoint");
    }
}

OfficialTensors readOfficial(const std::filesystem::path& file)
{
    const std::map<std::string, at::Tensor> tensors = readStateDict(file);
    if (const auto other = otherModelIn(tensors))
        throw Error(ErrorCode::Unsupported,
                    quoted(file) + " is " + *other + " checkpoint; this program tags with DASS models");
    try {
        OfficialTensors official = toOfficialLayout(tensors);
        return official;
    } catch (const Error& error) {
        throw Error(error.code(), quoted(file) + ": " + error.what());
    }
}

// Contiguous fp32 of its own memory: tensors of a file may share storages, which training must not.
Parameters ownFloats(const Parameters& tensors)
{
    Parameters result;
    for (const auto& [name, tensor] : tensors)
        result.emplace(name, at::empty(tensor.sizes(), at::kFloat).copy_(tensor));
    return result;
}

DassConfig configOf(const std::filesystem::path& file, const OfficialTensors& tensors)
{
    try {
        return DassConfig::fromShapes(shapesOf(tensors.tensors));
    } catch (const Error& error) {
        throw Error(error.code(), quoted(file) + ": " + error.what());
    }
}

// The first heading of a Markdown file, if it begins in the first part of it.
std::optional<std::string> titleInCard(const std::filesystem::path& card)
{
    constexpr std::size_t kLookedAt = 64 << 10;
    std::error_code ignored; // a card that cannot be looked at names nothing
    if (!std::filesystem::is_regular_file(card, ignored))
        return std::nullopt;
    std::string text(kLookedAt, '\0');
    std::ifstream stream(card, std::ios::binary);
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with("# "))
            return line.substr(2);
    return std::nullopt;
}

// What a model is called: its card's title, else its folder or file.
std::string titleOf(const std::filesystem::path& file)
{
    if (file.filename() != kWeightsName)
        return file.stem().string();
    const std::filesystem::path folder = file.parent_path();
    for (const char* card : {"model-card.md", "README.md"})
        if (const auto title = titleInCard(folder / card))
            return *title;
    return folder.has_filename() ? folder.filename().string() : file.stem().string();
}

} // namespace

std::map<std::string, at::Tensor> readStateDict(const std::filesystem::path& file)
{
    requireRegularFile(file);
    if (file.extension() == ".safetensors" || looksLikeSafetensors(file))
        return readTensors(SafetensorsFile(file));
    if (std::filesystem::file_size(file) == 0)
        throw Error(ErrorCode::BadFile, quoted(file) + " is empty; fetch it again");
    if (looksLikeTorchFile(file))
        return readTorchArchive(file);
    throw Error(ErrorCode::BadFile, quoted(file) + " is no model: neither a safetensors file nor one that torch.save "
                                                   "wrote; choose a .safetensors, .pth, .pt or .ckpt file");
}

std::filesystem::path bundledModel()
{
    return requireResource(kBundledModel);
}

std::filesystem::path resolveModelPath(const std::filesystem::path& path)
{
    std::filesystem::path found = path.empty() ? bundledModel() : path;
    std::error_code error; // a name that is too long, a folder that may not be entered
    if (!std::filesystem::exists(found, error) && path.filename() == path)
        if (const auto installed = findResource("models" / path))
            found = *installed;
    if (!std::filesystem::exists(found, error))
        throw Error(ErrorCode::NotFound,
                    "there is no model " + quoted(path) + ": neither a file, a folder nor an installed model");
    if (!std::filesystem::is_directory(found, error))
        return found;
    if (!std::filesystem::exists(found / kWeightsName, error))
        throw Error(ErrorCode::NotFound, "folder " + quoted(found) + " has no '" + kWeightsName +
                                             "'; choose the folder of a model, or the weights file itself");
    return found / kWeightsName;
}

Checkpoint loadCheckpoint(const std::filesystem::path& path)
{
    Checkpoint checkpoint;
    checkpoint.path = resolveModelPath(path);
    const OfficialTensors official = readOfficial(checkpoint.path);
    checkpoint.layout = official.layout;
    checkpoint.config = configOf(checkpoint.path, official);
    requireParameters(checkpoint.config, official.tensors, quoted(checkpoint.path), official.namesInFile);
    requireFiniteFloats(official, checkpoint.path);
    checkpoint.parameters = ownFloats(official.tensors);
    checkpoint.labels = defaultLabels(checkpoint.config.classes);
    checkpoint.name = titleOf(checkpoint.path);

    const std::filesystem::path configPath = checkpoint.path.parent_path() / "config.json";
    if (checkpoint.path.filename() == kWeightsName && std::filesystem::exists(configPath)) {
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
        throw Error(ErrorCode::Io, "cannot make the folder " + quoted(folder) + ": " + error.message());
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
    requireParameters(config, official.tensors, quoted(file), official.namesInFile);
    requireFiniteFloats(official, file);
    return ownFloats(official.tensors);
}

} // namespace dass
