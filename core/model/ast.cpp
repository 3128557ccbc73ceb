#include "core/model/ast.h"

#include "core/base/error.h"
#include "core/features/fbank_constants.h"
#include "core/model/ast_positions.h"
#include "core/model/linear.h"
#include "core/model/safetensors.h"
#include "core/ops/ops.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <cmath>

namespace dass {

namespace {

constexpr std::int64_t kTrainingTokens = 1214;
// What a frame of zeros in the log-mel domain becomes when normalised.
constexpr float kNormalisedPadding = 4.2677393F / (2 * 4.5689974F);

bool staysFp32(const std::string& name)
{
    for (const char* part : {"norm", "_token", "pos_embed", "mlp_head."})
        if (name.find(part) != std::string::npos)
            return true;
    return false;
}

// operation(rows first … first + count - 1) of x [B, tokens, …], a few at a time where no gradients are recorded.
template <class Operation>
at::Tensor byTokens(const at::Tensor& x, PassSteps& step, std::int64_t atOnce, const Operation& operation)
{
    const std::int64_t tokens = x.size(1);
    if (at::GradMode::is_enabled() || tokens <= atOnce)
        return step([&] { return operation(0, tokens); });
    at::Tensor whole;
    for (std::int64_t first = 0; first < tokens; first += atOnce) {
        const std::int64_t count = std::min(atOnce, tokens - first);
        const at::Tensor part = step([&] { return operation(first, count); });
        if (step.stopped())
            return {};
        if (!whole.defined())
            whole = at::empty({x.size(0), tokens, part.size(2)}, part.options());
        whole.narrow(1, first, count).copy_(part);
    }
    return whole;
}

} // namespace

Ast::Ast(AstConfig config, Parameters parameters) : m_config(config), m_parameters(std::move(parameters))
{
    requireShapes(m_config.parameters(), "an AST model", m_parameters, "the set of parameters");
    if (m_config.heads < 1 || m_config.width % m_config.heads != 0)
        throw Error(ErrorCode::BadFile, "an AST of width " + std::to_string(m_config.width) + " cannot have " +
                                            std::to_string(m_config.heads) + " heads");
    m_patch = linear("v.patch_embed.proj");
    for (std::int64_t i = 0; i < m_config.depth; ++i) {
        const std::string prefix = "v.blocks." + std::to_string(i) + ".";
        m_blocks.push_back({norm(prefix + "norm1"), linear(prefix + "attn.qkv"), linear(prefix + "attn.proj"),
                            norm(prefix + "norm2"), linear(prefix + "mlp.fc1"), linear(prefix + "mlp.fc2")});
    }
    m_norm = norm("v.norm");
    m_headNorm = norm("mlp_head.0");
    m_head = linear("mlp_head.1");
}

Ast::Norm Ast::norm(const std::string& name) const
{
    return {m_parameters.at(name + ".weight"), m_parameters.at(name + ".bias")};
}

Ast::Linear Ast::linear(const std::string& name) const
{
    return {m_parameters.at(name + ".weight"), m_parameters.at(name + ".bias")};
}

Ast Ast::toBf16() const
{
    Parameters converted;
    for (const auto& [name, tensor] : m_parameters)
        converted.emplace(name, staysFp32(name) ? tensor : tensor.to(at::kBFloat16));
    return Ast(m_config, std::move(converted));
}

Ast Ast::to(const at::Device& device) const
{
    Parameters moved;
    for (const auto& [name, tensor] : m_parameters)
        moved.emplace(name, tensor.to(device));
    return Ast(m_config, std::move(moved));
}

void Ast::packForInference()
{
    for (std::size_t i = 0; i < m_blocks.size(); ++i) {
        Block& block = m_blocks[i];
        for (const auto& [name, layer] : {std::pair("attn.qkv", &block.qkv), std::pair("attn.proj", &block.proj),
                                          std::pair("mlp.fc1", &block.fc1), std::pair("mlp.fc2", &block.fc2)}) {
            layer->weight = packLinearWeight(layer->weight, kTrainingTokens);
            m_parameters.erase("v.blocks." + std::to_string(i) + "." + name + ".weight");
        }
    }
}

at::Tensor Ast::positionsFor(std::int64_t columns) const
{
    if (m_config.positions == AstPositions::Sinusoidal)
        return sinusoidalPositions(kAstTokens + kAstRows * columns, m_config.width);
    return astPositions(m_parameters.at("v.pos_embed"), columns);
}

// [B, T, 128] -> [B, patches, D], the mel rows one after the other.
at::Tensor Ast::patches(const at::Tensor& input) const
{
    at::Tensor image = input.transpose(1, 2).unsqueeze(1); // mel is the height, time the width
    if (image.size(3) < kAstPatch)
        image = at::constant_pad_nd(image, {0, kAstPatch - image.size(3)}, kNormalisedPadding);
    image = image.to(m_patch.weight.scalar_type());
    return at::conv2d(image, m_patch.weight, m_patch.bias, kAstStride).flatten(2).transpose(1, 2);
}

// [B, tokens, 3 D] -> [B, tokens, D]
at::Tensor Ast::attention(const at::Tensor& qkv, PassSteps& step) const
{
    const std::int64_t tokens = qkv.size(1);
    const std::int64_t channels = m_config.width / m_config.heads;
    const at::Tensor split = qkv.view({qkv.size(0), tokens, 3, m_config.heads, channels}).permute({2, 0, 3, 1, 4});
    const double scale = 1 / std::sqrt(static_cast<double>(channels));
    const std::int64_t queriesAtOnce = std::max<std::int64_t>(1, kAstPairsAtOnce / tokens);
    return byTokens(qkv, step, queriesAtOnce, [&](std::int64_t first, std::int64_t count) {
        return at::scaled_dot_product_attention(split[0].narrow(2, first, count), split[1], split[2], {}, 0, false,
                                                scale)
            .transpose(1, 2)
            .flatten(2);
    });
}

// Undefined when it was stopped.
at::Tensor Ast::runBlock(const Block& block, const at::Tensor& x, PassSteps& step) const
{
    const auto normalised = [&](const at::Tensor& from, const Norm& norm) {
        return ops::layerNorm(from, norm.weight, norm.bias, m_config.blockEps);
    };
    at::Tensor y = byTokens(x, step, kAstTokensAtOnce, [&](std::int64_t first, std::int64_t count) {
        return applyLinear(normalised(x.narrow(1, first, count), block.norm1), block.qkv.weight, block.qkv.bias);
    });
    if (step.stopped())
        return {};
    y = attention(y, step);
    if (step.stopped())
        return {};
    const at::Tensor attended = step([&] { return addLinear(x, y, block.proj.weight, block.proj.bias); });
    if (step.stopped())
        return {};
    return byTokens(attended, step, kAstTokensAtOnce, [&](std::int64_t first, std::int64_t count) {
        const at::Tensor part = attended.narrow(1, first, count).contiguous();
        const at::Tensor hidden = applyLinearGelu(normalised(part, block.norm2), block.fc1.weight, block.fc1.bias);
        return addLinear(part, hidden, block.fc2.weight, block.fc2.bias);
    });
}

AstOutput Ast::forward(const at::Tensor& input, const AstOptions& options) const
{
    if (input.dim() != 3 || input.size(0) < 1 || input.size(1) < 1 || input.size(2) != fbank::kMelBins)
        throw Error(ErrorCode::InvalidArgument, "the model's input has the shape " + toString(input.sizes().vec()) +
                                                    ", [batch, frames, 128] was wanted");
    PassSteps step(options.stopRequested);
    const auto observe = [&](const std::string& name, const at::Tensor& value) {
        if (options.observer && !step.stopped())
            options.observer(name, value);
    };
    const at::Tensor positions = positionsFor(astColumns(input.size(1))).to(input.device());
    observe("positions", positions);
    at::Tensor x = step([&] {
        const at::Tensor seen = patches(input);
        const auto token = [&](const char* name) {
            return m_parameters.at(name).expand({input.size(0), 1, m_config.width});
        };
        const at::Tensor tokens = at::cat({token("v.cls_token"), token("v.dist_token"), seen.to(at::kFloat)}, 1);
        return (tokens + positions).to(m_patch.weight.scalar_type());
    });
    observe("tokens", x);
    for (std::size_t i = 0; i < m_blocks.size() && !step.stopped(); ++i) {
        x = runBlock(m_blocks[i], x, step);
        observe("block" + std::to_string(i), x);
    }
    if (step.stopped())
        return {};
    // Only two of the tokens matter from here on; all are normalised for whoever looks on.
    if (options.observer)
        observe("norm", ops::layerNorm(x, m_norm.weight, m_norm.bias, m_config.blockEps));
    const at::Tensor ends = x.narrow(1, 0, kAstTokens).to(at::kFloat);
    AstOutput output;
    output.embedding = ops::layerNorm(ends, m_norm.weight, m_norm.bias, m_config.blockEps).mean(1);
    observe("embedding", output.embedding);
    const at::Tensor last = ops::layerNorm(output.embedding, m_headNorm.weight, m_headNorm.bias, m_config.headEps);
    output.logits = applyLinear(last, m_head.weight, m_head.bias);
    return output;
}

// The patches' fp32 tokens, their sum with the positions and the positions; in a block the stream, the projections for
// attention (three times its width) and its result, or the stream before and after the MLP and a part's hidden layer.
std::int64_t workingBytes(const AstConfig& config, std::int64_t frames, std::int64_t elementBytes)
{
    const std::int64_t tokens = kAstTokens + kAstRows * astColumns(frames);
    const std::int64_t stream = tokens * config.width;
    const std::int64_t part = std::min(tokens, kAstTokensAtOnce) * (config.width + config.mlp) * elementBytes;
    const std::int64_t start = 4 * stream * 4;
    const std::int64_t attention = 6 * stream * elementBytes;
    const std::int64_t mlp = 3 * stream * elementBytes + part;
    return std::max({start, attention, mlp}) + stream * 4; // the positions stay
}

} // namespace dass
