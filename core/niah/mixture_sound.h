#pragma once

#include "core/niah/mixture.h"

#include <cstdint>
#include <span>

namespace dass::niah {

// Puts the part of a needle's waveform that falls on these samples into them, with a cross-fade at its ends (Insertion:
// Waveform) or over them (Overlay). needleBegin, from: samples of the whole that the needle and `samples` begin at.
void blendNeedle(const NeedleSound& needle, const MixtureSettings& settings, std::int64_t needleBegin,
                 std::int64_t from, std::span<float> samples);

// A mixture as it would be heard: samples [first, first + n) at 16 kHz of the needle's loudness. Where spectrograms are
// spliced, the needle's samples stand between those of the haystack, and silence where the needle's padding is; a zero
// haystack is silent. The haystack has to have kept its samples. Throws Error as Mixture and Haystack::readSamples.
void readMixtureSamples(const NeedleSound& needle, const Haystack& haystack, const MixtureSettings& settings,
                        double gain, std::int64_t first, std::span<float> samples);

std::int64_t mixtureSamples(std::int64_t frames); // that can be heard

} // namespace dass::niah
