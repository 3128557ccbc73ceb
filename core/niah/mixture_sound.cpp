#include "core/niah/mixture_sound.h"

#include "core/features/fbank.h"
#include "core/features/fbank_tables.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dass::niah {

void blendNeedle(const NeedleSound& needle, const MixtureSettings& settings, std::int64_t needleBegin,
                 std::int64_t from, std::span<float> samples)
{
    const auto count = static_cast<std::int64_t>(needle.samples.size());
    const auto wanted = static_cast<std::int64_t>(settings.crossfadeSeconds * fbank::kSampleRate);
    const std::int64_t fade = std::min(wanted, count / 2);
    const auto end = static_cast<std::int64_t>(samples.size());
    for (std::int64_t i = std::max<std::int64_t>(0, from - needleBegin); i < count; ++i) {
        const std::int64_t at = needleBegin + i - from;
        if (at >= end)
            break;
        const std::int64_t toEdge = std::min(i, count - 1 - i);
        const double rising = toEdge < fade ? (static_cast<double>(toEdge) + 0.5) / static_cast<double>(fade) : 1;
        const double angle = std::numbers::pi / 2 * rising; // equal power: the needle's sine, the haystack's cosine
        const double left = settings.insertion == Insertion::Overlay ? 1 : std::cos(angle);
        float& sample = samples[static_cast<std::size_t>(at)];
        sample = static_cast<float>(std::sin(angle) * needle.samples[static_cast<std::size_t>(i)] + left * sample);
    }
}

std::int64_t mixtureSamples(std::int64_t frames)
{
    return frames * fbank::kFrameShift;
}

void readMixtureSamples(const NeedleSound& needle, const Haystack& haystack, const MixtureSettings& settings,
                        double gain, std::int64_t first, std::span<float> samples)
{
    const std::int64_t begin = needleStart(settings.frames, settings.position) * fbank::kFrameShift;
    if (settings.insertion != Insertion::Spectrogram) {
        haystack.readSamples(first, gain, samples);
        blendNeedle(needle, settings, begin, first, samples);
        return;
    }
    const std::int64_t length = kNeedleFrames * fbank::kFrameShift;
    const std::int64_t end = first + static_cast<std::int64_t>(samples.size());
    const std::int64_t before = std::clamp(begin, first, end);
    const std::int64_t after = std::clamp(begin + length, first, end);
    const auto part = [&](std::int64_t from, std::int64_t to) {
        return samples.subspan(static_cast<std::size_t>(from - first), static_cast<std::size_t>(to - from));
    };
    haystack.readSamples(first, gain, part(first, before));
    const std::span<float> middle = part(before, after);
    for (std::size_t i = 0; i < middle.size(); ++i) {
        const auto at = static_cast<std::size_t>(before - begin) + i;
        middle[i] = at < needle.samples.size() ? needle.samples[at] : 0.0F;
    }
    haystack.readSamples(after - length, gain, part(after, end));
}

} // namespace dass::niah
