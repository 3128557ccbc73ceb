#include "core/model/dass_clip_network.h"

#include "core/base/error.h"
#include "core/features/fbank_constants.h"
#include "core/model/working_memory.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <vector>

namespace dass {

namespace {

constexpr std::int64_t kMostNormChannels = 1024; // of the GPU's LayerNorm
constexpr std::int64_t kMostRank = 160;          // of its scan

ForwardOptions optionsFor(Pooling pooling, const std::stop_token& stop)
{
    ForwardOptions options;
    options.pooling = pooling;
    options.stopRequested = [stop] { return stop.stop_requested(); };
    return options;
}

// Mean over the `columns` steps around each step, fewer at the ends: [W, D] -> [W, D].
at::Tensor localMean(const at::Tensor& steps, std::int64_t columns)
{
    const std::int64_t width = steps.size(0);
    const at::Tensor sums = at::zeros({width + 1, steps.size(1)}, steps.options().dtype(at::kDouble));
    sums.slice(0, 1).copy_(steps.to(at::kDouble).cumsum(0));
    const at::Tensor step = at::arange(width, steps.options().dtype(at::kLong));
    const at::Tensor first = (step - (columns - 1) / 2).clamp_min(0);
    const at::Tensor end = (step + columns / 2 + 1).clamp_max(width);
    const at::Tensor counts = (end - first).unsqueeze(1);
    return ((sums.index_select(0, end) - sums.index_select(0, first)) / counts).to(at::kFloat);
}

} // namespace

at::Tensor denseLogitsOf(const Dass& model, const at::Tensor& input, std::int64_t columns,
                         const ForwardOptions& options)
{
    const at::Tensor features = model.features(input, options);
    if (!features.defined())
        return {};
    if (features.size(2) != TaggingModel::denseSteps(input.size(1)))
        throw Error(ErrorCode::Unsupported,
                    "the dense mode needs a model whose steps are 0.32 s (4 groups); this one has " +
                        std::to_string(model.config().stages.size()) + " groups; choose the mode windows");
    const at::Tensor steps = features.to(at::kFloat).mean(1); // [batch, W, D]
    std::vector<at::Tensor> logits;
    for (std::int64_t i = 0; i < steps.size(0); ++i)
        logits.push_back(model.head(localMean(steps[i], columns)));
    return logits.size() == 1 ? logits.front().unsqueeze(0) : at::stack(logits);
}

std::string whyNotOnGpu(const DassConfig& config)
{
    if (config.stateSize != 1)
        return "its scan has " + std::to_string(config.stateSize) + " states a channel, the GPU's kernels are for 1";
    for (const DassStage& stage : config.stages) {
        if (std::max(stage.dim, stage.inner) > kMostNormChannels)
            return "it is " + std::to_string(std::max(stage.dim, stage.inner)) +
                   " channels wide, the GPU's kernels go up to " + std::to_string(kMostNormChannels);
        if (stage.rank > kMostRank)
            return "the rank of its scan is " + std::to_string(stage.rank) + ", the GPU's kernels go up to " +
                   std::to_string(kMostRank);
    }
    return {};
}

ClipNetwork::Output DassClipNetwork::forward(const at::Tensor& input, Pooling pooling,
                                             const std::stop_token& stop) const
{
    DassOutput output = m_model.forward(input, optionsFor(pooling, stop));
    return {std::move(output.logits), std::move(output.embedding)};
}

at::Tensor DassClipNetwork::denseLogits(const at::Tensor& input, std::int64_t columns,
                                        const std::stop_token& stop) const
{
    return denseLogitsOf(m_model, input, columns, optionsFor(Pooling::Mean, stop));
}

std::int64_t gpuWorkingBytes(const DassConfig& config, std::int64_t elementBytes, std::int64_t frames,
                             std::int64_t batch)
{
    const std::int64_t input = batch * frames * fbank::kMelBins * 4;
    return input + workingBytes(config, {.batch = batch,
                                         .frames = frames,
                                         .elementBytes = elementBytes,
                                         .threads = 1,
                                         .inParts = false,
                                         .fusedGelu = false});
}

std::int64_t DassClipNetwork::workingBytes(std::int64_t batch, std::int64_t frames) const
{
    const bool bf16 = m_model.parameters().at("patch_embed.0.weight").scalar_type() == at::kBFloat16;
    return gpuWorkingBytes(m_model.config(), bf16 ? 2 : 4, frames, batch);
}

} // namespace dass
