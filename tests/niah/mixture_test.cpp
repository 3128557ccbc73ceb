#include "core/base/error.h"
#include "core/features/fbank.h"
#include "core/features/fbank_tables.h"
#include "core/niah/mixture.h"
#include "core/niah/mixture_sound.h"
#include "tests/base/wav_file.h"

#include <gtest/gtest.h>

#include <cmath>
#include <thread>

namespace dass::niah {
namespace {

constexpr std::size_t kRow = fbank::kMelBins;

class Mixing : public testing::Test
{
protected:
    static Haystack haystack(HaystackKind kind, std::vector<std::int64_t> lengths)
    {
        HaystackOptions options;
        options.lengths = std::move(lengths);
        options.keepSamples = true;
        return *Haystack::make({kind, {}, 11, {}}, options, {});
    }

    static std::vector<float> all(const Mixture& mixture)
    {
        std::vector<float> frames(static_cast<std::size_t>(mixture.frames()) * kRow);
        mixture.read(0, frames);
        return frames;
    }

    static MixtureSettings settings(std::int64_t frames, double position, std::optional<double> snr = {},
                                    Insertion insertion = Insertion::Spectrogram)
    {
        return {frames, position, snr, insertion, 0.05};
    }

    const NeedleSound m_needle = needleOf(glidingTone(160000)); // 10 s: 998 frames and padding
};

TEST_F(Mixing, TheNeedleBeginsWhereThePaperPutsIt)
{
    EXPECT_EQ(needleStart(5000, 0), 0);
    EXPECT_EQ(needleStart(5000, 0.25), 1250);
    EXPECT_EQ(needleStart(5000, 0.5), 2500);
    EXPECT_EQ(needleStart(5000, 0.75), 3750);
    EXPECT_EQ(needleStart(5000, 0.9), 3976) << "it would run past the end";
    EXPECT_EQ(needleStart(5000, 1), 3976);
    EXPECT_EQ(needleStart(1024, 0.5), 0);
}

TEST_F(Mixing, SpectrogramsAreSpliced)
{
    const Haystack noise = haystack(HaystackKind::White, {1976});
    const Mixture mixture(m_needle, noise, settings(3000, 0.5, 0));
    std::vector<float> around(1976 * kRow);
    noise.read(0, mixture.gain(), around);
    std::vector<float> expected(around.begin(), around.begin() + 1500 * kRow);
    expected.insert(expected.end(), m_needle.spectrogram.begin(), m_needle.spectrogram.end());
    expected.insert(expected.end(), around.begin() + 1500 * kRow, around.end());
    EXPECT_EQ(all(mixture), expected);
}

TEST_F(Mixing, PartsAreTheSameBitsWhoeverReadsThem)
{
    const Haystack noise = haystack(HaystackKind::Pink, {2000, 3024});
    for (const Insertion insertion : {Insertion::Spectrogram, Insertion::Waveform, Insertion::Overlay}) {
        const Mixture mixture(m_needle, noise, settings(3024, 0.3, 5, insertion));
        const auto whole = all(mixture);
        std::vector<float> parts(whole.size());
        std::vector<std::thread> readers;
        for (std::int64_t first = 0; first < 3024; first += 301)
            readers.emplace_back([&, first] {
                const std::int64_t count = std::min<std::int64_t>(301, 3024 - first);
                mixture.read(first, std::span(parts).subspan(static_cast<std::size_t>(first) * kRow,
                                                             static_cast<std::size_t>(count) * kRow));
            });
        for (std::thread& reader : readers)
            reader.join();
        EXPECT_EQ(whole, parts) << nameOf(insertion);
        const Haystack again = haystack(HaystackKind::Pink, {2000, 3024});
        EXPECT_EQ(whole, all(Mixture(m_needle, again, settings(3024, 0.3, 5, insertion)))) << nameOf(insertion);
    }
}

// Measured on the sound itself, over what is used of it.
TEST_F(Mixing, TheRatioIsExactForEveryLength)
{
    const Haystack noise = haystack(HaystackKind::White, {100, 976, 4976});
    for (const std::int64_t around : {100, 976, 4976}) {
        for (const double snr : {-20.0, 0.0, 17.5}) {
            const Mixture mixture(m_needle, noise, settings(around + kNeedleFrames, 0.5, snr));
            std::vector<float> samples(static_cast<std::size_t>(samplesOf(around)));
            noise.readSamples(0, mixture.gain(), samples);
            double energy = 0;
            for (float sample : samples)
                energy += static_cast<double>(sample) * sample;
            double wanted = 0;
            for (float sample : m_needle.samples)
                wanted += static_cast<double>(sample) * sample;
            const double ratio = 10 * std::log10((wanted / static_cast<double>(m_needle.samples.size())) /
                                                 (energy / static_cast<double>(samples.size())));
            EXPECT_NEAR(ratio, snr, 0.01) << around;
        }
    }
}

// The whole mixed sound, put together by hand and filtered at once.
TEST_F(Mixing, WaveformsAreMixedAsIfTheWholeHadBeenRecorded)
{
    const Haystack noise = haystack(HaystackKind::White, {3000});
    for (const double position : {0.0, 0.4, 1.0}) {
        for (const Insertion insertion : {Insertion::Waveform, Insertion::Overlay}) {
            const Mixture mixture(m_needle, noise, settings(3000, position, 0, insertion));
            std::vector<float> sound(static_cast<std::size_t>(samplesOf(3000)));
            noise.readSamples(0, mixture.gain(), sound);
            const auto begin = static_cast<std::size_t>(mixture.needleBegin()) * 160;
            const std::size_t count = m_needle.samples.size();
            for (std::size_t i = 0; i < count; ++i) {
                const double edge = (static_cast<double>(std::min(i, count - 1 - i)) + 0.5) / 800;
                const double angle = std::min(edge, 1.0) * std::acos(-1.0) / 2;
                const double left = insertion == Insertion::Overlay ? 1 : std::cos(angle);
                float& sample = sound[begin + i];
                sample = static_cast<float>(std::sin(angle) * m_needle.samples[i] + left * sample);
            }
            FbankStream stream;
            std::vector<float> expected;
            ASSERT_EQ(stream.push(sound, expected), 3000);
            fbank::normalise(expected);
            const auto frames = all(mixture);
            for (std::size_t i = 0; i < frames.size(); ++i)
                ASSERT_NEAR(frames[i], expected[i], 3e-4) // rounding, where a band holds next to nothing
                    << nameOf(insertion) << position << " frame " << i / kRow;
        }
    }
}

TEST_F(Mixing, SilenceIsRecordedSilenceWhereWaveformsAreMixed)
{
    const Haystack zero = haystack(HaystackKind::Zero, {3000});
    const Mixture mixture(m_needle, zero, settings(3000, 0.5, {}, Insertion::Waveform));
    std::vector<float> silent{std::log(fbank::kEnergyFloor)};
    fbank::normalise(silent);
    const auto frames = all(mixture);
    EXPECT_EQ(frames.front(), silent.front());
    EXPECT_EQ(frames.back(), silent.front());
    EXPECT_EQ(frames[1497 * kRow], silent.front()) << "a frame that ends before the needle";
    EXPECT_GT(frames[1600 * kRow + 20], silent.front());
}

TEST_F(Mixing, WhatCannotBeMixedSaysWhy)
{
    const Haystack noise = haystack(HaystackKind::White, {100});
    EXPECT_THROW(Mixture(m_needle, noise, settings(1000, 0.5)), Error);
    EXPECT_THROW(Mixture(m_needle, noise, settings(2000, 0.5)), Error) << "too short a haystack";
    EXPECT_THROW(Mixture(m_needle, noise, settings(1124, 1.5)), Error);
    EXPECT_THROW(Mixture(m_needle, noise, settings(1124, std::nan(""))), Error);
    NeedleSound unheard = m_needle;
    unheard.samples.clear();
    unheard.rms = 0;
    EXPECT_THROW(Mixture(unheard, noise, settings(1124, 0.5, 0)), Error);
    EXPECT_THROW(Mixture(unheard, noise, settings(1124, 0.5, {}, Insertion::Waveform)), Error);
    EXPECT_NO_THROW(Mixture(unheard, noise, settings(1124, 0.5)));
}

TEST_F(Mixing, AShortClipIsPaddedAndALongOneCut)
{
    const NeedleSound brief = needleOf(glidingTone(1600));
    EXPECT_EQ(brief.spectrogram.size(), 1024 * kRow);
    EXPECT_FLOAT_EQ(brief.spectrogram.back(), fbank::kNormalisedPadding);
    const NeedleSound cut = needleOf(glidingTone(400000));
    EXPECT_EQ(cut.samples.size(), static_cast<std::size_t>(samplesOf(1024)));
    EXPECT_EQ(cut.spectrogram.size(), 1024 * kRow);
}

// Frames made of what is heard are those that the model gets, where waveforms are mixed.
TEST_F(Mixing, WhatIsHeardIsWhatTheModelGets)
{
    const Haystack noise = haystack(HaystackKind::Pink, {3000});
    for (const Insertion insertion : {Insertion::Waveform, Insertion::Overlay}) {
        const MixtureSettings how = settings(3000, 0.3, 2, insertion);
        const Mixture mixture(m_needle, noise, how);
        std::vector<float> samples(static_cast<std::size_t>(samplesOf(3000)));
        readMixtureSamples(m_needle, noise, how, mixture.gain(), 0, samples);
        FbankStream stream;
        std::vector<float> frames;
        stream.push(samples, frames);
        fbank::normalise(frames);
        const std::vector<float> expected = all(mixture);
        ASSERT_EQ(frames.size(), expected.size());
        float apart = 0;
        for (std::size_t i = 0; i < frames.size(); ++i)
            apart = std::max(apart, std::abs(frames[i] - expected[i]));
        EXPECT_LT(apart, 2e-3F) << "the haystack's own frames are rounded elsewhere";
    }
}

TEST_F(Mixing, SplicedNeedleIsHeardBetweenTheHaystacksParts)
{
    const Haystack noise = haystack(HaystackKind::White, {1976});
    const MixtureSettings how = settings(3000, 0.5, 0);
    const Mixture mixture(m_needle, noise, how);
    std::vector<float> whole(static_cast<std::size_t>(mixtureSamples(3000)));
    readMixtureSamples(m_needle, noise, how, mixture.gain(), 0, whole);
    std::vector<float> around(1976 * 160);
    noise.readSamples(0, mixture.gain(), around);
    constexpr std::size_t kBegin = std::size_t{1500} * 160;
    constexpr std::size_t kEnd = std::size_t{2524} * 160;
    for (std::size_t i = 0; i < whole.size(); i += 37) {
        const float expected = i < kBegin                             ? around[i]
                               : i >= kEnd                            ? around[i - (kEnd - kBegin)]
                               : i - kBegin < m_needle.samples.size() ? m_needle.samples[i - kBegin]
                                                                      : 0.0F;
        ASSERT_EQ(whole[i], expected) << i;
    }
    std::vector<float> part(5000); // over the needle's beginning
    readMixtureSamples(m_needle, noise, how, mixture.gain(), static_cast<std::int64_t>(kBegin) - 2000, part);
    EXPECT_TRUE(std::equal(part.begin(), part.end(), whole.begin() + static_cast<std::ptrdiff_t>(kBegin) - 2000));
}

} // namespace
} // namespace dass::niah
