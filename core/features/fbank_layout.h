#pragma once

#include "core/features/fbank_constants.h"

#include <vector>

namespace dass::fbank {

// What a kernel on a GPU is told of the front end: one array of floats, and where in it. C++17.
struct TableLayout
{
    static constexpr int kTurns = 192;  // the transform turns by less than 192 / 512 of a whole turn
    static constexpr int kMelTaps = 12; // bins of a triangle, at most

    static constexpr int kWindow = 0;                                   // [400]
    static constexpr int kCosine = kWindow + kFrameLength;              // [192], cos(2 pi k / 512)
    static constexpr int kSine = kCosine + kTurns;                      // [192], -sin(2 pi k / 512)
    static constexpr int kMelWeights = kSine + kTurns;                  // [12, 128], 0 beyond a triangle's bins
    static constexpr int kMelFirst = kMelWeights + kMelTaps * kMelBins; // [128] first bins, whole numbers
    static constexpr int kMelCount = kMelFirst + kMelBins;              // [128] bins
    static constexpr int kSize = kMelCount + kMelBins;
};

std::vector<float> packedTables(); // [TableLayout::kSize]

} // namespace dass::fbank
