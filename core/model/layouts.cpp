#include "core/model/layouts.h"

#include "core/base/error.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <span>
#include <utility>

namespace dass {

namespace {

constexpr std::int64_t kDirections = 4;

using Replacement = std::pair<std::string_view, std::string_view>;

// Beginnings of names, Hugging Face -> official. The first that fits counts.
constexpr Replacement kHuggingFaceStarts[] = {
    {"dass.patch_embeddings.projection.0.", "patch_embed.0."},
    {"dass.patch_embeddings.projection.1.", "patch_embed.2."},
    {"dass.patch_embeddings.projection.3.", "patch_embed.5."},
    {"dass.patch_embeddings.projection.4.", "patch_embed.7."},
    {"dass.layers.", "layers."},
    {"dass.norm.", "classifier.norm."},
    {"head.", "classifier.head."},
};
// Parts inside names of blocks and downsamplings.
constexpr Replacement kHuggingFaceParts[] = {
    {".op.x_proj.weight", ".op.x_proj_weight"},
    {".op.dt_projs.weight", ".op.dt_projs_weight"},
    {".downsample.down.", ".downsample.1."},
    {".downsample.norm.", ".downsample.3."},
};

constexpr Replacement kVMambaStarts[] = {
    {"patch_embed.proj.", "patch_embed.0."},
    {"patch_embed.norm.", "patch_embed.2."},
    {"norm.", "classifier.norm."},
    {"head.", "classifier.head."},
};
constexpr Replacement kVMambaParts[] = {
    {".ln_1.", ".norm."},
    {".ln_2.", ".norm2."},
    {".self_attention.", ".op."},
};

constexpr std::string_view kOfficialPrefixes[] = {"module.v.", "module.", "v."};

void replaceStart(std::string& name, std::span<const Replacement> starts)
{
    for (const auto& [from, to] : starts) {
        if (name.starts_with(from)) {
            name.replace(0, from.size(), to);
            return;
        }
    }
}

void replacePart(std::string& name, std::span<const Replacement> parts)
{
    for (const auto& [from, to] : parts)
        if (const auto at = name.find(from); at != std::string::npos)
            name.replace(at, from.size(), to);
}

bool anyName(const std::map<std::string, at::Tensor>& file, const auto& test)
{
    return std::any_of(file.begin(), file.end(), [&](const auto& entry) { return test(entry.first); });
}

std::string_view sharedPrefix(const std::map<std::string, at::Tensor>& file)
{
    for (const std::string_view prefix : kOfficialPrefixes)
        if (!file.empty() && !anyName(file, [&](const std::string& name) { return !name.starts_with(prefix); }))
            return prefix;
    return "";
}

Layout layoutOf(const std::map<std::string, at::Tensor>& file, std::string_view prefix)
{
    if (anyName(file, [](const std::string& name) { return name.starts_with("dass."); }))
        return Layout::HuggingFace;
    const auto isOld = [prefix](const std::string& name) {
        std::string renamed = name.substr(prefix.size());
        const std::string before = renamed;
        replaceStart(renamed, kVMambaStarts);
        replacePart(renamed, kVMambaParts);
        return renamed != before;
    };
    return anyName(file, isOld) ? Layout::VMamba : Layout::Official;
}

// Linears were once stored as 1x1 convolutions; real convolutions are 3x3.
at::Tensor asLinear(const at::Tensor& tensor)
{
    return tensor.dim() == 4 && tensor.size(2) == 1 && tensor.size(3) == 1 ? tensor.squeeze(3).squeeze(2) : tensor;
}

// Projections of the four directions: [4 R', D] or [4 D, R] -> three dimensions.
at::Tensor unfoldDirections(const std::string& name, const at::Tensor& tensor)
{
    const bool folded = name.ends_with("op.x_proj_weight") || name.ends_with("op.dt_projs_weight");
    return folded && tensor.dim() == 2 && tensor.size(0) % kDirections == 0
               ? tensor.unflatten(0, {kDirections, tensor.size(0) / kDirections})
               : tensor;
}

} // namespace

std::string nameOf(Layout layout)
{
    switch (layout) {
    case Layout::Official:
        return "official";
    case Layout::VMamba:
        return "vmamba";
    case Layout::HuggingFace:
        return "hugging-face";
    }
    return "";
}

OfficialTensors toOfficialLayout(const std::map<std::string, at::Tensor>& file)
{
    const std::string_view prefix = sharedPrefix(file);
    OfficialTensors result;
    result.layout = layoutOf(file, prefix);
    for (const auto& [nameInFile, tensor] : file) {
        std::string name = nameInFile.substr(prefix.size());
        at::Tensor value = tensor;
        if (result.layout == Layout::HuggingFace) {
            replaceStart(name, kHuggingFaceStarts);
            replacePart(name, kHuggingFaceParts);
            value = unfoldDirections(name, value);
        } else {
            replaceStart(name, kVMambaStarts);
            replacePart(name, kVMambaParts);
        }
        const auto [entry, fresh] = result.namesInFile.emplace(name, nameInFile);
        if (!fresh)
            throw Error(ErrorCode::BadFile, "its tensors '" + entry->second + "' and '" + nameInFile +
                                                "' both stand for '" + name + "'; remove one");
        result.tensors.emplace(name, asLinear(value));
    }
    return result;
}

std::map<std::string, at::Tensor> toHuggingFaceLayout(const Parameters& parameters)
{
    const auto inverse = [](std::span<const Replacement> pairs) {
        std::vector<Replacement> swapped;
        for (const auto& [from, to] : pairs)
            swapped.emplace_back(to, from);
        return swapped;
    };
    const auto starts = inverse(kHuggingFaceStarts);
    const auto parts = inverse(kHuggingFaceParts);
    std::map<std::string, at::Tensor> result;
    for (const auto& [official, tensor] : parameters) {
        std::string name = official;
        replacePart(name, parts);
        replaceStart(name, starts);
        const bool unfolded = official.ends_with("op.x_proj_weight") || official.ends_with("op.dt_projs_weight");
        result.emplace(name, unfolded ? tensor.flatten(0, 1) : tensor);
    }
    return result;
}

} // namespace dass
