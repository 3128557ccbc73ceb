#include "core/model/htsat.h"

#include "core/base/error.h"
#include "core/model/htsat_front_end.h"
#include "core/model/linear.h"
#include "core/ops/ops.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace dass {

namespace {

constexpr double kNormEps = 1e-5;
constexpr std::int64_t kImage = 256; // side
constexpr std::int64_t kFolds = 4;   // stretches of time that lie above each other in the image
constexpr std::int64_t kImageFrames = kImage * kFolds;
constexpr std::int64_t kPatch = 4;
constexpr std::int64_t kWindow = 8;
constexpr std::int64_t kTokens = kWindow * kWindow; // of a window
constexpr std::int64_t kShift = kWindow / 2;
constexpr double kMasked = -100;
constexpr double kSmallestProbability = 1e-7;

// For query a and key b of a window, the row of the bias table: [64 * 64].
at::Tensor relativePositions()
{
    at::Tensor index = at::empty({kTokens * kTokens}, at::kLong);
    auto* values = index.mutable_data_ptr<std::int64_t>();
    for (std::int64_t a = 0; a < kTokens; ++a)
        for (std::int64_t b = 0; b < kTokens; ++b) {
            const std::int64_t rows = a / kWindow - b / kWindow + kWindow - 1;
            const std::int64_t columns = a % kWindow - b % kWindow + kWindow - 1;
            *values++ = rows * (2 * kWindow - 1) + columns;
        }
    return index;
}

// [B, S, S, C] -> [B * windows, 64, C], and back.
at::Tensor toWindows(const at::Tensor& x)
{
    const std::int64_t n = x.size(1) / kWindow;
    return x.view({x.size(0), n, kWindow, n, kWindow, x.size(3)})
        .permute({0, 1, 3, 2, 4, 5})
        .reshape({-1, kTokens, x.size(3)});
}

at::Tensor fromWindows(const at::Tensor& windows, std::int64_t side)
{
    const std::int64_t n = side / kWindow;
    return windows.view({-1, n, n, kWindow, kWindow, windows.size(2)})
        .permute({0, 1, 3, 2, 4, 5})
        .reshape({-1, side, side, windows.size(2)});
}

// What keeps tokens apart that only lie in one window because the image was rolled: [windows, 1, 64, 64].
at::Tensor shiftMask(std::int64_t side)
{
    const at::Tensor place = at::arange(side, at::kLong);
    const at::Tensor label = (place >= side - kWindow).to(at::kLong) + (place >= side - kShift).to(at::kLong);
    const at::Tensor labels = toWindows((label.unsqueeze(1) * 3 + label).view({1, side, side, 1})).squeeze(2);
    const at::Tensor apart = labels.unsqueeze(1) != labels.unsqueeze(2);
    return (apart.to(at::kFloat) * kMasked).unsqueeze(1);
}

at::Tensor normalise(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias)
{
    return ops::layerNorm(x, weight, bias, kNormEps);
}

// [B, T, 64] -> [B, 1, 256, 256]: stretched to 1024 frames, whose quarters then lie above each other.
at::Tensor imageOf(const at::Tensor& mel)
{
    at::Tensor x = mel.unsqueeze(1);
    if (x.size(2) < kImageFrames)
        x = at::upsample_bicubic2d(x, {kImageFrames, x.size(3)}, true);
    return x.view({x.size(0), kFolds, kImage, x.size(3)}).transpose(2, 3).reshape({x.size(0), 1, kImage, kImage});
}

} // namespace

Htsat::Htsat(HtsatConfig config, Parameters parameters)
    : m_config(std::move(config)), m_parameters(std::move(parameters))
{
    requireShapes(m_config.parameters(), "an HTS-AT model", m_parameters, "the set of parameters");
    m_melScale = m_parameters.at("bn0.weight") / (m_parameters.at("bn0.running_var") + kNormEps).sqrt();
    m_melOffset = m_parameters.at("bn0.bias") - m_parameters.at("bn0.running_mean") * m_melScale;
    m_patch = linear("patch_embed.proj");
    m_patchNorm = norm("patch_embed.norm");
    for (std::size_t i = 0; i < m_config.layers.size(); ++i) {
        const std::string prefix = "layers." + std::to_string(i) + ".";
        Layer layer;
        layer.heads = m_config.layers[i].heads;
        for (std::int64_t j = 0; j < m_config.layers[i].depth; ++j)
            layer.blocks.push_back(block(prefix + "blocks." + std::to_string(j) + "."));
        if (i + 1 < m_config.layers.size()) {
            layer.downNorm = norm(prefix + "downsample.norm");
            layer.reduction.weight = m_parameters.at(prefix + "downsample.reduction.weight");
        }
        m_layers.push_back(std::move(layer));
    }
    m_norm = norm("norm");
    m_tokenSemantic = linear("tscam_conv");
}

Htsat::Norm Htsat::norm(const std::string& name) const
{
    return {m_parameters.at(name + ".weight"), m_parameters.at(name + ".bias")};
}

Htsat::Linear Htsat::linear(const std::string& name) const
{
    return {m_parameters.at(name + ".weight"), m_parameters.at(name + ".bias")};
}

Htsat::Block Htsat::block(const std::string& prefix) const
{
    static const at::Tensor index = relativePositions();
    const at::Tensor table = m_parameters.at(prefix + "attn.relative_position_bias_table");
    const at::Tensor bias = table.index_select(0, index).view({kTokens, kTokens, table.size(1)});
    return {norm(prefix + "norm1"),      bias.permute({2, 0, 1}).contiguous(),
            linear(prefix + "attn.qkv"), linear(prefix + "attn.proj"),
            norm(prefix + "norm2"),      linear(prefix + "mlp.fc1"),
            linear(prefix + "mlp.fc2")};
}

// x [B, S, S, C]
at::Tensor Htsat::runBlock(const Block& block, const at::Tensor& x, std::int64_t heads, bool shifted)
{
    const std::int64_t side = x.size(1);
    const std::int64_t channels = x.size(3) / heads;
    at::Tensor y = normalise(x, block.norm1.weight, block.norm1.bias);
    if (shifted)
        y = y.roll({-kShift, -kShift}, {1, 2});
    const at::Tensor qkv = applyLinear(toWindows(y), block.qkv.weight, block.qkv.bias)
                               .view({-1, kTokens, 3, heads, channels})
                               .permute({2, 0, 3, 1, 4}); // [3, B * windows, heads, 64, channels]
    const double scale = 1 / std::sqrt(static_cast<double>(channels));
    at::Tensor weights = at::matmul(qkv[0] * scale, qkv[1].transpose(-2, -1)) + block.positionBias;
    if (shifted) {
        const at::Tensor mask = shiftMask(side);
        weights = (weights.unflatten(0, {x.size(0), mask.size(0)}) + mask).flatten(0, 1);
    }
    y = at::matmul(weights.softmax(-1), qkv[2]).transpose(1, 2).flatten(2);
    y = fromWindows(applyLinear(y, block.proj.weight, block.proj.bias), side);
    if (shifted)
        y = y.roll({kShift, kShift}, {1, 2});
    const at::Tensor attended = x + y;
    const at::Tensor hidden =
        applyLinearGelu(normalise(attended, block.norm2.weight, block.norm2.bias), block.fc1.weight, block.fc1.bias);
    return addLinear(attended, hidden, block.fc2.weight, block.fc2.bias);
}

// Squares of four tokens become one of twice the width.
at::Tensor Htsat::halve(const Layer& layer, const at::Tensor& x)
{
    const auto every = [&](std::int64_t row, std::int64_t column) {
        return x.slice(1, row, c10::nullopt, 2).slice(2, column, c10::nullopt, 2);
    };
    const at::Tensor squares = at::cat({every(0, 0), every(1, 0), every(0, 1), every(1, 1)}, 3);
    return applyLinear(normalise(squares, layer.downNorm.weight, layer.downNorm.bias), layer.reduction.weight);
}

HtsatOutput Htsat::forwardImage(const at::Tensor& mel, const HtsatOptions& options) const
{
    const auto observe = [&](const std::string& name, const at::Tensor& map) {
        if (options.observer)
            options.observer(name, map.flatten(1, 2));
    };
    const at::Tensor image = imageOf(mel);
    if (options.observer)
        options.observer("image", image);
    at::Tensor x = at::conv2d(image, m_patch.weight, m_patch.bias, kPatch).permute({0, 2, 3, 1});
    x = normalise(x.contiguous(), m_patchNorm.weight, m_patchNorm.bias);
    observe("patch_embed", x);
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const Layer& layer = m_layers[i];
        for (std::size_t j = 0; j < layer.blocks.size(); ++j) {
            const bool shifted = j % 2 == 1 && x.size(1) > kWindow;
            x = runBlock(layer.blocks[j], x, layer.heads, shifted);
            observe("layer" + std::to_string(i) + ".block" + std::to_string(j), x);
        }
        if (layer.reduction.weight.defined())
            x = halve(layer, x);
        observe("layer" + std::to_string(i), x);
    }
    x = normalise(x, m_norm.weight, m_norm.bias);
    observe("norm", x);

    // Rows are quarters of the time times two bins of frequency: [B, 8, 8, C] -> [B, C, 2, 32].
    const std::int64_t bins = x.size(1) / kFolds;
    x = x.permute({0, 3, 1, 2}).unflatten(2, {kFolds, bins}).transpose(2, 3).flatten(3);
    const at::Tensor steps =
        at::conv2d(x, m_tokenSemantic.weight, m_tokenSemantic.bias, at::IntArrayRef{1, 1}, at::IntArrayRef{0, 1});
    if (options.observer)
        options.observer("tscam_conv", steps);
    HtsatOutput output;
    output.embedding = x.mean({2, 3});
    output.logits = steps.mean({2, 3});
    output.probabilities = output.logits.sigmoid();
    output.framewise = steps.squeeze(2).transpose(1, 2).sigmoid();
    return output;
}

HtsatOutput Htsat::forwardCrops(const at::Tensor& mel, const HtsatOptions& options) const
{
    const std::int64_t last = mel.size(1) - 1;
    const std::int64_t length = last / 2;
    std::vector<at::Tensor> logits;
    std::vector<at::Tensor> embeddings;
    std::vector<at::Tensor> framewise;
    for (std::int64_t first = 0; first < last - length; first += last / 4) {
        const HtsatOutput crop = forwardImage(mel.narrow(1, first, length).contiguous(), options);
        logits.push_back(crop.logits);
        embeddings.push_back(crop.embedding);
        framewise.push_back(crop.framewise);
    }
    HtsatOutput output;
    output.cropLogits = at::stack(logits);
    output.probabilities = output.cropLogits.sigmoid().mean(0);
    output.logits = output.probabilities.clamp(kSmallestProbability, 1 - kSmallestProbability).logit();
    output.embedding = at::stack(embeddings).mean(0);
    output.framewise = at::stack(framewise).mean(0);
    return output;
}

HtsatOutput Htsat::forward(const at::Tensor& waveform, const HtsatOptions& options) const
{
    if (waveform.dim() == 2 && waveform.size(1) > htsat::kMostSamples)
        throw Error(ErrorCode::Unsupported, "HTS-AT hears at most " + std::to_string(htsat::kMostSamples) +
                                                " samples (20.5 s) at once, got " + std::to_string(waveform.size(1)) +
                                                "; cut the sound");
    at::Tensor mel = htsat::logMel(waveform);
    if (options.observer)
        options.observer("logmel", mel.unsqueeze(1));
    mel = mel * m_melScale + m_melOffset;
    if (options.observer)
        options.observer("bn0", mel.unsqueeze(1));
    if (mel.size(1) > kImageFrames)
        return forwardCrops(mel, options);
    if (options.shortSound == ShortSound::Repeat)
        mel = mel.repeat({1, kImageFrames / mel.size(1), 1});
    return forwardImage(mel, options);
}

} // namespace dass
