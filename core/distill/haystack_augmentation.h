#pragma once

#include "core/base/random_stream.h"
#include "core/distill/spec.h"

#include <cstdint>
#include <span>
#include <vector>

namespace dass::distill {

// Hides training clips in longer inputs, as the needle-in-a-haystack test does, so that a student learns to carry what
// it heard over what says nothing. All clips of a batch get one length.

// Frames of a step's input: the clips' own, or, for the set share of the steps, drawn evenly in octaves up to the
// longest.
std::int64_t drawInputFrames(const DataSpec& data, RandomStream& random);

// The clip [n, 128], normalised, at a random place among `frames` frames of zeros (after normalisation, as in the
// paper) or of white noise as loud as the clip's samples (16 kHz mono) or up to 20 dB quieter. [frames, 128]
std::vector<float> hideClip(std::span<const float> spectrogram, std::span<const float> samples, std::int64_t frames,
                            const HaystackSpec& spec, RandomStream& random);

} // namespace dass::distill
