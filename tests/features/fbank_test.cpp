#include "core/features/fbank.h"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <numbers>
#include <random>

namespace dass {
namespace {

std::vector<float> noise(std::size_t count, unsigned seed)
{
    std::mt19937 generator(seed);
    std::normal_distribution<float> normal(0.05F, 0.2F);
    std::vector<float> samples(count);
    for (float& sample : samples)
        sample = normal(generator);
    return samples;
}

// The definition, in double: Kaldi's frame processing, a plain Fourier sum, triangles in mel.
std::vector<double> frameByDefinition(std::span<const float> samples)
{
    double mean = 0;
    for (int i = 0; i < 400; ++i)
        mean += samples[static_cast<std::size_t>(i)] / 400.0;
    std::vector<double> x(400);
    for (std::size_t i = 0; i < 400; ++i) {
        const double previous = samples[i == 0 ? 0 : i - 1] - mean;
        const double window = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * static_cast<double>(i) / 399);
        x[i] = (samples[i] - mean - 0.97 * previous) * window;
    }
    const auto mel = [](double hz) { return 1127 * std::log(1 + hz / 700); };
    std::vector<double> energies(128, 0.0);
    const double step = (mel(8000) - mel(20)) / 129;
    for (int bin = 0; bin < 256; ++bin) {
        std::complex<double> sum = 0;
        for (std::size_t i = 0; i < 400; ++i)
            sum += std::polar(x[i], -2 * std::numbers::pi * bin * static_cast<double>(i) / 512);
        for (std::size_t m = 0; m < 128; ++m) {
            const double along = (mel(bin * 31.25) - mel(20)) / step - static_cast<double>(m);
            energies[m] += std::max(0.0, std::min(along, 2 - along)) * std::norm(sum);
        }
    }
    for (double& energy : energies)
        energy = std::log(std::max(energy, 1.1920929e-07));
    return energies;
}

TEST(Fbank, EqualsItsDefinitionOnEveryLane)
{
    const auto samples = noise(400 + 160 * 18, 3);
    std::vector<float> frames;
    ASSERT_EQ(FbankStream().push(samples, frames), 19);
    for (std::size_t f = 0; f < 19; ++f) {
        const auto wanted = frameByDefinition(std::span(samples).subspan(f * 160, 400));
        for (std::size_t m = 0; m < 128; ++m)
            ASSERT_NEAR(frames[f * 128 + m], wanted[m], 1e-4) << "frame " << f << ", mel bin " << m;
    }
}

TEST(Fbank, FramesDoNotDependOnTheBlocks)
{
    const auto samples = noise(70'000, 1);
    std::vector<float> whole;
    FbankStream().push(samples, whole);
    std::mt19937 generator(2);
    for (const std::size_t largest : {1, 7, 159, 161, 400, 5000, 66'000}) {
        FbankStream stream;
        std::vector<float> pieces;
        for (std::size_t at = 0; at < samples.size();) {
            const std::size_t size = std::min(1 + generator() % largest, samples.size() - at);
            const std::size_t before = pieces.size();
            const auto made = stream.push(std::span(samples).subspan(at, size), pieces);
            at += size;
            ASSERT_EQ(pieces.size() - before, static_cast<std::size_t>(made) * 128);
            ASSERT_EQ(pieces.size() / 128, static_cast<std::size_t>(fbank::frameCount(static_cast<std::int64_t>(at))));
        }
        ASSERT_EQ(pieces, whole) << "blocks of at most " << largest;
    }
}

TEST(Fbank, CountsFramesAsKaldiDoesWithSnippedEdges)
{
    EXPECT_EQ(fbank::frameCount(0), 0);
    EXPECT_EQ(fbank::frameCount(399), 0);
    EXPECT_EQ(fbank::frameCount(400), 1);
    EXPECT_EQ(fbank::frameCount(559), 1);
    EXPECT_EQ(fbank::frameCount(560), 2);
    EXPECT_EQ(fbank::frameCount(160'000), 998);
    EXPECT_EQ(fbank::frameCount(36'000LL * 16'000), 3'599'998);
}

TEST(Fbank, SilenceGivesTheFloor)
{
    std::vector<float> frames;
    FbankStream().push(std::vector<float>(1000, 0.25F), frames);
    ASSERT_EQ(frames.size(), 4U * 128);
    for (const float value : frames)
        ASSERT_NEAR(value, std::log(1.1920929e-07F), 1e-5);
}

TEST(Fbank, ClipsShorterThanAFrameGiveNone)
{
    EXPECT_TRUE(computeFbank({}).empty());
    EXPECT_TRUE(computeFbank(noise(399, 1)).empty());
    EXPECT_EQ(computeFbank(noise(400, 1)).size(), 128U);
}

TEST(Fbank, ResetForgetsWaitingSamples)
{
    const auto samples = noise(2000, 5);
    FbankStream stream;
    std::vector<float> discarded;
    stream.push(std::span(samples).first(777), discarded);
    stream.reset();
    std::vector<float> again;
    stream.push(samples, again);
    std::vector<float> fresh;
    FbankStream().push(samples, fresh);
    EXPECT_EQ(again, fresh);
}

TEST(Fbank, NormalisesAsTheModelsWereTrained)
{
    std::vector<float> values = {0.0F, fbank::kMean};
    fbank::normalise(values);
    EXPECT_NEAR(values[0], 0.467032, 1e-5);
    EXPECT_EQ(values[1], 0.0F);
    EXPECT_EQ(values[0], fbank::kNormalisedPadding);
}

} // namespace
} // namespace dass
