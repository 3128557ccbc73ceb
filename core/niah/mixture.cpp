#include "core/niah/mixture.h"

#include "core/base/error.h"
#include "core/features/fbank.h"
#include "core/features/fbank_tables.h"
#include "core/niah/mixture_sound.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace dass::niah {

namespace {

constexpr std::int64_t kRow = fbank::kMelBins;

// By which a haystack of this loudness is multiplied.
double gainFor(const NeedleSound& needle, double noise, double snrDb)
{
    if (!(needle.rms > 0))
        throw Error(ErrorCode::Unsupported, "the needle is silent or only its spectrogram is known, so there is no "
                                            "signal-to-noise ratio");
    if (!(noise > 0))
        throw Error(ErrorCode::Unsupported, "the haystack is silent, so there is no signal-to-noise ratio");
    return needle.rms / (noise * std::pow(10.0, snrDb / 20));
}

std::vector<float> spectrogramAt(double gain, const NeedleSound& needle)
{
    std::vector<float> samples = needle.samples;
    for (float& sample : samples)
        sample = static_cast<float>(sample * gain);
    return needleOf(std::move(samples)).spectrogram;
}

} // namespace

std::int64_t needleStart(std::int64_t frames, double position)
{
    return std::min(static_cast<std::int64_t>(static_cast<double>(frames) * position), frames - kNeedleFrames);
}

std::int64_t haystackFrames(std::int64_t frames, Insertion insertion, std::int64_t needles)
{
    return insertion == Insertion::Spectrogram ? frames - needles * kNeedleFrames : frames;
}

std::int64_t mostNeedles(std::int64_t frames, Insertion insertion)
{
    return insertion == Insertion::Overlay ? kMostNeedles : std::min(kMostNeedles, frames / kNeedleFrames);
}

std::vector<std::int64_t> needleStarts(std::int64_t frames, const std::vector<double>& positions, Insertion insertion)
{
    std::vector<std::int64_t> starts;
    for (const double position : positions)
        starts.push_back(needleStart(frames, position));
    const auto count = static_cast<std::int64_t>(starts.size());
    if (insertion == Insertion::Overlay || count > mostNeedles(frames, insertion))
        return starts;
    std::vector<std::size_t> order(starts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return starts[a] < starts[b]; });
    std::int64_t least = 0;
    std::int64_t most = frames - count * kNeedleFrames; // so late that the others still fit behind
    for (const std::size_t needle : order) {
        starts[needle] = std::clamp(starts[needle], least, most);
        least = starts[needle] + kNeedleFrames;
        most += kNeedleFrames;
    }
    return starts;
}

Mixture::Mixture(const NeedleSound& needle, const Haystack& haystack, const MixtureSettings& settings)
    : Mixture({{&needle, settings.position, settings.snrDb}}, haystack, settings)
{
}

Mixture::Mixture(const std::vector<HiddenNeedle>& needles, const Haystack& haystack, const MixtureSettings& settings)
    : m_haystack(haystack), m_settings(settings)
{
    for (const HiddenNeedle& needle : needles)
        if (settings.frames < kNeedleFrames || !(needle.position >= 0 && needle.position <= 1))
            throw Error(ErrorCode::InvalidArgument,
                        "a mixture of " + std::to_string(settings.frames) + " frames with the needle at " +
                            std::to_string(needle.position) + "; want 1024 frames or more and a position from 0 to 1");
    const auto count = static_cast<std::int64_t>(needles.size());
    if (count > mostNeedles(settings.frames, settings.insertion))
        throw Error(ErrorCode::Unsupported, std::to_string(count) + " needles do not fit into " +
                                                std::to_string(settings.frames) +
                                                " frames; make it longer, or hide no more than " +
                                                std::to_string(mostNeedles(settings.frames, settings.insertion)));
    const std::int64_t around = haystackFrames(settings.frames, settings.insertion, count);
    if (haystack.frames() < around)
        throw Error(ErrorCode::InvalidArgument, "the haystack has " + std::to_string(haystack.frames()) + " frames, " +
                                                    std::to_string(around) + " were wanted");
    place(needles, around);
    if (settings.insertion == Insertion::Spectrogram)
        spliceSpectrograms();
    else
        mixWaveforms();
}

bool Mixture::knowsNeedleSounds() const
{
    return std::all_of(m_needles.begin(), m_needles.end(),
                       [](const Placed& needle) { return !needle.sound->samples.empty(); });
}

void Mixture::place(const std::vector<HiddenNeedle>& needles, std::int64_t around)
{
    std::vector<double> positions;
    for (const HiddenNeedle& needle : needles)
        positions.push_back(needle.position);
    const std::vector<std::int64_t> starts = needleStarts(m_settings.frames, positions, m_settings.insertion);
    const bool hasRatio = !m_haystack.isZero() && around > 0;
    for (std::size_t i = 0; i < needles.size(); ++i) {
        const HiddenNeedle& needle = needles[i];
        Placed placed{needle.sound, starts[i], 1, {}};
        if (needle.snrDb && hasRatio) {
            const double wanted = gainFor(*needle.sound, m_haystack.rms(around), *needle.snrDb);
            if (i == 0)
                m_gain = wanted;
            else
                placed.gain = m_gain / wanted;
        }
        m_needles.push_back(std::move(placed));
    }
    m_order.resize(needles.size());
    std::iota(m_order.begin(), m_order.end(), std::size_t{0});
    std::stable_sort(m_order.begin(), m_order.end(),
                     [&](std::size_t a, std::size_t b) { return starts[a] < starts[b]; });
}

void Mixture::spliceSpectrograms()
{
    for (const std::size_t index : m_order) {
        Placed& needle = m_needles[index];
        if (needle.gain != 1)
            needle.spectrogram = spectrogramAt(needle.gain, *needle.sound);
        const std::span<const float> rows = needle.gain != 1 ? std::span<const float>(needle.spectrogram)
                                                             : std::span<const float>(needle.sound->spectrogram);
        m_patches.push_back({needle.begin, rows, kNeedleFrames});
    }
}

void Mixture::mixWaveforms()
{
    // Every frame that a sample of a needle falls into; needles that share frames are mixed together.
    std::int64_t first = 0;
    std::int64_t end = 0; // of the patch so far
    std::size_t from = 0;
    for (std::size_t i = 0; i < m_order.size(); ++i) {
        const Placed& needle = m_needles[m_order[i]];
        const auto count = static_cast<std::int64_t>(needle.sound->samples.size());
        if (count == 0)
            throw Error(ErrorCode::Unsupported,
                        "only the needle's spectrogram is known, so its waveform cannot be mixed");
        const std::int64_t begin =
            std::max<std::int64_t>(0, needle.begin - (fbank::kFrameLength - 1) / fbank::kFrameShift);
        const std::int64_t last =
            std::min((needle.begin * fbank::kFrameShift + count - 1) / fbank::kFrameShift, m_settings.frames - 1);
        if (i > 0 && begin >= end) {
            mixWaveforms(first, end, from, i);
            from = i;
        }
        if (from == i)
            first = begin;
        end = std::max(end, last + 1);
    }
    if (!m_order.empty())
        mixWaveforms(first, end, from, m_order.size());
}

void Mixture::mixWaveforms(std::int64_t first, std::int64_t end, std::size_t from, std::size_t to)
{
    std::vector<float> samples(static_cast<std::size_t>(samplesOf(end - first)));
    m_haystack.readSamples(first * fbank::kFrameShift, m_gain, samples);
    for (std::size_t i = from; i < to; ++i) {
        const Placed& needle = m_needles[m_order[i]];
        blendNeedle(*needle.sound, needle.gain, m_settings, needle.begin * fbank::kFrameShift,
                    first * fbank::kFrameShift, samples);
    }
    FbankStream stream;
    std::vector<float> frames;
    stream.push(samples, frames);
    fbank::normalise(frames);
    m_mixed.push_back(std::move(frames));
    m_patches.push_back({first, m_mixed.back(), 0});
}

std::int64_t Mixture::Patch::end() const
{
    return begin + static_cast<std::int64_t>(rows.size()) / kRow;
}

void Mixture::read(std::int64_t first, std::span<float> frames) const
{
    const std::int64_t end = first + static_cast<std::int64_t>(frames.size()) / kRow;
    const auto part = [&](std::int64_t from, std::int64_t to) {
        return frames.subspan(static_cast<std::size_t>((from - first) * kRow),
                              static_cast<std::size_t>(std::max<std::int64_t>(to - from, 0) * kRow));
    };
    std::int64_t at = first;
    std::int64_t skipped = 0;
    for (const Patch& patch : m_patches) {
        const std::int64_t before = std::clamp(patch.begin, at, end);
        const std::int64_t after = std::clamp(patch.end(), before, end);
        readHaystack(at - skipped, part(at, before));
        if (after > before) {
            const auto rows = patch.rows.subspan(static_cast<std::size_t>((before - patch.begin) * kRow),
                                                 static_cast<std::size_t>((after - before) * kRow));
            std::copy(rows.begin(), rows.end(), part(before, after).begin());
        }
        at = after;
        skipped += patch.skipped;
    }
    readHaystack(at - skipped, part(at, end));
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
