#pragma once

#include "core/model/htsat_config.h"
#include "core/model/parameters.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace dass {

// How a clip shorter than the image is made as long: stretched, or repeated as often as it fits, then stretched.
enum class ShortSound { Stretch, Repeat };

struct HtsatOptions
{
    ShortSound shortSound = ShortSound::Stretch;

    // Called with every named step of the pass over one image: "logmel", "bn0" [B, 1, T, 64], "image" [B, 1, 256, 256],
    // "patch_embed", "layer0.block0", …, "layer0" (halved), …, "norm" [B, tokens, C] and "tscam_conv"
    // [B, classes, 1, 32].
    std::function<void(std::string_view step, const at::Tensor& value)> observer;
};

struct HtsatOutput
{
    at::Tensor logits;        // [B, classes], before the sigmoid
    at::Tensor probabilities; // [B, classes]
    at::Tensor embedding;     // [B, 8 width]; of sound heard in crops, the mean of the crops'
    at::Tensor framewise;     // [B, 32, classes], probabilities of each 32nd of the sound
    at::Tensor cropLogits;    // [crops, B, classes] of sound heard in crops, else undefined
};

// The Hierarchical Token-Semantic Audio Transformer with its front end (reference/TEACHERS.md, HTS-AT). For inference:
// its batch norm uses the stored statistics. Copies share the parameters.
class Htsat
{
public:
    // Throws Error(BadFile) when the parameters are not exactly the config's.
    Htsat(HtsatConfig config, Parameters parameters);

    const HtsatConfig& config() const { return m_config; }
    const Parameters& parameters() const { return m_parameters; }

    // waveform [B, samples], 32 kHz mono, at least one sample. Up to 10.23 s fill one image; up to 20.5 s are heard in
    // two or three overlapping crops whose probabilities are averaged, as the authors do (the last quarter goes unheard
    // where there are two). Throws Error(Unsupported) for longer sound.
    HtsatOutput forward(const at::Tensor& waveform, const HtsatOptions& options = {}) const;

private:
    struct Norm
    {
        at::Tensor weight, bias;
    };
    struct Linear
    {
        at::Tensor weight, bias; // bias undefined where there is none
    };
    struct Block
    {
        Norm norm1;
        at::Tensor positionBias; // [heads, 64, 64]
        Linear qkv, proj;
        Norm norm2;
        Linear fc1, fc2;
    };
    struct Layer
    {
        std::vector<Block> blocks;
        std::int64_t heads = 1;
        Norm downNorm; // undefined of the last
        Linear reduction;
    };

    Norm norm(const std::string& name) const;
    Linear linear(const std::string& name) const;
    Block block(const std::string& prefix) const;
    HtsatOutput forwardImage(const at::Tensor& mel, const HtsatOptions& options) const;
    HtsatOutput forwardCrops(const at::Tensor& mel, const HtsatOptions& options) const;
    static at::Tensor runBlock(const Block& block, const at::Tensor& x, std::int64_t heads, bool shifted);
    static at::Tensor halve(const Layer& layer, const at::Tensor& x);

    HtsatConfig m_config;
    Parameters m_parameters;
    at::Tensor m_melScale, m_melOffset; // [64], bn0
    Linear m_patch;
    Norm m_patchNorm;
    std::vector<Layer> m_layers;
    Norm m_norm;
    Linear m_tokenSemantic;
};

} // namespace dass
