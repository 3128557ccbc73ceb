#include "ui/plots/mel_scale.h"

#include "core/features/fbank.h"

#include <cmath>

namespace dass {
namespace {

constexpr double kLowestHertz = 20;
constexpr double kHighestHertz = 8000;

double melOf(double hertz)
{
    return 1127.0 * std::log1p(hertz / 700.0);
}

// Triangles reach from one neighbour's centre to the other's, so n of them cut the range into n + 1 steps.
double melStep()
{
    return (melOf(kHighestHertz) - melOf(kLowestHertz)) / (fbank::kMelBins + 1);
}

} // namespace

double melHeightOf(double hertz)
{
    const double bin = (melOf(hertz) - melOf(kLowestHertz)) / melStep() - 1; // whole at the centre of a bin
    return (bin + 0.5) / fbank::kMelBins;
}

double hertzAtMelHeight(double height)
{
    const double bin = height * fbank::kMelBins - 0.5;
    return 700.0 * std::expm1((melOf(kLowestHertz) + (bin + 1) * melStep()) / 1127.0);
}

} // namespace dass
