#include "ui/plots/frequency_scale.h"

#include "ui/plots/mel_scale.h"

#include <array>
#include <cmath>

namespace dass {
namespace {

constexpr std::array<FrequencyTick, 6> kMelTicks = {
    {{100, "0.1"}, {500, "0.5"}, {1000, "1"}, {2000, "2"}, {4000, "4"}, {8000, "8"}}};
constexpr std::array<FrequencyTick, 4> kLinearTicks = {{{2000, "2"}, {4000, "4"}, {6000, "6"}, {8000, "8"}}};
constexpr std::array<FrequencyTick, 7> kLogTicks = {
    {{50, "0.05"}, {100, "0.1"}, {250, "0.25"}, {500, "0.5"}, {1000, "1"}, {2500, "2.5"}, {8000, "8"}}};

// Edges of the outermost bands.
const double kLowest = hertzAtMelHeight(0);
const double kHighest = hertzAtMelHeight(1);

} // namespace

double heightOf(FrequencyScale scale, double hertz)
{
    switch (scale) {
    case FrequencyScale::Linear:
        return (hertz - kLowest) / (kHighest - kLowest);
    case FrequencyScale::Log:
        return std::log(hertz / kLowest) / std::log(kHighest / kLowest);
    case FrequencyScale::Mel:
        break;
    }
    return melHeightOf(hertz);
}

double hertzAt(FrequencyScale scale, double height)
{
    switch (scale) {
    case FrequencyScale::Linear:
        return kLowest + height * (kHighest - kLowest);
    case FrequencyScale::Log:
        return kLowest * std::pow(kHighest / kLowest, height);
    case FrequencyScale::Mel:
        break;
    }
    return hertzAtMelHeight(height);
}

std::span<const FrequencyTick> frequencyTicks(FrequencyScale scale)
{
    switch (scale) {
    case FrequencyScale::Linear:
        return kLinearTicks;
    case FrequencyScale::Log:
        return kLogTicks;
    case FrequencyScale::Mel:
        break;
    }
    return kMelTicks;
}

} // namespace dass
