#include "core/model/ast_checkpoint.h"

#include "core/base/error.h"
#include "core/model/ast_positions.h"
#include "core/model/checkpoint_sizes.h"
#include "core/model/labels.h"
#include "core/model/model_config.h"
#include "core/model/tensor_io.h"
#include "core/model/weights_file.h"

#include <ATen/ATen.h>

#include <array>
#include <utility>

namespace dass {

namespace {

constexpr std::string_view kHuggingFacePrefix = "audio_spectrogram_transformer.";
constexpr const char* kPositions = "v.pos_embed";
constexpr double kHuggingFaceEps = 1e-12;

using Replacement = std::pair<std::string_view, std::string_view>;

// Beginnings of names, Hugging Face -> official. The first that fits counts.
constexpr Replacement kStarts[] = {
    {"audio_spectrogram_transformer.embeddings.cls_token", "v.cls_token"},
    {"audio_spectrogram_transformer.embeddings.distillation_token", "v.dist_token"},
    {"audio_spectrogram_transformer.embeddings.position_embeddings", kPositions},
    {"audio_spectrogram_transformer.embeddings.patch_embeddings.projection.", "v.patch_embed.proj."},
    {"audio_spectrogram_transformer.encoder.layer.", "v.blocks."},
    {"audio_spectrogram_transformer.layernorm.", "v.norm."},
    {"classifier.layernorm.", "mlp_head.0."},
    {"classifier.dense.", "mlp_head.1."},
};
// Parts inside names of blocks; the longer before those that they end in.
constexpr Replacement kParts[] = {
    {".attention.attention.query.", ".attn.q."}, {".attention.attention.key.", ".attn.k."},
    {".attention.attention.value.", ".attn.v."}, {".attention.output.dense.", ".attn.proj."},
    {".intermediate.dense.", ".mlp.fc1."},       {".output.dense.", ".mlp.fc2."},
    {".layernorm_before.", ".norm1."},           {".layernorm_after.", ".norm2."},
};
constexpr std::array<const char*, 3> kProjections{".attn.q.", ".attn.k.", ".attn.v."};
constexpr std::string_view kFused = ".attn.qkv.";

bool isUnusedHead(const std::string& name)
{
    return name.starts_with("v.head.") || name.starts_with("v.head_dist.");
}

std::string toHuggingFace(std::string name)
{
    for (const auto& [to, from] : kParts) {
        if (const auto at = name.find(from); at != std::string::npos) {
            name.replace(at, from.size(), to);
            break;
        }
    }
    for (const auto& [to, from] : kStarts) {
        if (name.starts_with(from)) {
            name.replace(0, from.size(), to);
            break;
        }
    }
    return name;
}

std::string fromHuggingFace(std::string name)
{
    for (const auto& [from, to] : kStarts) {
        if (name.starts_with(from)) {
            name.replace(0, from.size(), to);
            break;
        }
    }
    for (const auto& [from, to] : kParts) {
        if (const auto at = name.find(from); at != std::string::npos) {
            name.replace(at, from.size(), to);
            break;
        }
    }
    return name;
}

// By official names; the projections of Hugging Face's attention still apart, positions of two dimensions with a third.
OfficialTensors renamed(const NamedTensors& file)
{
    constexpr std::string_view wrapper = "module.";
    OfficialTensors result;
    for (const auto& [name, tensor] : file)
        if (name.starts_with(kHuggingFacePrefix))
            result.layout = Layout::HuggingFace;
    for (const auto& [nameInFile, tensor] : file) {
        std::string name = nameInFile.starts_with(wrapper) ? nameInFile.substr(wrapper.size()) : nameInFile;
        if (result.layout == Layout::HuggingFace)
            name = fromHuggingFace(name);
        if (isUnusedHead(name))
            continue;
        const auto [entry, fresh] = result.namesInFile.emplace(name, nameInFile);
        if (!fresh)
            throw Error(ErrorCode::BadFile, "its tensors '" + entry->second + "' and '" + nameInFile +
                                                "' both stand for '" + name + "'; remove one");
        result.tensors.emplace(name, name == kPositions && tensor.dim() == 2 ? tensor.unsqueeze(0) : tensor);
    }
    return result;
}

OfficialTensors astTensors(const NamedTensors& tensors, const std::filesystem::path& file)
{
    requireArchitecture(tensors, Architecture::Ast, file);
    return namingFile(file, [&] { return renamed(tensors); });
}

// The config's parameters as the layout stores them.
NamedShapes storedShapes(const AstConfig& config, Layout layout)
{
    NamedShapes stored;
    for (const auto& [name, shape] : config.parameters()) {
        const auto at = name.find(kFused);
        if (layout != Layout::HuggingFace || at == std::string::npos) {
            stored.emplace_back(name, shape);
            continue;
        }
        Shape third = shape;
        third.front() = config.width;
        for (const char* projection : kProjections)
            stored.emplace_back(std::string(name).replace(at, kFused.size(), projection), third);
    }
    return stored;
}

// Throws unless the names and shapes are an AST's.
AstConfig configOf(const OfficialTensors& tensors, const std::filesystem::path& file)
{
    const AstConfig config = namingFile(file, [&] { return AstConfig::fromShapes(shapesOf(tensors.tensors)); });
    requireShapes(storedShapes(config, tensors.layout), "an AST model", tensors.tensors, inQuotes(file),
                  tensors.namesInFile);
    return config;
}

void fuseProjections(const AstConfig& config, Parameters& tensors)
{
    for (const auto& [name, shape] : config.parameters()) {
        const auto at = name.find(kFused);
        if (at == std::string::npos)
            continue;
        std::vector<at::Tensor> parts;
        for (const char* projection : kProjections)
            parts.push_back(
                tensors.extract(std::string(name).replace(at, kFused.size(), projection)).mapped().to(at::kFloat));
        tensors.emplace(name, at::cat(parts));
    }
}

// Learned positions are random to the eye; sinusoidal ones that were stored are what a formula gives. Those are left
// out, as they are computed for each length.
void recognisePositions(AstConfig& config, Parameters& parameters)
{
    const at::Tensor& stored = parameters.at(kPositions);
    if (!at::allclose(stored, sinusoidalPositions(stored.size(1), config.width), 0, 1e-2))
        return;
    config.positions = AstPositions::Sinusoidal;
    parameters.erase(kPositions);
}

} // namespace

void saveHuggingFace(const std::filesystem::path& folder, const AstConfig& config, const Parameters& parameters,
                     const std::vector<Label>& labels)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        throw Error(ErrorCode::Io, "cannot make the folder " + inQuotes(folder) + ": " + error.message());
    std::map<std::string, at::Tensor> stored;
    for (const auto& [name, parameter] : parameters) {
        const at::Tensor tensor = parameter.detach();
        const auto at = name.find(kFused);
        if (at == std::string::npos) {
            stored.emplace(toHuggingFace(name), tensor);
            continue;
        }
        for (std::size_t third = 0; third < kProjections.size(); ++third) {
            const auto first = static_cast<std::int64_t>(third) * config.width;
            stored.emplace(toHuggingFace(std::string(name).replace(at, kFused.size(), kProjections[third])),
                           tensor.narrow(0, first, config.width).contiguous());
        }
    }
    writeTensors(folder / kWeightsName, stored, {{"format", "pt"}});
    writeModelConfig(folder / kConfigName, config, labels);
}

void useSinusoidalPositions(AstCheckpoint& checkpoint)
{
    checkpoint.config.positions = AstPositions::Sinusoidal;
    checkpoint.parameters.erase(kPositions);
}

AstCheckpoint loadAstCheckpoint(const std::filesystem::path& path)
{
    AstCheckpoint checkpoint;
    checkpoint.path = resolveModelPath(path);
    OfficialTensors tensors = readWeights(
        checkpoint.path, [&](const NamedTensors& file) { return astTensors(file, checkpoint.path); },
        [&](const OfficialTensors& shapes) { checkpoint.config = configOf(shapes, checkpoint.path); });
    checkpoint.layout = tensors.layout;
    if (tensors.layout == Layout::HuggingFace) {
        fuseProjections(checkpoint.config, tensors.tensors);
        checkpoint.config.blockEps = checkpoint.config.headEps = kHuggingFaceEps;
    }
    checkpoint.parameters = ownFloats(std::move(tensors.tensors));
    recognisePositions(checkpoint.config, checkpoint.parameters);
    checkpoint.labels = defaultLabels(checkpoint.config.classes);
    checkpoint.name = titleOf(checkpoint.path);
    if (const std::filesystem::path config = configBeside(checkpoint.path); !config.empty())
        readAstModelConfig(config, checkpoint.config, checkpoint.labels);
    return checkpoint;
}

AstConfig readAstConfig(const std::filesystem::path& path)
{
    const std::filesystem::path file = resolveModelPath(path);
    return configOf(astTensors(readStateShapes(file), file), file);
}

} // namespace dass
