#pragma once

#include "core/features/fbank_constants.h"

#include <array>
#include <cstdint>
#include <vector>

namespace dass::fbank {

// One triangle of the mel filterbank: weights[first + i] belongs to bin firstBin + i, i < count.
struct MelTriangle
{
    int firstBin = 0;
    int first = 0;
    int count = 0;
};

// Everything about the front end that does not depend on the sound.
struct Tables
{
    std::array<float, 400> window{};               // symmetric Hann
    std::array<float, kFftLength> cosine{};        // cos(2 pi k / 512)
    std::array<float, kFftLength> sine{};          // -sin(2 pi k / 512)
    std::array<std::uint16_t, kFftLength> order{}; // where the transform wants sample n
    std::array<MelTriangle, 128> triangles{};
    std::vector<float> melWeights;
};

// Made by the first call, and there, unchanged, until the process ends. Any thread, several at once.
const Tables& tables();

} // namespace dass::fbank
