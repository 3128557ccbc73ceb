#include "core/distill/haystack_augmentation.h"

#include "core/features/fbank.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace dass::distill {

namespace {

constexpr double kWidestRatioDb = 20;

double rms(std::span<const float> samples)
{
    if (samples.empty())
        return 0;
    const double squares = std::transform_reduce(samples.begin(), samples.end(), 0.0, std::plus<>(),
                                                 [](float sample) { return double{sample} * sample; });
    return std::sqrt(squares / static_cast<double>(samples.size()));
}

// [frames, 128], normalised
std::vector<float> noiseSpectrogram(std::int64_t frames, double level, RandomStream& random)
{
    std::vector<float> noise(static_cast<std::size_t>((frames - 1) * fbank::kFrameShift + fbank::kFrameLength));
    std::ranges::generate(noise, [&] { return static_cast<float>(level * random.normal()); });
    std::vector<float> spectrogram = computeFbank(noise);
    fbank::normalise(spectrogram);
    return spectrogram;
}

} // namespace

std::int64_t drawInputFrames(const DataSpec& data, RandomStream& random)
{
    if (random.uniform() >= data.haystack.share)
        return data.clipFrames;
    const double octaves = std::log2(static_cast<double>(data.haystack.frames) / static_cast<double>(data.clipFrames));
    const double frames = static_cast<double>(data.clipFrames) * std::exp2(octaves * random.uniform());
    return std::clamp(std::llround(frames), static_cast<long long>(data.clipFrames),
                      static_cast<long long>(data.haystack.frames));
}

std::vector<float> hideClip(std::span<const float> spectrogram, std::span<const float> samples, std::int64_t frames,
                            const HaystackSpec& spec, RandomStream& random)
{
    const auto clipFrames = static_cast<std::int64_t>(spectrogram.size()) / fbank::kMelBins;
    const auto place = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(frames - clipFrames + 1)));
    std::vector<float> whole;
    if (random.uniform() < spec.noise) {
        const double ratioDb = kWidestRatioDb * random.uniform();
        whole = noiseSpectrogram(frames, rms(samples) * std::pow(10.0, -ratioDb / 20), random);
    } else {
        whole.assign(static_cast<std::size_t>(frames * fbank::kMelBins), 0.0F);
    }
    std::ranges::copy(spectrogram, whole.begin() + place * fbank::kMelBins);
    return whole;
}

} // namespace dass::distill
