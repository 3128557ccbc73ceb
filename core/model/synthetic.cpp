#include "core/model/synthetic.h"

#include "core/features/fbank_constants.h"
#include "core/model/memory_check.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dass {

namespace {

std::uint64_t fnv1a64(std::string_view text)
{
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    return hash;
}

std::int64_t fanIn(const std::string& name, const Shape& shape)
{
    if (name.ends_with("x_proj_weight") || name.ends_with("dt_projs_weight"))
        return shape.back();
    std::int64_t product = 1;
    for (std::size_t i = 1; i < shape.size(); ++i)
        product *= shape[i];
    return product;
}

// Value = offset + scale * r.
struct Affine
{
    double offset;
    double scale;
};

Affine valueRule(const std::string& name, const Shape& shape)
{
    if (name.ends_with("A_logs"))
        return {0, 0.5};
    if (name.ends_with("Ds"))
        return {1, 0.1};
    if (name.ends_with("dt_projs_bias"))
        return {-4.6, 1.5};
    if (name.ends_with("pos_embed") || name.ends_with("cls_token") || name.ends_with("dist_token"))
        return {0, 0.25};
    if (name.ends_with("running_mean"))
        return {-30, 10};
    if (name.ends_with("running_var"))
        return {200, 100};
    if (shape.size() == 1)
        return name.ends_with("weight") ? Affine{1, 0.1} : Affine{0, 0.1};
    return {0, std::sqrt(3.0 / static_cast<double>(fanIn(name, shape)))};
}

} // namespace

SyntheticSequence::SyntheticSequence(std::string_view name, std::uint64_t salt) : m_seed(fnv1a64(name) ^ salt) {}

double SyntheticSequence::operator[](std::uint64_t index) const
{
    std::uint64_t z = m_seed + (index + 1) * 0x9E3779B97F4A7C15ULL; // splitmix64
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    z ^= z >> 31;
    return static_cast<double>(z >> 40) / 8388608.0 - 1.0;
}

at::Tensor syntheticParameter(const std::string& name, const Shape& shape, std::uint64_t salt)
{
    const SyntheticSequence sequence(name, salt);
    const Affine rule = valueRule(name, shape);
    at::Tensor tensor = at::empty(shape, at::kFloat);
    auto* values = tensor.mutable_data_ptr<float>();
    for (std::int64_t i = 0; i < tensor.numel(); ++i)
        values[i] = static_cast<float>(rule.offset + rule.scale * sequence[static_cast<std::uint64_t>(i)]);
    return tensor;
}

Parameters syntheticParameters(const NamedShapes& shapes, std::uint64_t salt)
{
    requireMemory(sizeof(float) * static_cast<double>(elementsOf(shapes)),
                  "a network whose weights a formula gives takes", "close other programs");
    Parameters parameters;
    for (const auto& [name, shape] : shapes)
        parameters.emplace(name, syntheticParameter(name, shape, salt));
    return parameters;
}

Parameters syntheticParameters(const DassConfig& config, std::uint64_t salt)
{
    return syntheticParameters(config.parameters(), salt);
}

std::vector<float> syntheticSpectrogram(std::int64_t frames, std::uint64_t seed)
{
    const SyntheticSequence noise("input" + std::to_string(seed), 0);
    const double speed = 0.003 + 0.001 * static_cast<double>(seed);
    std::vector<float> values(static_cast<std::size_t>(frames * fbank::kMelBins));
    for (std::int64_t t = 0; t < frames; ++t) {
        for (std::int64_t f = 0; f < fbank::kMelBins; ++f) {
            const auto index = static_cast<std::size_t>(t * fbank::kMelBins + f);
            const double turns = static_cast<double>(t) * speed + 0.02 * static_cast<double>(f);
            values[index] =
                static_cast<float>(0.5 * std::sin(2 * std::numbers::pi * turns) + 0.35 * noise[index] - 0.1);
        }
    }
    return values;
}

std::vector<float> syntheticWaveform(std::int64_t samples, std::uint64_t seed)
{
    constexpr double kTurn = 2 * std::numbers::pi;
    const SyntheticSequence noise("waveform" + std::to_string(seed), 0);
    const double start = 110 + 20 * static_cast<double>(seed);
    std::vector<float> values(static_cast<std::size_t>(samples));
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double t = static_cast<double>(i) / 32000;
        const double loudness = 0.3 * (0.6 + 0.4 * std::sin(kTurn * 0.3 * t));
        values[i] = static_cast<float>(loudness * std::sin(kTurn * (start * t + 250 * t * t)) + 0.05 * noise[i]);
    }
    return values;
}

} // namespace dass
