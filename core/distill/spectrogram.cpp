#include "core/distill/spectrogram.h"

#include "core/features/fbank.h"

#include <algorithm>

namespace dass::distill {

namespace {

struct Band
{
    std::int64_t begin = 0;
    std::int64_t end = 0;
};

Band drawBand(std::int64_t widest, std::int64_t size, RandomStream& random)
{
    const double width = random.uniform() * static_cast<double>(widest);
    const auto begin = static_cast<std::int64_t>(random.uniform() * (static_cast<double>(size) - width));
    return {begin, begin + static_cast<std::int64_t>(width)};
}

} // namespace

void maskSpectrogram(std::span<float> logMel, std::int64_t freqMask, std::int64_t timeMask, RandomStream& random)
{
    const auto frames = static_cast<std::int64_t>(logMel.size()) / fbank::kMelBins;
    const Band bins = drawBand(freqMask, fbank::kMelBins, random);
    for (std::int64_t frame = 0; frame < frames; ++frame) {
        const auto row = logMel.subspan(static_cast<std::size_t>(frame * fbank::kMelBins), fbank::kMelBins);
        std::fill(row.begin() + bins.begin, row.begin() + bins.end, 0.0F);
    }
    const Band time = drawBand(timeMask, frames, random);
    std::fill(logMel.begin() + time.begin * fbank::kMelBins, logMel.begin() + time.end * fbank::kMelBins, 0.0F);
}

std::vector<float> paddedFbank(std::span<const float> clip, std::int64_t frames)
{
    std::vector<float> logMel = computeFbank(clip);
    logMel.resize(static_cast<std::size_t>(frames * fbank::kMelBins), 0.0F);
    return logMel;
}

} // namespace dass::distill
