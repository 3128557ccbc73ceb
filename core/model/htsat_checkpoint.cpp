#include "core/model/htsat_checkpoint.h"

#include "core/model/checkpoint_sizes.h"
#include "core/model/htsat_front_end.h"
#include "core/model/labels.h"
#include "core/model/weights_file.h"

#include <ATen/ATen.h>

#include <utility>

namespace dass {

namespace {

constexpr std::string_view kPrefix = "sed_model.";
constexpr const char* kMelBank = "logmel_extractor.melW";
constexpr double kMelTolerance = 1e-5; // weights go up to 0.03

// Stored, but computed from constants or (head) not used.
bool isLeftOut(const std::string& name)
{
    for (const char* ending : {"relative_position_index", "attn_mask", "num_batches_tracked"})
        if (name.ends_with(ending))
            return true;
    return name.starts_with("spectrogram_extractor.stft.") || name.starts_with("head.");
}

OfficialTensors renamed(const NamedTensors& file)
{
    OfficialTensors result;
    for (const auto& [nameInFile, tensor] : file) {
        const std::string name = nameInFile.starts_with(kPrefix) ? nameInFile.substr(kPrefix.size()) : nameInFile;
        if (isLeftOut(name))
            continue;
        const auto [entry, fresh] = result.namesInFile.emplace(name, nameInFile);
        if (!fresh)
            throw Error(ErrorCode::BadFile, "its tensors '" + entry->second + "' and '" + nameInFile +
                                                "' both stand for '" + name + "'; remove one");
        result.tensors.emplace(name, tensor);
    }
    return result;
}

OfficialTensors htsatTensors(const NamedTensors& tensors, const std::filesystem::path& file)
{
    requireArchitecture(tensors, Architecture::Htsat, file);
    return namingFile(file, [&] { return renamed(tensors); });
}

// No configuration is stored: a front end with other settings shows in its mel bank alone. One without values is judged
// by its shape.
void takeMelBank(OfficialTensors& tensors)
{
    const auto found = tensors.tensors.find(kMelBank);
    if (found == tensors.tensors.end())
        return;
    const at::Tensor wanted = htsat::melWeights();
    const at::Tensor& stored = found->second;
    if (stored.sizes() != wanted.sizes() || !stored.is_floating_point() ||
        (!stored.is_meta() && !at::allclose(stored.to(at::kFloat), wanted, 0, kMelTolerance)))
        throw Error(ErrorCode::Unsupported,
                    "its '" + tensors.namesInFile.at(kMelBank) +
                        "' is not the mel bank of HTS-AT's AudioSet models (32 kHz, frames of 1024 samples, 64 bins "
                        "from 50 to 14000 Hz), which this program computes");
    tensors.tensors.erase(found);
}

// Throws unless the names and shapes are an HTS-AT's and its front end's.
HtsatConfig configOf(OfficialTensors tensors, const std::filesystem::path& file)
{
    namingFile(file, [&] { takeMelBank(tensors); });
    const HtsatConfig config = namingFile(file, [&] { return HtsatConfig::fromShapes(shapesOf(tensors.tensors)); });
    requireShapes(config.parameters(), "an HTS-AT model", tensors.tensors, inQuotes(file), tensors.namesInFile);
    return config;
}

} // namespace

HtsatCheckpoint loadHtsatCheckpoint(const std::filesystem::path& path)
{
    HtsatCheckpoint checkpoint;
    checkpoint.path = resolveModelPath(path);
    OfficialTensors tensors = readWeights(
        checkpoint.path, [&](const NamedTensors& file) { return htsatTensors(file, checkpoint.path); },
        [&](const OfficialTensors& shapes) { checkpoint.config = configOf(shapes, checkpoint.path); });
    namingFile(checkpoint.path, [&] { takeMelBank(tensors); });
    checkpoint.parameters = ownFloats(std::move(tensors.tensors));
    checkpoint.labels = defaultLabels(checkpoint.config.classes);
    checkpoint.name = titleOf(checkpoint.path);
    return checkpoint;
}

HtsatConfig readHtsatConfig(const std::filesystem::path& path)
{
    const std::filesystem::path file = resolveModelPath(path);
    return configOf(htsatTensors(readStateShapes(file), file), file);
}

} // namespace dass
