#include "core/base/error.h"
#include "core/features/fbank.h"
#include "core/niah/haystack.h"
#include "tests/base/temporary_folder.h"
#include "tests/base/wav_file.h"

#include <gtest/gtest.h>

#include <cmath>

namespace dass::niah {
namespace {

HaystackOptions lengths(std::vector<std::int64_t> frames, bool keepSamples = false)
{
    HaystackOptions options;
    options.lengths = std::move(frames);
    options.keepSamples = keepSamples;
    return options;
}

HaystackSpec kind(HaystackKind which, const std::filesystem::path& file = {}, std::uint64_t seed = 1)
{
    return {which, file, seed, {}};
}

std::vector<float> framesOf(const Haystack& haystack, std::int64_t first, std::int64_t count, double gain)
{
    std::vector<float> frames(static_cast<std::size_t>(count * fbank::kMelBins));
    haystack.read(first, gain, frames);
    return frames;
}

double rmsOf(std::span<const float> samples)
{
    double sum = 0;
    for (float sample : samples)
        sum += static_cast<double>(sample) * sample;
    return std::sqrt(sum / static_cast<double>(samples.size()));
}

float largestDifference(std::span<const float> a, std::span<const float> b)
{
    EXPECT_EQ(a.size(), b.size());
    float largest = 0;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        largest = std::max(largest, std::abs(a[i] - b[i]));
    return largest;
}

TEST(Haystack, ZeroIsZeroAfterNormalisation)
{
    const auto haystack = Haystack::make(kind(HaystackKind::Zero), lengths({5000}), {});
    EXPECT_TRUE(haystack->isZero());
    EXPECT_EQ(framesOf(*haystack, 4000, 10, 3.0), std::vector<float>(10 * 128, 0.0F));
}

// Louder and softer by a shift of the log-mel values: the same as the filterbank of the louder and softer sound, down
// to where its floor cuts.
TEST(Haystack, FramesAreThoseOfTheScaledSound)
{
    const auto haystack = Haystack::make(kind(HaystackKind::Pink), lengths({700}, true), {});
    for (double gain : {1.0, 0.03, 20.0, 2e-7}) {
        std::vector<float> samples(static_cast<std::size_t>(samplesOf(700)));
        haystack->readSamples(0, gain, samples);
        FbankStream stream;
        std::vector<float> expected;
        ASSERT_EQ(stream.push(samples, expected), 700);
        fbank::normalise(expected);
        EXPECT_LT(largestDifference(framesOf(*haystack, 0, 700, gain), expected), 1e-4F) << gain;
    }
}

TEST(Haystack, AShorterOneIsTheBeginningAndKnowsItsOwnLoudness)
{
    const auto longer = Haystack::make(kind(HaystackKind::Brown), lengths({300, 2500}, true), {});
    const auto shorter = Haystack::make(kind(HaystackKind::Brown), lengths({300}), {});
    EXPECT_EQ(framesOf(*longer, 0, 300, 0.5), framesOf(*shorter, 0, 300, 0.5));
    EXPECT_EQ(longer->rms(300), shorter->rms(300));
    std::vector<float> samples(static_cast<std::size_t>(samplesOf(2500)));
    longer->readSamples(0, 1, samples);
    EXPECT_NEAR(longer->rms(2500), rmsOf(samples), 1e-9);
    samples.resize(static_cast<std::size_t>(samplesOf(300)));
    EXPECT_NEAR(longer->rms(300), rmsOf(samples), 1e-9);
    EXPECT_THROW(longer->rms(301), Error);
}

TEST(Haystack, ReadingInPartsGivesTheSameBits)
{
    const auto haystack = Haystack::make(kind(HaystackKind::White), lengths({900}), {});
    const auto whole = framesOf(*haystack, 0, 900, 0.2);
    std::vector<float> parts;
    for (std::int64_t first = 0; first < 900; first += 123) {
        const auto part = framesOf(*haystack, first, std::min<std::int64_t>(123, 900 - first), 0.2);
        parts.insert(parts.end(), part.begin(), part.end());
    }
    EXPECT_EQ(whole, parts);
}

TEST(Haystack, ARecordingThatIsTooShortStartsAgain)
{
    const test::TemporaryFolder folder;
    const auto tone = glidingTone(30000);
    writeWav(folder / "tone.wav", tone);
    const auto haystack = Haystack::make(kind(HaystackKind::Recording, folder / "tone.wav"), lengths({500}, true), {});
    std::vector<float> samples(static_cast<std::size_t>(samplesOf(500)));
    haystack->readSamples(0, 1, samples);
    for (std::size_t i = 0; i < samples.size(); ++i)
        ASSERT_EQ(samples[i], tone[i % tone.size()]) << i;
}

TEST(Haystack, ARecordingWithoutSoundIsRefused)
{
    const test::TemporaryFolder folder;
    writeWav(folder / "empty.wav", {});
    EXPECT_THROW(Haystack::make(kind(HaystackKind::Recording, folder / "empty.wav"), lengths({500}), {}), Error);
    std::ofstream(folder / "text.wav") << "this is no sound";
    EXPECT_THROW(Haystack::make(kind(HaystackKind::Recording, folder / "text.wav"), lengths({500}), {}), Error);
    EXPECT_THROW(Haystack::make(kind(HaystackKind::Babble, folder / "text.wav"), lengths({500}), {}), Error);
}

// Each voice as loud as the others, the shorter repeated, what is no sound passed over.
TEST(Haystack, BabbleSumsTheVoicesOfAFolder)
{
    const test::TemporaryFolder folder;
    std::filesystem::create_directories(folder / "more");
    std::vector<float> loud(20000);
    std::vector<float> soft(7000);
    for (std::size_t i = 0; i < loud.size(); ++i)
        loud[i] = i % 2 ? 0.5F : -0.5F;
    for (std::size_t i = 0; i < soft.size(); ++i)
        soft[i] = i % 4 < 2 ? 0.0625F : -0.0625F;
    writeWav(folder / "a.wav", loud);
    writeWav(folder / "more/b.wav", soft);
    std::ofstream(folder / "readme.txt") << "not a voice";
    const auto haystack = Haystack::make(kind(HaystackKind::Babble, folder.path()), lengths({400}, true), {});
    std::vector<float> samples(static_cast<std::size_t>(samplesOf(400)));
    haystack->readSamples(0, 1, samples);
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const std::size_t at = i % 20000;
        ASSERT_FLOAT_EQ(samples[i], loud[at] / 0.5F + soft[at % 7000] / 0.0625F) << i;
    }
}

TEST(Haystack, TheBabbleThatShipsIsThere)
{
    const auto haystack = Haystack::make(kind(HaystackKind::Babble), lengths({6000}), {});
    EXPECT_GT(haystack->rms(6000), 0.1);
}

TEST(Haystack, StopsWhenAsked)
{
    std::stop_source source;
    auto options = lengths({2'000'000});
    options.progress = [&](double) { source.request_stop(); };
    EXPECT_FALSE(Haystack::make(kind(HaystackKind::White), options, source.get_token()).has_value());
}

} // namespace
} // namespace dass::niah
