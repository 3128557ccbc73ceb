#include "core/model/weights_file.h"

#include "core/base/error.h"
#include "core/base/mapped_file.h"
#include "core/base/resources.h"
#include "core/base/user_data.h"
#include "core/model/model_origin.h"
#include "core/model/tensor_io.h"
#include "core/model/torch_archive.h"

#include <ATen/ATen.h>

#include <fstream>
#include <optional>
#include <sstream>

namespace dass {

namespace {

enum class Format { Safetensors, Torch };

Format formatOf(const std::filesystem::path& file)
{
    requireRegularFile(file);
    if (file.extension() == ".safetensors" || looksLikeSafetensors(file))
        return Format::Safetensors;
    if (std::filesystem::file_size(file) == 0)
        throw Error(ErrorCode::BadFile, inQuotes(file) + " is empty; fetch it again");
    if (looksLikeTorchFile(file))
        return Format::Torch;
    throw Error(ErrorCode::BadFile, inQuotes(file) + " is no model: neither a safetensors file nor one that torch.save "
                                                     "wrote; choose a .safetensors, .pth, .pt or .ckpt file");
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

// One that comes with the program, else one that the person has installed. What a download has not finished lies in a
// folder whose name begins with a full stop.
std::optional<std::filesystem::path> installedModel(const std::filesystem::path& name)
{
    if (auto bundled = findResource("models" / name))
        return bundled;
    std::filesystem::path own = userDataFolder() / "models" / name;
    std::error_code ignored; // a folder that cannot be looked into holds no model
    if (name.native().starts_with('.') || !std::filesystem::exists(own, ignored))
        return std::nullopt;
    return own;
}

void requireArchitecture(const std::map<std::string, at::Tensor>& tensors, Architecture wanted,
                         const std::filesystem::path& file)
{
    std::vector<std::string> names;
    for (const auto& [name, tensor] : tensors)
        names.push_back(name);
    if (const Architecture found = architectureOf(names); found != wanted)
        throw Error(ErrorCode::Unsupported, inQuotes(file) + " is " + withArticle(found) + " checkpoint; " +
                                                withArticle(wanted) + " is wanted here");
}

} // namespace

std::filesystem::path bundledModel()
{
    return requireResource(kBundledModel);
}

std::filesystem::path resolveModelPath(const std::filesystem::path& path)
{
    std::filesystem::path found = path.empty() ? bundledModel() : path;
    std::error_code error; // a name that is too long, a folder that may not be entered
    if (!std::filesystem::exists(found, error) && path.filename() == path)
        if (const auto installed = installedModel(path))
            found = *installed;
    if (!std::filesystem::exists(found, error))
        throw Error(ErrorCode::NotFound,
                    "there is no model " + inQuotes(path) + ": neither a file, a folder nor an installed model");
    if (!std::filesystem::is_directory(found, error))
        return found;
    if (!std::filesystem::exists(found / kWeightsName, error))
        throw Error(ErrorCode::NotFound, "folder " + inQuotes(found) + " has no '" + kWeightsName +
                                             "'; choose the folder of a model, or the weights file itself");
    return found / kWeightsName;
}

std::map<std::string, at::Tensor> readStateDict(const std::filesystem::path& file)
{
    return formatOf(file) == Format::Safetensors ? readTensors(SafetensorsFile(file)) : readTorchArchive(file);
}

std::map<std::string, at::Tensor> readStateDict(const std::filesystem::path& file, Architecture wanted)
{
    std::map<std::string, at::Tensor> tensors = readStateDict(file);
    requireArchitecture(tensors, wanted, file);
    return tensors;
}

std::map<std::string, at::Tensor> readStateShapes(const std::filesystem::path& file)
{
    if (formatOf(file) == Format::Torch)
        return readTorchShapes(file);
    std::map<std::string, at::Tensor> tensors;
    const SafetensorsFile safetensors(file);
    for (const auto& [name, info] : safetensors.tensors())
        tensors.emplace(name, withoutValues(info.shape, scalarTypeOf(info.dtype)));
    return tensors;
}

std::map<std::string, at::Tensor> readStateShapes(const std::filesystem::path& file, Architecture wanted)
{
    std::map<std::string, at::Tensor> tensors = readStateShapes(file);
    requireArchitecture(tensors, wanted, file);
    return tensors;
}

std::vector<std::string> tensorNamesIn(const std::filesystem::path& file)
{
    if (formatOf(file) == Format::Torch)
        return tensorNamesInTorchArchive(file);
    std::vector<std::string> names;
    const SafetensorsFile safetensors(file);
    for (const auto& [name, tensor] : safetensors.tensors())
        names.push_back(name);
    return names;
}

void requireFiniteFloats(const OfficialTensors& tensors, const std::filesystem::path& path)
{
    for (const auto& [name, tensor] : tensors.tensors) {
        const auto where = [&] { return inQuotes(path) + ": tensor '" + tensors.namesInFile.at(name) + "' holds "; };
        if (!tensor.is_floating_point())
            throw Error(ErrorCode::BadFile,
                        where() + at::toString(tensor.scalar_type()) + ", a model's weights are floats");
        if (!at::isfinite(tensor).all().item<bool>())
            throw Error(ErrorCode::BadFile,
                        where() + "values that are no finite numbers; fetch it again, or save an earlier checkpoint");
    }
}

Parameters ownFloats(const Parameters& tensors)
{
    Parameters result;
    for (const auto& [name, tensor] : tensors)
        result.emplace(name, at::empty(tensor.sizes(), at::kFloat).copy_(tensor));
    return result;
}

std::string titleOf(const std::filesystem::path& file)
{
    if (file.filename() != kWeightsName)
        return file.stem().string();
    const std::filesystem::path folder = file.parent_path();
    if (const auto origin = readModelOrigin(folder); origin && !origin->name.empty())
        return origin->name; // several releases share one card's title
    for (const char* card : {"model-card.md", "README.md"})
        if (const auto title = titleInCard(folder / card))
            return *title;
    return folder.has_filename() ? folder.filename().string() : file.stem().string();
}

std::filesystem::path configBeside(const std::filesystem::path& file)
{
    const std::filesystem::path config = file.parent_path() / "config.json";
    std::error_code ignored; // what is there but cannot be read is told when it is
    const bool there = std::filesystem::symlink_status(config, ignored).type() != std::filesystem::file_type::not_found;
    return file.filename() == kWeightsName && there ? config : std::filesystem::path();
}

std::string inQuotes(const std::filesystem::path& path)
{
    return std::string("'").append(path.string()).append("'");
}

} // namespace dass
