#pragma once

#include "core/base/random_stream.h"

#include <cstdint>
#include <span>
#include <vector>

namespace dass::distill {

// SpecAugment before normalisation: one band of at most freqMask mel bins and one of at most timeMask frames of a
// log-mel spectrogram [frames, 128] are set to 0, widths and places as torchaudio draws them.
void maskSpectrogram(std::span<float> logMel, std::int64_t freqMask, std::int64_t timeMask, RandomStream& random);

// The raw log-mel spectrogram of a clip, cut or padded with zeros to so many frames. [frames, 128]
std::vector<float> paddedFbank(std::span<const float> clip, std::int64_t frames);

} // namespace dass::distill
