#include "core/model/dass.h"

#include "core/base/error.h"
#include "core/features/fbank_constants.h"
#include "core/model/by_positions.h"
#include "core/model/linear.h"
#include "core/model/recompute.h"
#include "core/model/safetensors.h"
#include "core/ops/ops.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>

namespace dass {

namespace {

constexpr double kNormEps = 1e-5;

// Which parameters bf16 keeps in fp32: the scan's own, the depthwise kernels and the LayerNorms (some of which are only
// numbered), as their operators want, and those too small to matter.
bool staysFp32(const std::string& name)
{
    for (const char* part : {"x_proj_weight", "dt_projs", "A_logs", "Ds", "conv2d", "norm", "patch_embed.2",
                             "patch_embed.7", "downsample.3", "classifier."})
        if (name.find(part) != std::string::npos)
            return true;
    return false;
}

// Which branches drop (stochastic depth): a factor for each clip, 0 or what keeps the mean.
class DropPath
{
public:
    DropPath(const ForwardOptions& options, std::int64_t blocks) : m_options(options), m_blocks(blocks)
    {
        if (options.dropPath < 0 || options.dropPath >= 1)
            throw Error(ErrorCode::InvalidArgument,
                        "drop path must be in [0, 1), got " + std::to_string(options.dropPath));
    }

    // Undefined where nothing can drop.
    at::Tensor mask(std::int64_t block, std::int64_t batch) const
    {
        const double rate =
            m_blocks > 1 ? m_options.dropPath * static_cast<double>(block) / static_cast<double>(m_blocks - 1) : 0;
        if (rate == 0)
            return {};
        const double keep = 1 - rate;
        return at::empty({batch, 1, 1, 1}).bernoulli_(keep, m_options.generator).div_(keep);
    }

private:
    const ForwardOptions& m_options;
    std::int64_t m_blocks;
};

// Adds a branch, ending in a linear layer, to the residual stream.
at::Tensor addBranch(const at::Tensor& x, const at::Tensor& branch, const at::Tensor& weight, const at::Tensor& bias,
                     const at::Tensor& mask)
{
    if (!mask.defined())
        return addLinear(x, branch, weight, bias);
    return x + applyLinear(branch, weight, bias) * mask.to(x.scalar_type());
}

} // namespace

Dass::Dass(DassConfig config, Parameters parameters) : m_config(std::move(config)), m_parameters(std::move(parameters))
{
    requireParameters(m_config, m_parameters, "the set of parameters");
    bind();
}

void Dass::bind()
{
    const auto convolution = [this](const std::string& name) {
        return Convolution{m_parameters.at(name + ".weight"), m_parameters.at(name + ".bias")};
    };
    m_stem = convolution("patch_embed.0");
    m_stemNorm = bindNorm("patch_embed.2");
    m_stem2 = convolution("patch_embed.5");
    m_stemNorm2 = bindNorm("patch_embed.7");
    m_stages.clear();
    for (std::size_t i = 0; i < m_config.stages.size(); ++i) {
        const std::string prefix = "layers." + std::to_string(i) + ".";
        Stage stage;
        for (std::int64_t j = 0; j < m_config.stages[i].depth; ++j)
            stage.blocks.push_back(bindBlock(prefix + "blocks." + std::to_string(j) + "."));
        if (i + 1 < m_config.stages.size())
            stage.downsample = Downsample{convolution(prefix + "downsample.1"), bindNorm(prefix + "downsample.3")};
        m_stages.push_back(std::move(stage));
    }
    m_finalNorm = bindNorm("classifier.norm");
    m_headWeight = m_parameters.at("classifier.head.weight");
    m_headBias = m_parameters.at("classifier.head.bias");
}

Dass::Norm Dass::bindNorm(const std::string& name) const
{
    return {m_parameters.at(name + ".weight"), m_parameters.at(name + ".bias")};
}

Dass::Block Dass::bindBlock(const std::string& prefix) const
{
    const auto get = [&](const char* name) { return m_parameters.at(prefix + name); };
    Block block;
    block.norm = bindNorm(prefix + "norm");
    block.inProj = get("op.in_proj.weight");
    block.depthwise = get("op.conv2d.weight");
    block.xProj = get("op.x_proj_weight");
    block.dtWeight = get("op.dt_projs_weight");
    block.dtBias = get("op.dt_projs_bias");
    block.aLogs = get("op.A_logs");
    block.ds = get("op.Ds");
    block.outNorm = bindNorm(prefix + "op.out_norm");
    block.outProj = get("op.out_proj.weight");
    block.norm2 = bindNorm(prefix + "norm2");
    block.fc1 = get("mlp.fc1.weight");
    block.fc1Bias = get("mlp.fc1.bias");
    block.fc2 = get("mlp.fc2.weight");
    block.fc2Bias = get("mlp.fc2.bias");
    return block;
}

std::vector<at::Tensor> Dass::tensorsOf(const Block& block)
{
    return {block.norm.weight,  block.norm.bias, block.inProj,       block.depthwise,  block.xProj,
            block.dtWeight,     block.dtBias,    block.aLogs,        block.ds,         block.outNorm.weight,
            block.outNorm.bias, block.outProj,   block.norm2.weight, block.norm2.bias, block.fc1,
            block.fc1Bias,      block.fc2,       block.fc2Bias};
}

Dass Dass::toBf16() const
{
    Parameters converted;
    for (const auto& [name, tensor] : m_parameters)
        converted.emplace(name, staysFp32(name) ? tensor : tensor.to(at::kBFloat16));
    return Dass(m_config, std::move(converted));
}

Dass Dass::to(const at::Device& device) const
{
    Parameters moved;
    for (const auto& [name, tensor] : m_parameters)
        moved.emplace(name, tensor.to(device));
    return Dass(m_config, std::move(moved));
}

void Dass::packForInference()
{
    const auto side = [](std::int64_t length, std::size_t halvings) {
        return std::max<std::int64_t>(1, length >> halvings);
    };
    const auto packConvolution = [&](Convolution& conv, const std::string& name, std::size_t halvings) {
        conv.weight =
            packConvolutionWeight(conv.weight, side(fbank::kMelBins, halvings), side(fbank::kClipFrames, halvings));
        m_parameters.erase(name + ".weight");
    };
    packConvolution(m_stem, "patch_embed.0", 0);
    packConvolution(m_stem2, "patch_embed.5", 1);
    for (std::size_t i = 0; i < m_stages.size(); ++i) {
        const std::string prefix = "layers." + std::to_string(i) + ".";
        for (std::size_t j = 0; j < m_stages[i].blocks.size(); ++j) {
            Block& block = m_stages[i].blocks[j];
            for (const auto& [name, weight] :
                 {std::pair("op.in_proj.weight", &block.inProj), std::pair("op.out_proj.weight", &block.outProj),
                  std::pair("mlp.fc1.weight", &block.fc1), std::pair("mlp.fc2.weight", &block.fc2)}) {
                *weight = packLinearWeight(*weight, side(fbank::kMelBins, i + 2) * side(fbank::kClipFrames, i + 2));
                m_parameters.erase(prefix + "blocks." + std::to_string(j) + "." + name);
            }
        }
        if (auto& down = m_stages[i].downsample)
            packConvolution(down->conv, prefix + "downsample.1", i + 2);
    }
}

at::Tensor Dass::normalise(const at::Tensor& x, const Norm& norm)
{
    return ops::layerNorm(x, norm.weight, norm.bias, kNormEps);
}

at::Tensor Dass::halve(const at::Tensor& x, const Convolution& conv)
{
    return halvingConvolution(x, conv.weight, conv.bias);
}

at::Tensor Dass::patchEmbedding(const at::Tensor& input, Steps& step) const
{
    // Mel is the image's height, time its width; one channel, so that channels last costs nothing.
    at::Tensor x = input.transpose(1, 2).unsqueeze(-1).to(m_stem.weight.scalar_type());
    x = step([&] { return halve(x, m_stem); });
    x = step([&] { return normalise(x, m_stemNorm); });
    x = step([&] { return at::gelu(x); });
    x = step([&] { return halve(x, m_stem2); });
    return step([&] { return normalise(x, m_stemNorm2); });
}

at::Tensor Dass::enter(const Block& block, const at::Tensor& x, Steps& step)
{
    const at::Tensor y = step([&] { return normalise(x, block.norm); });
    return step([&] { return applyLinear(y, block.inProj); });
}

at::Tensor Dass::mix(const Block& block, const at::Tensor& entered, Steps& step)
{
    const at::Tensor y = step([&] { return ops::depthwiseConv3x3Silu(entered, block.depthwise); });
    return step([&] { return ops::ss2d(y, block.xProj, block.dtWeight, block.dtBias, block.aLogs, block.ds); });
}

at::Tensor Dass::leave(const Block& block, const at::Tensor& x, at::Tensor mixed, const at::Tensor& mask, Steps& step)
{
    const at::Tensor y = step([&] { return normalise(std::exchange(mixed, at::Tensor()), block.outNorm); });
    return step([&] { return addBranch(x, y, block.outProj, {}, mask); });
}

at::Tensor Dass::mlp(const Block& block, const at::Tensor& x, const at::Tensor& mask, Steps& step)
{
    at::Tensor y = step([&] { return normalise(x, block.norm2); });
    y = step([&] { return applyLinearGelu(y, block.fc1, block.fc1Bias); });
    return step([&] { return addBranch(x, y, block.fc2, block.fc2Bias, mask); });
}

// Undefined when it was stopped. Convolution and scan look at neighbours; what comes before and after them looks at
// each position by itself.
at::Tensor Dass::runBlock(const Block& block, const at::Tensor& x, const DropMasks& masks, Steps& step)
{
    if (at::GradMode::is_enabled() || masks.scan.defined() || masks.mlp.defined()) {
        const at::Tensor scanned = leave(block, x, mix(block, enter(block, x, step), step), masks.scan, step);
        return mlp(block, scanned, masks.mlp, step);
    }
    return complete(block, x, mix(block, enter(block, x, step), step), step);
}

// All of a block that follows the scan, without gradients. What was mixed is let go of as soon as it has been used.
at::Tensor Dass::complete(const Block& block, const at::Tensor& x, at::Tensor mixed, Steps& step)
{
    const std::int64_t width = x.size(-1);
    PositionParts inputs{x};
    inputs.push_back(std::move(mixed));
    return byPositions(std::move(inputs), width, step, [&block](PositionParts& parts, Steps& partStep) {
        const at::Tensor scanned = leave(block, parts[0], std::exchange(parts[1], at::Tensor()), {}, partStep);
        return mlp(block, scanned, {}, partStep);
    });
}

at::Tensor Dass::recomputedBlock(const Block& block, const at::Tensor& x, const DropMasks& masks)
{
    const auto run = [block, masks](const at::Tensor& input) {
        const std::function<bool()> neverStopped;
        Steps step(neverStopped);
        return runBlock(block, input, masks, step);
    };
    return recomputed(run, x, tensorsOf(block));
}

at::Tensor Dass::features(const at::Tensor& input, const ForwardOptions& options) const
{
    if (input.dim() != 3 || input.size(1) < 1 || input.size(2) != fbank::kMelBins)
        throw Error(ErrorCode::InvalidArgument, "the model's input has the shape " + toString(input.sizes().vec()) +
                                                    ", [batch, frames, 128] was wanted");
    Steps step(options.stopRequested);
    const auto observe = [&](const std::string& name, const at::Tensor& value) {
        if (options.observer && !step.stopped())
            options.observer(name, value);
    };
    const DropPath drop(options, m_config.blockCount());
    at::Tensor x = patchEmbedding(input, step);
    observe("patch_embed", x);
    std::int64_t index = 0;
    for (std::size_t i = 0; i < m_stages.size(); ++i) {
        for (const Block& block : m_stages[i].blocks) {
            if (step.stopped())
                return {};
            const DropMasks masks{drop.mask(index, x.size(0)), drop.mask(index, x.size(0))};
            x = options.recomputeBlocks && at::GradMode::is_enabled() ? recomputedBlock(block, x, masks)
                                                                      : runBlock(block, x, masks, step);
            ++index;
        }
        observe("stage" + std::to_string(i), x);
        if (const auto& down = m_stages[i].downsample) {
            x = step([&] { return halve(x, down->conv); });
            x = step([&] { return normalise(x, down->norm); });
        }
    }
    x = step([&] { return normalise(x, m_finalNorm); });
    observe("final_norm", x);
    return x;
}

at::Tensor Dass::pool(const at::Tensor& features, Pooling pooling) const
{
    const at::Tensor steps = features.to(at::kFloat).mean(1); // over mel: [B, W, D]
    switch (pooling) {
    case Pooling::Mean:
        return steps.mean(1);
    case Pooling::First:
        return steps.select(1, 0);
    case Pooling::Mid:
        return steps.select(1, steps.size(1) / 2);
    case Pooling::Last:
        return steps.select(1, steps.size(1) - 1);
    case Pooling::Sum:
        return steps.sum(1);
    case Pooling::Max:
        return steps.amax(1);
    }
    throw Error(ErrorCode::Internal, "a pooling without a rule");
}

at::Tensor Dass::head(const at::Tensor& embedding) const
{
    return applyLinear(embedding, m_headWeight, m_headBias);
}

DassOutput Dass::forward(const at::Tensor& input, const ForwardOptions& options) const
{
    const at::Tensor map = features(input, options);
    if (!map.defined())
        return {};
    DassOutput output;
    output.embedding = pool(map, options.pooling);
    if (options.observer)
        options.observer("embedding", output.embedding);
    output.logits = head(output.embedding);
    return output;
}

} // namespace dass
