#include "core/niah/mixture.h"

#include "core/base/error.h"
#include "core/features/fbank.h"
#include "core/features/fbank_tables.h"
#include "core/niah/mixture_sound.h"

#include <algorithm>
#include <cmath>

namespace dass::niah {

namespace {

double gainFor(const NeedleSound& needle, const Haystack& haystack, std::int64_t frames,
               const MixtureSettings& settings)
{
    if (!settings.snrDb || haystack.isZero() || frames == 0)
        return 1;
    if (!(needle.rms > 0))
        throw Error(ErrorCode::Unsupported, "the needle is silent or only its spectrogram is known, so there is no "
                                            "signal-to-noise ratio");
    const double noise = haystack.rms(frames);
    if (!(noise > 0))
        throw Error(ErrorCode::Unsupported, "the haystack is silent, so there is no signal-to-noise ratio");
    return needle.rms / (noise * std::pow(10.0, *settings.snrDb / 20));
}

} // namespace

std::int64_t needleStart(std::int64_t frames, double position)
{
    return std::min(static_cast<std::int64_t>(static_cast<double>(frames) * position), frames - kNeedleFrames);
}

std::int64_t haystackFrames(std::int64_t frames, Insertion insertion)
{
    return insertion == Insertion::Spectrogram ? frames - kNeedleFrames : frames;
}

Mixture::Mixture(const NeedleSound& needle, const Haystack& haystack, const MixtureSettings& settings)
    : m_haystack(haystack), m_settings(settings)
{
    if (settings.frames < kNeedleFrames || !(settings.position >= 0 && settings.position <= 1))
        throw Error(ErrorCode::InvalidArgument, "a mixture of " + std::to_string(settings.frames) +
                                                    " frames with the needle at " + std::to_string(settings.position) +
                                                    "; want 1024 frames or more and a position from 0 to 1");
    const std::int64_t around = haystackFrames(settings.frames, settings.insertion);
    if (haystack.frames() < around)
        throw Error(ErrorCode::InvalidArgument, "the haystack has " + std::to_string(haystack.frames()) + " frames, " +
                                                    std::to_string(around) + " were wanted");
    m_gain = gainFor(needle, haystack, around, settings);
    m_begin = needleStart(settings.frames, settings.position);
    if (settings.insertion == Insertion::Spectrogram) {
        m_patchBegin = m_begin;
        m_patch = needle.spectrogram;
        m_skipped = kNeedleFrames;
    } else {
        mixWaveforms(needle);
    }
}

void Mixture::mixWaveforms(const NeedleSound& needle)
{
    const auto count = static_cast<std::int64_t>(needle.samples.size());
    if (count == 0)
        throw Error(ErrorCode::Unsupported, "only the needle's spectrogram is known, so its waveform cannot be mixed");
    const std::int64_t begin = m_begin * fbank::kFrameShift;
    // Every frame that a sample of the needle falls into.
    m_patchBegin = std::max<std::int64_t>(0, m_begin - (fbank::kFrameLength - 1) / fbank::kFrameShift);
    const std::int64_t last = std::min((begin + count - 1) / fbank::kFrameShift, m_settings.frames - 1);
    const std::int64_t from = m_patchBegin * fbank::kFrameShift;
    std::vector<float> samples(static_cast<std::size_t>(samplesOf(last - m_patchBegin + 1)));
    m_haystack.readSamples(from, m_gain, samples);

    blendNeedle(needle, m_settings, begin, from, samples);
    FbankStream stream;
    stream.push(samples, m_mixed);
    fbank::normalise(m_mixed);
    m_patch = m_mixed;
    m_skipped = 0;
}

void Mixture::read(std::int64_t first, std::span<float> frames) const
{
    constexpr std::int64_t kRow = fbank::kMelBins;
    const std::int64_t end = first + static_cast<std::int64_t>(frames.size()) / kRow;
    const std::int64_t patchEnd = m_patchBegin + static_cast<std::int64_t>(m_patch.size()) / kRow;
    const auto part = [&](std::int64_t from, std::int64_t to) {
        return frames.subspan(static_cast<std::size_t>((from - first) * kRow),
                              static_cast<std::size_t>(std::max<std::int64_t>(to - from, 0) * kRow));
    };
    const std::int64_t before = std::clamp(m_patchBegin, first, end);
    const std::int64_t after = std::clamp(patchEnd, first, end);
    readHaystack(first, part(first, before));
    if (after > before) {
        const auto rows = m_patch.subspan(static_cast<std::size_t>((before - m_patchBegin) * kRow),
                                          static_cast<std::size_t>((after - before) * kRow));
        std::copy(rows.begin(), rows.end(), part(before, after).begin());
    }
    readHaystack(after - m_skipped, part(after, end));
}

void Mixture::readHaystack(std::int64_t first, std::span<float> frames) const
{
    if (m_haystack.isZero() && m_settings.insertion != Insertion::Spectrogram) {
        std::fill(frames.begin(), frames.end(), std::log(fbank::kEnergyFloor)); // silence as it would be recorded
        fbank::normalise(frames);
        return;
    }
    m_haystack.read(first, m_gain, frames);
}

} // namespace dass::niah
