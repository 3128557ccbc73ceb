#pragma once

// What the filterbank's pass is given: plain pointers to memory of one device. No torch and no kernels here.

#include "core/features/fbank_layout.h"
#include "cuda/machine.cuh"

#include <cstdint>

namespace dass::cuda {

inline constexpr int kFbankMostClips = 64; // of a launch, whose parameters hold them

struct FbankClip
{
    int64_t first; // sample of the sound
    int64_t samples;

    // Those that the clip fills.
    DASS_BOTH int64_t frames() const
    {
        return samples < fbank::kFrameLength ? 0 : (samples - fbank::kFrameLength) / fbank::kFrameShift + 1;
    }
};

struct FbankPass
{
    const float* sound; // [soundSamples]
    int64_t soundSamples;
    const float* tables; // fbank::TableLayout
    int clips;           // up to kFbankMostClips
    FbankClip clip[kFbankMostClips];
    int64_t frames; // of each clip in y, filled or not
    float* y;       // [clips, frames, 128]
};

} // namespace dass::cuda
