#include "app/cli/verify/reference_kinds.h"
#include "app/cli/verify/reference_metadata.h"
#include "app/cli/verify/reference_tensors.h"
#include "core/base/error.h"
#include "core/base/one_line.h"
#include "core/distill/adam.h"
#include "core/distill/losses.h"
#include "core/model/ast.h"
#include "core/model/ast_positions.h"
#include "core/model/memory_check.h"
#include "core/model/model_config.h"
#include "core/model/synthetic.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <c10/core/InferenceMode.h>

#include <string>

namespace dass::cli {

namespace {

constexpr std::int64_t kMostWidth = 8192;
constexpr std::int64_t kMostClips = 64;

// Clips made by formula, one of each seed of the metadata: [seeds, frames, 128].
at::Tensor inputsOf(const SafetensorsFile& file, std::int64_t frames)
{
    std::vector<at::Tensor> clips;
    const std::vector<std::int64_t> seeds = numbers(file, "input_seeds");
    if (static_cast<std::int64_t>(seeds.size()) > kMostClips)
        throw Error(ErrorCode::BadFile, "its metadata names " + std::to_string(seeds.size()) + " seeds; at most " +
                                            std::to_string(kMostClips) + " make sense");
    for (const std::int64_t seed : seeds)
        clips.push_back(at::tensor(syntheticSpectrogram(frames, static_cast<std::uint64_t>(seed))).view({frames, 128}));
    return at::stack(clips);
}

AstConfig astConfigOf(const SafetensorsFile& file)
{
    std::int64_t depth = 0;
    while (file.contains("block" + std::to_string(depth) + ".shape"))
        ++depth;
    const std::int64_t width = lastAxis(file, "embedding");
    if (width > kMostWidth)
        throw Error(ErrorCode::BadFile, "its embedding has " + std::to_string(width) + " numbers; at most " +
                                            std::to_string(kMostWidth) + " make sense");
    AstConfig config = AstConfig::of(width, depth, lastAxis(file, "logits"));
    if (metadata(file, "model").find("sinusoidal") != std::string::npos)
        config.positions = AstPositions::Sinusoidal;
    if (config.parameterCount() > kMostParameters)
        throw Error(ErrorCode::BadFile, "it describes an AST of " + std::to_string(config.parameterCount()) +
                                            " parameters; at most " + std::to_string(kMostParameters) + " make sense");
    return config;
}

AstOptions comparing(const SafetensorsFile& file, Verdict& verdict)
{
    AstOptions options;
    options.observer = [&](std::string_view step, const at::Tensor& value) {
        const std::string name(step);
        const bool flat = name == "positions" && file.contains("positions.shape") &&
                          file.at("positions.shape").elements() == 2; // sinusoidal ones
        compareStep(file, name, flat ? value.squeeze(0) : value.narrow(0, 0, 1), verdict);
        if (name == "positions" && file.contains("positions.token2"))
            verdict.compare("positions.token2", value[0][2].slice(0, 0, lastAxis(file, "positions.token2")),
                            file.at("positions.token2"));
    };
    return options;
}

} // namespace

void verifyFullSizeAst(const SafetensorsFile& file, Verdict& verdict)
{
    const AstConfig config = astConfigOf(file);
    const std::int64_t frames = numberWithin(file, "frames", 1, kMostFrames);
    requireMemory(static_cast<double>(workingBytes(config, frames, sizeof(float))), "a pass over so many frames takes",
                  "close other programs");
    const Ast model =
        Ast(config, syntheticParameters(config.parameters(), static_cast<std::uint64_t>(number(file, "salt"))))
            .to(verdict.device);
    std::vector<float> input = syntheticSpectrogram(frames, static_cast<std::uint64_t>(number(file, "input_seed")));

    const c10::InferenceMode inference;
    const AstOutput output =
        model.forward(at::from_blob(input.data(), {1, frames, 128}).to(verdict.device), comparing(file, verdict));
    verdict.compare("embedding", output.embedding[0], file.at("embedding"));
    verdict.compare("logits", output.logits[0], file.at("logits"));
}

void verifyAstStart(const SafetensorsFile& file, Verdict& verdict)
{
    const c10::InferenceMode inference;
    const auto salt = static_cast<std::uint64_t>(number(file, "salt"));
    for (const auto& [name, tensor] : file.tensors()) {
        if (name.starts_with("deit")) {
            requireModest(tensor);
            if (const std::size_t to = name.find(".to_"); to != std::string::npos) {
                const std::string digits = name.substr(to + 4);
                const bool isNumber =
                    !digits.empty() && digits.size() < 6 && digits.find_first_not_of("0123456789") == std::string::npos;
                if (!isNumber)
                    throw Error(ErrorCode::BadFile,
                                "tensor '" + oneLine(name) + "' does not end in a number of frames");
                const std::int64_t columns = astColumns(std::stoll(digits));
                const std::int64_t width = lastAxis(file, name);
                if (tensor.shape != std::vector<std::int64_t>{1, kAstTokens + kAstRows * columns, width})
                    throw Error(ErrorCode::BadFile, "its tensor '" + oneLine(name) + "' is " + toString(tensor.shape) +
                                                        ", which is no table of positions for " + digits + " frames");
                const at::Tensor learned = readInput(file, name.substr(0, to) + ".pos_embed", {1, kAnyLength, width});
                verdict.compare(name, positionsFromImages(learned, columns), tensor);
            } else {
                verdict.compare(name, syntheticParameter(name, tensor.shape, salt), tensor);
            }
        }
    }
    verdict.compare("ast.patch_embed.proj.weight",
                    patchWeightsFromImages(readInput(file, "deit.patch_embed.proj.weight", {kAnyLength, 3, 16, 16})),
                    file.at("ast.patch_embed.proj.weight"));
}

void verifyAstCheckpoint(const ReferenceFolder& folder, const std::filesystem::path& path, Verdict& verdict)
{
    AstCheckpoint found = loadAstCheckpoint(path);
    verdict.kind = "AST checkpoint, " + nameOf(found.layout) + " layout";
    verdict.require("every tensor of the architecture", true);
    const auto config = path.parent_path() / (path.stem().string() + "_config.json");
    if (std::filesystem::exists(config)) {
        readAstModelConfig(config, found.config, found.labels); // throws when it contradicts the weights
        verdict.require(config.filename().string(), true);
    }
    const AstCheckpoint* official = folder.findAst(found.config.classes);
    if (official != nullptr && found.layout != official->layout) // the same weights in two layouts
        for (const auto& [name, tensor] : official->parameters)
            verdict.compare(name, found.parameters.at(name), tensor, {0, 0});
}

void verifyAstOutputs(const ReferenceFolder& folder, const SafetensorsFile& file, Verdict& verdict)
{
    const AstCheckpoint& checkpoint = folder.ast(lastAxis(file, "logits"));
    AstConfig config = checkpoint.config;
    config.heads = number(file, "heads");
    const std::int64_t frames = numberWithin(file, "frames", 1, kMostFrames);

    const c10::InferenceMode inference;
    const Ast model = Ast(config, checkpoint.parameters).to(verdict.device);
    const auto input = [&](std::int64_t length) { return inputsOf(file, length).to(verdict.device); };
    const AstOutput output = model.forward(input(frames), comparing(file, verdict));
    verdict.compare("embedding", output.embedding[0], file.at("embedding"));
    verdict.compare("logits", output.logits, file.at("logits"));
    for (const std::int64_t other : {200, 2136})
        if (const std::string name = "logits_" + std::to_string(other); file.contains(name))
            verdict.compare(name, model.forward(input(other)).logits, file.at(name));
    if (file.contains("logits_hf")) { // Hugging Face's LayerNorms differ
        config.blockEps = config.headEps = 1e-12;
        verdict.compare("logits_hf",
                        Ast(config, checkpoint.parameters).to(verdict.device).forward(input(frames)).logits,
                        file.at("logits_hf"));
    }
}

void verifyAstTrainingStep(const ReferenceFolder& folder, const SafetensorsFile& file, Verdict& verdict)
{
    const AstCheckpoint& checkpoint = folder.ast(lastAxis(file, "logits"));
    const at::Tensor input = inputsOf(file, numberWithin(file, "frames", 1, kMostFrames));
    Parameters parameters;
    for (const auto& [name, tensor] : checkpoint.parameters)
        parameters.emplace(name, tensor.clone().requires_grad_(true));
    const Ast model(checkpoint.config, parameters);
    const at::Tensor logits = model.forward(input).logits;
    const at::Tensor loss = distill::labelLoss(logits, readInput(file, "labels", logits.sizes().vec()));
    loss.backward();
    verdict.compare("logits", logits.detach(), file.at("logits"));
    verdict.compare("loss_bce", loss.detach().reshape(1), file.at("loss_bce"));
    for (const auto& [name, tensor] : parameters)
        verdict.compare("grad." + name, tensor.grad(), file.at("grad." + name));
    if (!file.contains("after_adam.logits"))
        return;
    distill::OptimizerSpec optimizer; // betas, eps and weight decay are the reference's
    optimizer.lr = 1e-3;
    distill::Adam(parameters, optimizer).step(optimizer.lr);
    const at::NoGradGuard noGrad;
    verdict.compare("after_adam.logits", model.forward(input).logits, file.at("after_adam.logits"));
    for (const auto& [name, tensor] : parameters)
        if (file.contains("after_adam." + name))
            verdict.compare("after_adam." + name, tensor.detach(), file.at("after_adam." + name));
}

} // namespace dass::cli
