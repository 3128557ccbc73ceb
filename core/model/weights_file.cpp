#include "core/model/weights_file.h"

#include "core/base/error.h"
#include "core/base/regular_file.h"
#include "core/base/resources.h"
#include "core/base/user_data.h"
#include "core/model/memory_check.h"
#include "core/model/model_origin.h"
#include "core/model/torch_archive.h"

#include <ATen/ATen.h>

#include <algorithm>
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

std::string tensorHolds(const OfficialTensors& tensors, const std::string& name, const std::filesystem::path& file)
{
    return inQuotes(file) + ": tensor '" + tensors.namesInFile.at(name) + "' holds ";
}

void requireFloatTypes(const OfficialTensors& tensors, const std::filesystem::path& file)
{
    for (const auto& [name, tensor] : tensors.tensors)
        if (!tensor.is_floating_point())
            throw Error(ErrorCode::BadFile, tensorHolds(tensors, name, file) + at::toString(tensor.scalar_type()) +
                                                ", a model's weights are floats");
}

void requireFiniteValues(const OfficialTensors& tensors, const std::filesystem::path& file)
{
    for (const auto& [name, tensor] : tensors.tensors)
        if (!at::isfinite(tensor).all().item<bool>())
            throw Error(ErrorCode::BadFile,
                        tensorHolds(tensors, name, file) +
                            "values that are no finite numbers; fetch it again, or save an earlier checkpoint");
}

// Whether nobody else has a part in the tensor's memory, all of which it uses.
bool isOwnFloat(const at::Tensor& tensor)
{
    return tensor.scalar_type() == at::kFloat && tensor.is_contiguous() && tensor.use_count() == 1 &&
           tensor.storage().use_count() == 1 && tensor.storage().nbytes() == tensor.nbytes();
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

NamedTensors readStateDict(const std::filesystem::path& file, const TensorChoice& choose)
{
    return formatOf(file) == Format::Safetensors ? readTensors(SafetensorsFile(file), choose)
                                                 : readTorchArchive(file, choose);
}

NamedTensors readStateShapes(const std::filesystem::path& file)
{
    return formatOf(file) == Format::Safetensors ? shapesIn(SafetensorsFile(file)) : readTorchShapes(file);
}

void requireArchitecture(const NamedTensors& tensors, Architecture wanted, const std::filesystem::path& file)
{
    std::vector<std::string> names;
    for (const auto& [name, tensor] : tensors)
        names.push_back(name);
    if (const Architecture found = architectureOf(names); found != wanted)
        throw Error(ErrorCode::Unsupported, inQuotes(file) + " is " + withArticle(found) + " checkpoint; " +
                                                withArticle(wanted) + " is wanted here");
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

OfficialTensors readWeights(const std::filesystem::path& file,
                            const std::function<OfficialTensors(const NamedTensors&)>& rename,
                            const std::function<void(const OfficialTensors&)>& require)
{
    OfficialTensors tensors = rename(readStateDict(file, [&](const NamedTensors& shapes) {
        const OfficialTensors wanted = rename(shapes);
        require(wanted);
        requireFloatTypes(wanted, file);
        requireMemory(loadingBytes(wanted.tensors), inQuotes(file) + ": its weights take",
                      "close other programs, or choose a smaller model");
        std::set<std::string> names;
        for (const auto& [name, nameInFile] : wanted.namesInFile)
            names.insert(nameInFile);
        return names;
    }));
    requireFiniteValues(tensors, file);
    return tensors;
}

double loadingBytes(const Parameters& tensors)
{
    double stored = 0;
    double floats = 0;
    double largest = 0;
    for (const auto& [name, tensor] : tensors) {
        const auto count = static_cast<double>(tensor.numel());
        const double bytes = count * static_cast<double>(tensor.element_size());
        stored += bytes;
        floats += count * sizeof(float);
        largest = std::max(largest, bytes);
    }
    return std::max(floats + largest, stored);
}

Parameters ownFloats(Parameters tensors)
{
    for (auto& [name, tensor] : tensors)
        if (!isOwnFloat(tensor))
            tensor = at::empty(tensor.sizes(), at::kFloat).copy_(tensor);
    return tensors;
}

std::string titleOf(const std::filesystem::path& file)
{
    if (file.filename() != kWeightsName)
        return file.stem().string();
    const std::filesystem::path folder = file.parent_path();
    if (const auto origin = readModelOrigin(folder); origin && !origin->name.empty())
        return origin->name; // several releases share one card's title
    for (const char* card : {kModelCardName, "README.md"})
        if (const auto title = titleInCard(folder / card))
            return *title;
    return folder.has_filename() ? folder.filename().string() : file.stem().string();
}

std::filesystem::path configBeside(const std::filesystem::path& file)
{
    const std::filesystem::path config = file.parent_path() / kConfigName;
    std::error_code ignored; // what is there but cannot be read is told when it is
    const bool there = std::filesystem::symlink_status(config, ignored).type() != std::filesystem::file_type::not_found;
    return file.filename() == kWeightsName && there ? config : std::filesystem::path();
}

std::string inQuotes(const std::filesystem::path& path)
{
    return std::string("'").append(path.string()).append("'");
}

} // namespace dass
