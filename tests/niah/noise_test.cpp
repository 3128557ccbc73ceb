#include "core/niah/sound_source.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <numeric>

namespace dass::niah {
namespace {

constexpr std::size_t kSamples = 1 << 18;

std::vector<float> noise(NoiseColour colour, std::uint64_t seed, std::size_t count = kSamples)
{
    std::vector<float> samples(count);
    makeNoise(colour, seed)->read(samples);
    return samples;
}

// Mean power around a frequency, over many short pieces.
double powerAt(const std::vector<float>& samples, double hertz)
{
    constexpr std::size_t kPiece = 4096;
    std::vector<double> cosine(kPiece);
    std::vector<double> sine(kPiece);
    for (std::size_t i = 0; i < kPiece; ++i) {
        const double angle = 2 * std::numbers::pi * hertz * static_cast<double>(i) / 16000;
        const double window = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * static_cast<double>(i) / kPiece);
        cosine[i] = window * std::cos(angle);
        sine[i] = window * std::sin(angle);
    }
    double sum = 0;
    int pieces = 0;
    for (auto begin = samples.begin(); samples.end() - begin >= static_cast<std::ptrdiff_t>(kPiece);
         begin += kPiece, ++pieces) {
        const double real = std::inner_product(cosine.begin(), cosine.end(), begin, 0.0);
        const double imaginary = std::inner_product(sine.begin(), sine.end(), begin, 0.0);
        sum += real * real + imaginary * imaginary;
    }
    return sum / pieces;
}

// dB an octave: a line through the mean levels of octaves, each of many frequencies.
double slopeOf(const std::vector<float>& samples)
{
    std::vector<double> levels;
    for (double low = 80; low < 4000; low *= 2) {
        double power = 0;
        constexpr int kPlaces = 12;
        for (int i = 0; i < kPlaces; ++i)
            power += powerAt(samples, low * std::exp2((i + 0.5) / kPlaces));
        levels.push_back(10 * std::log10(power / kPlaces));
    }
    const double middle = 0.5 * static_cast<double>(levels.size() - 1);
    const double mean = std::accumulate(levels.begin(), levels.end(), 0.0) / static_cast<double>(levels.size());
    double cross = 0;
    double square = 0;
    for (std::size_t i = 0; i < levels.size(); ++i) {
        cross += (static_cast<double>(i) - middle) * (levels[i] - mean);
        square += (static_cast<double>(i) - middle) * (static_cast<double>(i) - middle);
    }
    return cross / square;
}

double momentOf(const std::vector<float>& samples, int order)
{
    double sum = 0;
    for (float sample : samples)
        sum += std::pow(static_cast<double>(sample), order);
    return sum / static_cast<double>(samples.size());
}

TEST(Noise, PowerFallsAsTheColourSays)
{
    EXPECT_NEAR(slopeOf(noise(NoiseColour::White, 1)), 0, 0.3);
    EXPECT_NEAR(slopeOf(noise(NoiseColour::Pink, 1)), -3.01, 0.35);
    EXPECT_NEAR(slopeOf(noise(NoiseColour::Brown, 1)), -6.02, 0.5);
}

TEST(Noise, WhiteIsGaussian)
{
    const auto samples = noise(NoiseColour::White, 3);
    EXPECT_NEAR(momentOf(samples, 1), 0, 0.01);
    EXPECT_NEAR(momentOf(samples, 2), 1, 0.01);
    EXPECT_NEAR(momentOf(samples, 3), 0, 0.03);
    EXPECT_NEAR(momentOf(samples, 4), 3, 0.06);
}

class AnyNoise : public testing::TestWithParam<NoiseColour>
{
};

TEST_P(AnyNoise, HasAnRmsOfOneAndDoesNotDriftAway)
{
    const auto samples = noise(GetParam(), 5);
    EXPECT_NEAR(std::sqrt(momentOf(samples, 2)), 1, 0.08);
    EXPECT_NEAR(momentOf(samples, 1), 0, 0.08);
}

TEST_P(AnyNoise, DependsOnTheSeedAloneNotOnTheBlocks)
{
    const auto straight = noise(GetParam(), 7, 20000);
    const auto source = makeNoise(GetParam(), 7);
    std::vector<float> inBlocks(20000);
    std::size_t done = 0;
    for (std::size_t size = 1; done < inBlocks.size(); size = size * 3 + 1) {
        const auto part = std::span(inBlocks).subspan(done, std::min(size, inBlocks.size() - done));
        source->read(part);
        done += part.size();
    }
    EXPECT_EQ(straight, inBlocks);
    EXPECT_NE(straight, noise(GetParam(), 8, 20000));
}

INSTANTIATE_TEST_SUITE_P(Colours, AnyNoise, testing::Values(NoiseColour::White, NoiseColour::Pink, NoiseColour::Brown));

} // namespace
} // namespace dass::niah
