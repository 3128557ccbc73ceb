#pragma once

// Weights and inputs made by formula (reference/README.md), so that a model of any size can be checked against the
// reference without a file of its weights.

#include "core/model/parameters.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dass {

// The number r in [-1, 1) of element i of a named tensor.
class SyntheticSequence
{
public:
    SyntheticSequence(std::string_view name, std::uint64_t salt);
    double operator[](std::uint64_t index) const;

private:
    std::uint64_t m_seed;
};

at::Tensor syntheticParameter(const std::string& name, const Shape& shape, std::uint64_t salt);
// Both throw Error(OutOfMemory) where there is less memory free than all of them take, before one is made.
Parameters syntheticParameters(const NamedShapes& shapes, std::uint64_t salt);
Parameters syntheticParameters(const DassConfig& config, std::uint64_t salt);

// [frames, 128], already normalised.
std::vector<float> syntheticSpectrogram(std::int64_t frames, std::uint64_t seed);

// A rising tone in noise, 32 kHz, for HTS-AT (reference/TEACHERS.md).
std::vector<float> syntheticWaveform(std::int64_t samples, std::uint64_t seed);

} // namespace dass
