#include "core/model/ast_start.h"

#include "core/base/error.h"
#include "core/model/ast_positions.h"
#include "core/model/checkpoint_sizes.h"
#include "core/model/tensor_io.h"
#include "core/model/weights_file.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include <cmath>
#include <utility>

namespace dass {

namespace {

constexpr double kDeviation = 0.02;
constexpr const char* kPatchWeight = "v.patch_embed.proj.weight";
constexpr const char* kFreshHead = "mlp_head."; // beginning of its tensors' names

at::Tensor freshParameter(const AstConfig& config, const std::string& name, const Shape& shape,
                          at::Generator& generator)
{
    at::Tensor tensor = at::zeros(shape, at::kFloat);
    const auto uniform = [&](double bound) { return tensor.uniform_(-bound, bound, generator); };
    if (name.starts_with("v.patch_embed.proj.")) // as torch's convolutions start
        return uniform(1.0 / kAstPatch);
    if (name.starts_with("mlp_head.1."))
        return uniform(1 / std::sqrt(static_cast<double>(config.width)));
    if (shape.size() > 1) // linears, tokens and positions; cut at ±2 as timm does
        return tensor.normal_(0, kDeviation, generator).clamp_(-2, 2);
    return name.ends_with(".weight") ? tensor.fill_(1) : tensor;
}

bool isImageHead(const std::string& name)
{
    return name.starts_with("head.") || name.starts_with("head_dist.");
}

// Of what was read of the path's file.
OfficialTensors deitOf(const NamedTensors& file, const std::filesystem::path& path)
{
    if (!file.contains("dist_token"))
        throw Error(ErrorCode::Unsupported,
                    inQuotes(path) +
                        " is no distilled DeiT: it has no tensor 'dist_token'; an AST starts from one, "
                        "such as deit_base_distilled_patch16_384, or with init \"checkpoint\" from an AST");
    OfficialTensors tensors;
    for (const auto& [name, tensor] : file) {
        if (isImageHead(name))
            continue;
        tensors.namesInFile.emplace("v." + name, name);
        tensors.tensors.emplace("v." + name, tensor);
    }
    return tensors;
}

void requireStudent(const AstConfig& config, const OfficialTensors& tensors, const std::filesystem::path& path)
{
    requireShapes(config.parameters(), "an AST of student.size", tensors.tensors, inQuotes(path), tensors.namesInFile);
}

// The same of a DeiT, whose positions and first convolution become the student's.
void requireDeit(const AstConfig& config, OfficialTensors deit, const std::filesystem::path& path)
{
    for (const auto& [name, shape] : config.parameters()) {
        const auto found = deit.tensors.find(name);
        if (name.starts_with(kFreshHead))
            deit.tensors.emplace(name, withoutValues(shape, at::kFloat));
        else if (name == kAstPositionsName && found != deit.tensors.end() && found->second.dim() == 3)
            found->second = withoutValues({shape[0], shape[1], found->second.size(2)}, at::kFloat); // cut or stretched
        else if (name == kPatchWeight && found != deit.tensors.end() && found->second.dim() == 4 &&
                 found->second.size(1) > 0)
            found->second = found->second.narrow(1, 0, 1); // stands for the sum over the colours
    }
    requireStudent(config, deit, path);
}

} // namespace

Parameters freshParameters(const AstConfig& config, std::uint64_t seed)
{
    at::Generator generator = at::detail::createCPUGenerator(seed);
    Parameters parameters;
    for (const auto& [name, shape] : config.parameters())
        parameters.emplace(name, freshParameter(config, name, shape, generator));
    return parameters;
}

Parameters imageNetParameters(const AstConfig& config, const std::filesystem::path& file, std::uint64_t seed)
{
    const std::filesystem::path path = resolveModelPath(file);
    OfficialTensors tensors = readWeights(
        path, [&](const NamedTensors& stored) { return deitOf(stored, path); },
        [&](const OfficialTensors& shapes) { requireDeit(config, shapes, path); });
    namingFile(path, [&] {
        if (const auto found = tensors.tensors.find(kAstPositionsName); found != tensors.tensors.end())
            found->second = positionsFromImages(found->second.to(at::kFloat), config.columns);
        if (const auto found = tensors.tensors.find(kPatchWeight);
            found != tensors.tensors.end() && found->second.dim() == 4)
            found->second = patchWeightsFromImages(found->second.to(at::kFloat));
        return 0;
    });
    for (const auto& [name, tensor] : freshParameters(config, seed)) {
        if (name.starts_with(kFreshHead))
            tensors.tensors.emplace(name, tensor);
    }
    requireStudent(config, tensors, path);
    return ownFloats(std::move(tensors.tensors));
}

void requireImageNetWeights(const AstConfig& config, const std::filesystem::path& file)
{
    const std::filesystem::path path = resolveModelPath(file);
    requireDeit(config, deitOf(readStateShapes(path), path), path);
}

} // namespace dass
