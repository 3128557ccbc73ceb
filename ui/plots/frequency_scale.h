#pragma once

#include <cstdint>
#include <span>

namespace dass {

// How the spectrogram's height stands for frequency. All three show the range of the filterbank's 128 bands.
enum class FrequencyScale : std::uint8_t { Mel, Linear, Log };

// Heights in the picture: 0 is the lower edge of band 0, 1 the upper edge of the last one.
double heightOf(FrequencyScale scale, double hertz);
double hertzAt(FrequencyScale scale, double height);

struct FrequencyTick
{
    double hertz = 0;
    const char* label = ""; // kHz
};

std::span<const FrequencyTick> frequencyTicks(FrequencyScale scale); // rising

} // namespace dass
