#include "app/cli/verify/reference_kinds.h"
#include "app/cli/verify/reference_metadata.h"
#include "app/cli/verify/reference_tensors.h"
#include "core/base/error.h"
#include "core/distill/adam.h"
#include "core/distill/losses.h"
#include "core/features/fbank.h"
#include "core/model/dass.h"
#include "core/model/memory_check.h"
#include "core/model/model_config.h"
#include "core/model/synthetic.h"
#include "core/model/working_memory.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <string>
#include <vector>

namespace dass::cli {

namespace {

// Of metadata, which anybody may have written: at most so many, and each from 1 to `most`.
std::vector<std::int64_t> sizes(const SafetensorsFile& file, const std::string& key, std::int64_t most)
{
    constexpr std::size_t kMostStages = 16;
    const std::vector<std::int64_t> found = numbers(file, key);
    if (found.empty() || found.size() > kMostStages ||
        std::any_of(found.begin(), found.end(), [&](std::int64_t size) { return size < 1 || size > most; }))
        throw Error(ErrorCode::BadFile, "its metadata '" + key + "' is no list of 1 to " + std::to_string(kMostStages) +
                                            " numbers from 1 to " + std::to_string(most));
    return found;
}

std::int64_t classesOf(const SafetensorsFile& file)
{
    return lastAxis(file, "logits");
}

// Sizes by name, or by "dims" and "depths" in the metadata.
DassConfig dassConfigOf(const SafetensorsFile& file)
{
    const std::int64_t classes = classesOf(file);
    if (file.metadata().contains("dims") && file.metadata().contains("depths")) {
        const std::vector<std::int64_t> dims = sizes(file, "dims", 8192); // told first
        DassConfig config = DassConfig::of(dims, sizes(file, "depths", 1000), classes);
        if (config.parameterCount() > kMostParameters)
            throw Error(ErrorCode::BadFile, "it describes a DASS of " + std::to_string(config.parameterCount()) +
                                                " parameters; at most " + std::to_string(kMostParameters) +
                                                " make sense");
        return config;
    }
    const std::string size = metadata(file, "size");
    if (size == "small")
        return DassConfig::small(classes);
    if (size == "medium")
        return DassConfig::medium(classes);
    if (size == "nano")
        return DassConfig::of({16, 32, 64, 128}, {1, 1, 2, 1}, classes);
    throw Error(ErrorCode::Unsupported, "size '" + size + "' is not a known one and no dims and depths are given");
}

struct TrainingStep
{
    Dass model;
    at::Tensor logits;
    distill::Losses losses;
};

// The clips of a training step, [clips, frames, mel bins]. All together are no longer than a reference may be.
at::Tensor inputOf(const SafetensorsFile& step)
{
    const std::vector<std::int64_t>& shape = step.at("input").shape;
    const bool isLong =
        shape.size() == 3 && (shape[0] > kMostFrames || shape[1] > kMostFrames / std::max<std::int64_t>(shape[0], 1));
    if (isLong)
        throw Error(ErrorCode::BadFile, "its tensor 'input' is " + toString(shape) + "; at most " +
                                            std::to_string(kMostFrames) + " frames in all make sense");
    return readInput(step, "input", {kAnyLength, kAnyLength, fbank::kMelBins});
}

// Runs the step of the file forwards and backwards with the folder's checkpoint.
TrainingStep run(const ReferenceFolder& folder, const SafetensorsFile& file, at::Device device)
{
    const Checkpoint& checkpoint = folder.checkpoint(classesOf(file));
    Parameters parameters;
    for (const auto& [name, tensor] : checkpoint.parameters)
        parameters.emplace(name, tensor.to(device, tensor.scalar_type(), false, true).requires_grad_(true));
    TrainingStep step{Dass(checkpoint.config, parameters), {}, {}};
    step.logits = step.model.forward(inputOf(file).to(device)).logits;
    const std::vector<std::int64_t> wanted = step.logits.sizes().vec();
    step.losses = distill::losses({}, step.logits, readInput(file, "labels", wanted).to(device),
                                  readInput(file, "teacher_logits", wanted).to(device));
    step.losses.total.backward();
    return step;
}

// The model after the step and Adam's update (reference/README.md, after_adam), its parameters free of gradients.
Dass runWithAdam(const ReferenceFolder& folder, const SafetensorsFile& start)
{
    const TrainingStep step = run(folder, start, at::kCPU);
    distill::OptimizerSpec optimizer; // betas and weight decay are the paper's
    optimizer.lr = 1e-3;
    distill::Adam(step.model.parameters(), optimizer).step(optimizer.lr);
    Parameters updated;
    for (const auto& [name, tensor] : step.model.parameters())
        updated.emplace(name, tensor.detach());
    return Dass(step.model.config(), std::move(updated));
}

} // namespace

void verifyFullSize(const SafetensorsFile& file, Verdict& verdict)
{
    const DassConfig config = dassConfigOf(file);
    const std::int64_t frames = numberWithin(file, "frames", 1, kMostFrames);
    requireMemory(static_cast<double>(workingBytes(config, {.frames = frames})), "a pass over so many frames takes",
                  "close other programs");
    const Dass model =
        Dass(config, syntheticParameters(config, static_cast<std::uint64_t>(number(file, "salt")))).to(verdict.device);
    std::vector<float> input = syntheticSpectrogram(frames, static_cast<std::uint64_t>(number(file, "input_seed")));

    const c10::InferenceMode inference;
    ForwardOptions options;
    options.observer = [&](std::string_view step, const at::Tensor& value) {
        verdict.goOn();
        const std::string name(step);
        if (!file.contains(name + ".shape"))
            return;
        const at::Tensor x = value.dim() == 4 ? value.permute({0, 3, 1, 2}).contiguous() : value; // NCHW there
        verdict.require(name + ".shape", holdsNumbers(file.at(name + ".shape"), x.sizes()));
        verdict.compare(name + ".mean_std", at::stack({x.mean(), x.std()}), file.at(name + ".mean_std"));
        const StoredTensor& head = file.at(name + ".head");
        verdict.compare(name + ".head", x.flatten().slice(0, 0, head.elements()), head);
    };
    const DassOutput output = model.forward(at::from_blob(input.data(), {1, frames, 128}).to(verdict.device), options);
    verdict.compare("embedding", output.embedding[0], file.at("embedding"));
    verdict.compare("logits", output.logits[0], file.at("logits"));
}

void verifyDassCheckpoint(const ReferenceFolder& folder, const std::filesystem::path& path, Verdict& verdict)
{
    const Checkpoint found = loadCheckpoint(path);
    verdict.kind = "checkpoint, " + nameOf(found.layout) + " layout";
    verdict.require("every tensor of the architecture", true);

    const Checkpoint* official = folder.findCheckpoint(found.config.classes);
    if (official != nullptr && found.layout != official->layout) { // the same weights in two layouts
        const bool same = found.config == official->config;
        verdict.require("architecture as in " + official->path.filename().string(), same);
        if (same)
            for (const auto& [name, tensor] : official->parameters)
                verdict.compare(name, found.parameters.at(name), tensor, {0, 0});
    }
    const auto config = path.parent_path() / (path.stem().string() + "_config.json");
    if (std::filesystem::exists(config)) {
        readModelConfig(config, found.config); // throws when it contradicts the weights
        verdict.require(config.filename().string(), true);
    }
    const auto stepPath = folder.findTrainingStep();
    if (!stepPath)
        return;
    const SafetensorsFile step(*stepPath);
    if (classesOf(step) == found.config.classes) {
        const c10::InferenceMode inference;
        const Dass model = Dass(found.config, found.parameters).to(verdict.device);
        verdict.compare("logits of " + step.path().filename().string(),
                        model.forward(inputOf(step).to(verdict.device)).logits, step.at("logits"));
    }
}

void verifyTrainingStep(const ReferenceFolder& folder, const SafetensorsFile& file, Verdict& verdict)
{
    const TrainingStep step = run(folder, file, verdict.device);
    verdict.compare("logits", step.logits.detach(), file.at("logits"));
    verdict.compare("loss_bce", step.losses.label.detach().reshape(1), file.at("loss_bce"));
    verdict.compare("loss_kd", step.losses.kd.detach().reshape(1), file.at("loss_kd"));
    verdict.compare("loss", step.losses.total.detach().reshape(1), file.at("loss"));
    for (const auto& [name, tensor] : step.model.parameters())
        verdict.compare("grad." + name, tensor.grad(), file.at("grad." + name));
}

void verifyAdamStep(const ReferenceFolder& folder, const SafetensorsFile& file, Verdict& verdict)
{
    const SafetensorsFile start(folder.trainingStep());
    const Dass model = runWithAdam(folder, start);

    const c10::InferenceMode inference;
    verdict.compare("logits", model.forward(inputOf(start)).logits, file.at("logits"));
    verdict.compare("A_logs", model.parameters().at("layers.0.blocks.0.op.A_logs"), file.at("A_logs"));
    verdict.compare("head", model.parameters().at("classifier.head.weight"), file.at("head"));
}

std::vector<Dass> modelsOfRecordings(const ReferenceFolder& folder, std::int64_t classes)
{
    const Checkpoint& checkpoint = folder.checkpoint(classes);
    std::vector<Dass> models{Dass(checkpoint.config, checkpoint.parameters)};
    if (const auto path = folder.findTrainingStep()) {
        const SafetensorsFile start(*path);
        if (classesOf(start) == classes)
            models.push_back(runWithAdam(folder, start));
    }
    return models;
}

} // namespace dass::cli
