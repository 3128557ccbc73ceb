#include "core/niah/mixture_sound.h"

#include "core/features/fbank.h"
#include "core/features/fbank_tables.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dass::niah {

void blendNeedle(const NeedleSound& needle, double gain, const MixtureSettings& settings, std::int64_t needleBegin,
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
        sample =
            static_cast<float>(std::sin(angle) * gain * needle.samples[static_cast<std::size_t>(i)] + left * sample);
    }
}

std::int64_t mixtureSamples(std::int64_t frames)
{
    return frames * fbank::kFrameShift;
}

void readMixtureSamples(const Mixture& mixture, std::int64_t first, std::span<float> samples)
{
    const Haystack& haystack = mixture.m_haystack;
    if (mixture.m_settings.insertion != Insertion::Spectrogram) {
        haystack.readSamples(first, mixture.m_gain, samples);
        for (const std::size_t index : mixture.m_order) {
            const Mixture::Placed& needle = mixture.m_needles[index];
            blendNeedle(*needle.sound, needle.gain, mixture.m_settings, needle.begin * fbank::kFrameShift, first,
                        samples);
        }
        return;
    }
    constexpr std::int64_t kLength = kNeedleFrames * fbank::kFrameShift;
    const std::int64_t end = first + static_cast<std::int64_t>(samples.size());
    const auto part = [&](std::int64_t from, std::int64_t to) {
        return samples.subspan(static_cast<std::size_t>(from - first), static_cast<std::size_t>(to - from));
    };
    std::int64_t at = first;
    std::int64_t skipped = 0;
    for (const std::size_t index : mixture.m_order) {
        const Mixture::Placed& needle = mixture.m_needles[index];
        const std::int64_t begin = needle.begin * fbank::kFrameShift;
        const std::int64_t before = std::clamp(begin, at, end);
        const std::int64_t after = std::clamp(begin + kLength, before, end);
        haystack.readSamples(at - skipped, mixture.m_gain, part(at, before));
        const std::span<float> middle = part(before, after);
        for (std::size_t i = 0; i < middle.size(); ++i) {
            const auto from = static_cast<std::size_t>(before - begin) + i;
            const std::vector<float>& sound = needle.sound->samples;
            middle[i] = from < sound.size() ? static_cast<float>(sound[from] * needle.gain) : 0.0F;
        }
        at = after;
        skipped += kLength;
    }
    haystack.readSamples(at - skipped, mixture.m_gain, part(at, end));
}

} // namespace dass::niah
