#pragma once

#include "core/model/ast_config.h"
#include "core/model/parameters.h"
#include "core/model/pass_steps.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace dass {

struct AstOptions
{
    // Called with every named step of the forward pass: "positions" [1, tokens, D], "tokens" (positions added),
    // "block0", …, "norm" ([B, tokens, D]) and "embedding" ([B, D]).
    std::function<void(std::string_view step, const at::Tensor& value)> observer;

    // Asked before every operation; true ends the pass, whose result is then undefined.
    std::function<bool()> stopRequested;
};

struct AstOutput
{
    at::Tensor logits;    // [B, classes], fp32
    at::Tensor embedding; // [B, D], fp32: the mean of the class and the distillation token
};

// Without gradients, linear layers work on so many tokens at a time, and attention on as many queries as give so many
// pairs of tokens: a long window's operations stay short, and its hidden layer small.
inline constexpr std::int64_t kAstTokensAtOnce = 2048;
inline constexpr std::int64_t kAstPairsAtOnce = std::int64_t{1} << 22;

// The Audio Spectrogram Transformer (Gong et al., 2021): patches of a log-mel spectrogram and two further tokens
// through a pre-norm transformer. Differentiable in its parameters wherever they require a gradient. Copies share the
// parameters. Not to be called from two threads while the parameters change.
class Ast
{
public:
    // Throws Error(BadFile) when the parameters are not exactly the config's.
    Ast(AstConfig config, Parameters parameters);

    const AstConfig& config() const { return m_config; }
    const Parameters& parameters() const { return m_parameters; }

    // The same network computing in bf16 but for LayerNorms, positions, tokens and head.
    Ast toBf16() const;

    // The same network on another device.
    Ast to(const at::Device& device) const;

    // Moves the weights of the blocks' linear layers into the layout that is fastest without gradients. From then on
    // the network serves inference only, and parameters() lacks those weights.
    void packForInference();

    // input [B, T, 128], normalised, T >= 1, fp32. Attention takes time that grows with the square of T.
    AstOutput forward(const at::Tensor& input, const AstOptions& options = {}) const;

private:
    struct Norm
    {
        at::Tensor weight, bias;
    };
    struct Linear
    {
        at::Tensor weight, bias;
    };
    struct Block
    {
        Norm norm1;
        Linear qkv, proj;
        Norm norm2;
        Linear fc1, fc2;
    };

    Norm norm(const std::string& name) const;
    Linear linear(const std::string& name) const;
    at::Tensor positionsFor(std::int64_t columns) const;
    at::Tensor patches(const at::Tensor& input) const;
    at::Tensor runBlock(const Block& block, const at::Tensor& x, PassSteps& step) const;
    at::Tensor attention(const at::Tensor& qkv, PassSteps& step) const;

    AstConfig m_config;
    Parameters m_parameters;
    Linear m_patch;
    std::vector<Block> m_blocks;
    Norm m_norm, m_headNorm;
    Linear m_head;
};

// Bytes of the tensors that a forward pass of one clip without gradients holds at its peak, beside weights and input.
std::int64_t workingBytes(const AstConfig& config, std::int64_t frames, std::int64_t elementBytes);

} // namespace dass
