#pragma once

#include "app/session/settings.h"
#include "ui/plots/plot_stack.h"

#include <QString>

#include <span>

namespace dass {

// The colour maps and frequency axes to choose from: their names in the settings, and for people with a mnemonic.
struct ColourMapName
{
    ColourMap map;
    const char* name;
    const char* words; // spectrogramWords() translates them
};

struct FrequencyScaleName
{
    FrequencyScale scale;
    const char* name;
    const char* words;
};

std::span<const ColourMapName> colourMapNames();
std::span<const FrequencyScaleName> frequencyScaleNames();
QString spectrogramWords(const char* words);

// Names that this version does not know become the default.
SpectrogramSettings spectrogramFrom(const SpectrogramChoice& choice);
SpectrogramChoice choiceOf(const SpectrogramSettings& settings);

} // namespace dass
