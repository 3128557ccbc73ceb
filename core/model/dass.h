#pragma once

#include "core/model/parameters.h"
#include "core/model/pass_steps.h"
#include "core/model/tagging_model.h"

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace dass {

struct ForwardOptions
{
    Pooling pooling = Pooling::Mean;

    // Stochastic depth, for training: the last block's branches are dropped with this probability, the first one's
    // never, linear in between. Draws from the generator, so that a run can be repeated.
    double dropPath = 0;
    std::optional<at::Generator> generator;

    // In training: blocks keep nothing but their input for the backward pass, which computes the rest again.
    bool recomputeBlocks = false;

    // Called with every named step of the forward pass, channels last: "patch_embed", "stage0", …, "final_norm"
    // ([B, H, W, C]) and "embedding" ([B, D]).
    std::function<void(std::string_view step, const at::Tensor& value)> observer;

    // Asked before every operation, from several threads at once; true ends the pass, whose result is then undefined,
    // and has to stay true. Not within blocks that are recomputed.
    std::function<bool()> stopRequested;
};

class TiledDass;

struct DassOutput
{
    at::Tensor logits;    // [B, classes], fp32
    at::Tensor embedding; // [B, D], fp32
};

// The network of the DASS paper (SLT 2024): an image of log-mel values, channels last from the patch embedding to the head.
// Differentiable in its parameters wherever they require a gradient; faster where no gradients are recorded.
// Copies share the parameters. Not to be called from two threads while the parameters change.
class Dass
{
public:
    // Throws Error(BadFile) when the parameters are not exactly the config's.
    Dass(DassConfig config, Parameters parameters);

    const DassConfig& config() const { return m_config; }
    const Parameters& parameters() const { return m_parameters; }

    // The same network computing in bf16: weights of convolutions and linears and all activations; the scan's
    // parameters, its state, LayerNorm's statistics and the head stay fp32. Differentiable: made anew in each training
    // step from fp32 parameters, it hands their gradients back to them.
    Dass toBf16() const;

    // The same network on another device.
    Dass to(const at::Device& device) const;

    // Moves the weights of the blocks' linear layers and of the convolutions into the layout that is fastest without
    // gradients. From then on the network serves inference only, and parameters() lacks those weights.
    void packForInference();

    // input [B, T, 128], normalised, T >= 1, fp32.
    DassOutput forward(const at::Tensor& input, const ForwardOptions& options = {}) const;

    // The feature map before pooling, [B, H, W, D], after the final LayerNorm.
    at::Tensor features(const at::Tensor& input, const ForwardOptions& options = {}) const;
    at::Tensor pool(const at::Tensor& features, Pooling pooling) const; // [B, H, W, D] -> [B, D]
    at::Tensor head(const at::Tensor& embedding) const;                 // [..., D] -> [..., classes]

private:
    friend class TiledDass; // the same blocks, on a tile of the image at a time

    struct Norm
    {
        at::Tensor weight;
        at::Tensor bias;
    };
    struct Convolution
    {
        at::Tensor weight;
        at::Tensor bias;
    };
    struct Block
    {
        Norm norm;
        at::Tensor inProj;
        at::Tensor depthwise;
        at::Tensor xProj, dtWeight, dtBias, aLogs, ds;
        Norm outNorm;
        at::Tensor outProj;
        Norm norm2;
        at::Tensor fc1, fc1Bias, fc2, fc2Bias;
    };
    // Factors [B, 1, 1, 1] of a block's two branches: 0 where a clip drops it. Undefined: nothing drops.
    struct DropMasks
    {
        at::Tensor scan;
        at::Tensor mlp;
    };
    struct Downsample
    {
        Convolution conv;
        Norm norm;
    };
    struct Stage
    {
        std::vector<Block> blocks;
        std::optional<Downsample> downsample;
    };

    void bind();
    static std::vector<at::Tensor> tensorsOf(const Block& block);
    Block bindBlock(const std::string& prefix) const;
    Norm bindNorm(const std::string& name) const;

    using Steps = PassSteps;

    // Each takes the residual stream and returns it, undefined when it was stopped.
    at::Tensor patchEmbedding(const at::Tensor& input, Steps& step) const;
    static at::Tensor runBlock(const Block& block, const at::Tensor& x, const DropMasks& masks, Steps& step);
    static at::Tensor recomputedBlock(const Block& block, const at::Tensor& x, const DropMasks& masks);
    static at::Tensor enter(const Block& block, const at::Tensor& x, Steps& step);
    static at::Tensor mix(const Block& block, const at::Tensor& entered, Steps& step);
    static at::Tensor leave(const Block& block, const at::Tensor& x, at::Tensor mixed, const at::Tensor& mask,
                            Steps& step);
    static at::Tensor complete(const Block& block, const at::Tensor& x, at::Tensor mixed, Steps& step);
    static at::Tensor mlp(const Block& block, const at::Tensor& x, const at::Tensor& mask, Steps& step);
    static at::Tensor normalise(const at::Tensor& x, const Norm& norm);
    static at::Tensor halve(const at::Tensor& x, const Convolution& conv);

    DassConfig m_config;
    Parameters m_parameters;
    Convolution m_stem, m_stem2;
    Norm m_stemNorm, m_stemNorm2;
    std::vector<Stage> m_stages;
    Norm m_finalNorm;
    at::Tensor m_headWeight, m_headBias;
};

} // namespace dass
