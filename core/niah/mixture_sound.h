#pragma once

#include "core/niah/mixture.h"

#include <cstdint>
#include <span>

namespace dass::niah {

// Puts the part of a needle's waveform, at this gain, that falls on these samples into them, with a cross-fade at its
// ends (Insertion: Waveform) or over them (Overlay). needleBegin, from: samples of the whole that the needle and
// `samples` begin at.
void blendNeedle(const NeedleSound& needle, double gain, const MixtureSettings& settings, std::int64_t needleBegin,
                 std::int64_t from, std::span<float> samples);

// A mixture as it would be heard: samples [first, first + n) at 16 kHz of the first needle's loudness. Where
// spectrograms are spliced, the needles' samples stand between those of the haystack, and silence where a needle's
// padding is; a zero haystack is silent. The haystack has to have kept its samples. Throws Error as
// Haystack::readSamples.
void readMixtureSamples(const Mixture& mixture, std::int64_t first, std::span<float> samples);

std::int64_t mixtureSamples(std::int64_t frames); // that can be heard

} // namespace dass::niah
