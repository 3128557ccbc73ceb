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
        readMixtureSamples(mixture, 0, samples);
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
    readMixtureSamples(mixture, 0, whole);
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
    readMixtureSamples(mixture, static_cast<std::int64_t>(kBegin) - 2000, part);
    EXPECT_TRUE(std::equal(part.begin(), part.end(), whole.begin() + static_cast<std::ptrdiff_t>(kBegin) - 2000));
}

TEST_F(Mixing, NeedlesKeepClearOfEachOther)
{
    const auto starts = [](std::vector<double> positions, Insertion insertion = Insertion::Spectrogram) {
        return needleStarts(6000, positions, insertion);
    };
    using Starts = std::vector<std::int64_t>;
    EXPECT_EQ(starts({0.5}), Starts{3000});
    EXPECT_EQ(starts({0.5, 0.1}), (Starts{3000, 600})) << "each where it is wanted";
    EXPECT_EQ(starts({0.5, 0.6}), (Starts{3000, 4024})) << "the later one waits";
    EXPECT_EQ(starts({0.6, 0.5}), (Starts{4024, 3000}));
    EXPECT_EQ(starts({0.5, 0.5}), (Starts{3000, 4024})) << "the first one first";
    EXPECT_EQ(starts({1, 1, 0.95}), (Starts{6000 - 3 * 1024, 6000 - 2 * 1024, 6000 - 1024}));
    EXPECT_EQ(starts({0, 0, 0, 0, 0}), (Starts{0, 1024, 2048, 3072, 4096}));
    EXPECT_EQ(starts({1, 1, 1, 1, 1}), (Starts{880, 1904, 2928, 3952, 4976}));
    EXPECT_EQ(starts({0.5, 0.6}, Insertion::Waveform), (Starts{3000, 4024}));
    EXPECT_EQ(starts({0.5, 0.6}, Insertion::Overlay), (Starts{3000, 3600})) << "over each other";
    EXPECT_EQ(mostNeedles(6000, Insertion::Spectrogram), 5);
    EXPECT_EQ(mostNeedles(6000, Insertion::Overlay), kMostNeedles);
}

TEST_F(Mixing, SeveralSpectrogramsAreSpliced)
{
    const NeedleSound other = needleOf(glidingTone(50000));
    const Haystack noise = haystack(HaystackKind::Pink, {3000 - 2048});
    const std::vector<HiddenNeedle> needles{{&m_needle, 0.6, 0.0}, {&other, 0.1, 6.0}};
    const Mixture mixture(needles, noise, settings(3000, 0));
    EXPECT_EQ(mixture.needleBegin(0), 1800);
    EXPECT_EQ(mixture.needleBegin(1), 300);
    const double loudness = noise.rms(3000 - 2048) * mixture.gain();
    EXPECT_NEAR(20 * std::log10(m_needle.rms / loudness), 0, 1e-6);
    std::vector<float> louder = other.samples;
    const double factor = loudness * std::pow(10, 6.0 / 20) / other.rms;
    for (float& sample : louder)
        sample = static_cast<float>(sample * factor);
    const NeedleSound scaled = needleOf(louder);
    EXPECT_NEAR(20 * std::log10(scaled.rms / loudness), 6, 1e-4) << "the second one at its own ratio";
    std::vector<float> around((3000 - 2048) * kRow);
    noise.read(0, mixture.gain(), around);
    std::vector<float> expected(around.begin(), around.begin() + 300 * kRow);
    expected.insert(expected.end(), scaled.spectrogram.begin(), scaled.spectrogram.end());
    expected.insert(expected.end(), around.begin() + 300 * kRow, around.begin() + 776 * kRow);
    expected.insert(expected.end(), m_needle.spectrogram.begin(), m_needle.spectrogram.end());
    expected.insert(expected.end(), around.begin() + 776 * kRow, around.end());
    const std::vector<float> frames = all(mixture);
    ASSERT_EQ(frames.size(), expected.size());
    for (std::size_t i = 0; i < frames.size(); ++i)
        ASSERT_NEAR(frames[i], expected[i], 1e-5) << i / kRow;
    std::vector<float> part(700 * kRow); // over an end and a beginning
    mixture.read(1200, part);
    EXPECT_TRUE(std::equal(part.begin(), part.end(), frames.begin() + 1200 * kRow));
}

TEST_F(Mixing, OneOfSeveralIsWhatItIsByItself)
{
    const Haystack noise = haystack(HaystackKind::White, {1976, 3000});
    for (const Insertion insertion : {Insertion::Spectrogram, Insertion::Waveform, Insertion::Overlay})
        EXPECT_EQ(all(Mixture({{&m_needle, 0.3, 2.0}}, noise, settings(3000, 0, {}, insertion))),
                  all(Mixture(m_needle, noise, settings(3000, 0.3, 2.0, insertion))));
}

// With and without frames that several needles share.
TEST_F(Mixing, WhatIsHeardOfSeveralIsWhatTheModelGets)
{
    const NeedleSound other = needleOf(glidingTone(90000));
    const Haystack noise = haystack(HaystackKind::Pink, {5000});
    for (const Insertion insertion : {Insertion::Waveform, Insertion::Overlay})
        for (const double second : {0.2, 0.7}) {
            const Mixture mixture({{&m_needle, 0.1, 3.0}, {&other, second, -3.0}}, noise,
                                  settings(5000, 0, {}, insertion));
            std::vector<float> samples(static_cast<std::size_t>(samplesOf(5000)));
            readMixtureSamples(mixture, 0, samples);
            FbankStream stream;
            std::vector<float> frames;
            stream.push(samples, frames);
            fbank::normalise(frames);
            const std::vector<float> expected = all(mixture);
            ASSERT_EQ(frames.size(), expected.size());
            float apart = 0;
            for (std::size_t i = 0; i < frames.size(); ++i)
                apart = std::max(apart, std::abs(frames[i] - expected[i]));
            EXPECT_LT(apart, 2e-3F) << nameOf(insertion) << ' ' << second;
        }
}

TEST_F(Mixing, SplicedNeedlesAreHeardInTheirPlaces)
{
    const NeedleSound other = needleOf(glidingTone(50000));
    const Haystack zero = haystack(HaystackKind::Zero, {3000});
    const Mixture mixture({{&m_needle, 0, {}}, {&other, 0.1, {}}}, zero, settings(3000, 0));
    std::vector<float> whole(static_cast<std::size_t>(mixtureSamples(3000)));
    readMixtureSamples(mixture, 0, whole);
    EXPECT_EQ(whole[1000], m_needle.samples[1000]);
    EXPECT_EQ(whole[1024 * 160 + 1000], other.samples[1000]) << "right behind the first";
    EXPECT_EQ(whole[1024 * 160 + 60000], 0.0F) << "its padding";
    EXPECT_EQ(whole[2500 * 160], 0.0F);
}

TEST_F(Mixing, MoreNeedlesThanFitAreRefused)
{
    const Haystack zero = haystack(HaystackKind::Zero, {3000});
    const std::vector<HiddenNeedle> three(3, HiddenNeedle{&m_needle, 0.5, {}});
    try {
        Mixture(three, zero, settings(3000, 0));
        FAIL() << "30.72 s in 30 s";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Unsupported);
        EXPECT_NE(std::string(error.what()).find("no more than 2"), std::string::npos) << error.what();
    }
    EXPECT_NO_THROW(Mixture(three, zero, settings(3072, 0)));
    EXPECT_NO_THROW(Mixture(three, zero, settings(3000, 0, {}, Insertion::Overlay)));
}

} // namespace
} // namespace dass::niah
