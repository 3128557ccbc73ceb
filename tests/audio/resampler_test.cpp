#include "core/audio/resampler.h"
#include "core/base/error.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

namespace dass::media {
namespace {

std::vector<float> sine(double frequency, int rate, std::size_t count)
{
    std::vector<float> samples(count);
    for (std::size_t i = 0; i < count; ++i)
        samples[i] = static_cast<float>(std::sin(2 * std::numbers::pi * frequency * static_cast<double>(i) / rate));
    return samples;
}

std::vector<float> resampled(const std::vector<float>& input, int from, int to)
{
    Resampler resampler(from, to);
    std::vector<float> out;
    resampler.push(input, out);
    resampler.finish(out);
    return out;
}

class ResamplerRates : public testing::TestWithParam<int>
{
};

TEST_P(ResamplerRates, KeepsTimesAndCountsUp)
{
    const int rate = GetParam();
    for (const std::size_t count : {1U, 5U, 100U, 1000U, 44101U, 88211U}) {
        const auto out = resampled(sine(440, rate, count), rate, 16000);
        ASSERT_EQ(static_cast<std::int64_t>(out.size()), rescaledLength(static_cast<std::int64_t>(count), rate, 16000))
            << count << " samples";
        for (std::size_t i = 200; i + 200 < out.size(); ++i) {
            const double wanted = std::sin(2 * std::numbers::pi * 440 * static_cast<double>(i) / 16000);
            ASSERT_NEAR(out[i], wanted, 2e-5) << "sample " << i << " of " << count;
        }
    }
}

TEST_P(ResamplerRates, DoesNotDependOnTheBlocks)
{
    const int rate = GetParam();
    const auto input = sine(997, rate, 30'011);
    const auto whole = resampled(input, rate, 16000);
    std::mt19937 generator(1);
    Resampler resampler(rate, 16000);
    std::vector<float> pieces;
    for (std::size_t at = 0; at < input.size();) {
        const std::size_t size = std::min<std::size_t>(1 + generator() % 3000, input.size() - at);
        resampler.push(std::span(input).subspan(at, size), pieces);
        at += size;
    }
    resampler.finish(pieces);
    EXPECT_EQ(pieces, whole);
}

TEST_P(ResamplerRates, StartedInTheMiddleGivesTheSameSamples)
{
    const int rate = GetParam();
    const auto input = sine(997, rate, static_cast<std::size_t>(rate) * 3);
    const auto whole = resampled(input, rate, 16000);
    Resampler resampler(rate, 16000);
    const std::int64_t periods = rate / resampler.inputPeriod() / 2 + 1;
    std::vector<float> rest;
    resampler.push(std::span(input).subspan(static_cast<std::size_t>(periods * resampler.inputPeriod())), rest);
    resampler.finish(rest);
    const auto skipped = static_cast<std::size_t>(periods * resampler.outputPeriod());
    ASSERT_EQ(rest.size() + skipped, whole.size());
    for (auto i = static_cast<std::size_t>(resampler.settling()); i < rest.size(); ++i)
        ASSERT_EQ(rest[i], whole[skipped + i]) << i;
}

TEST_P(ResamplerRates, ConvertsEachOfTwoChannelsByItself)
{
    const int rate = GetParam();
    const auto left = sine(997, rate, 30'011);
    const auto right = sine(440, rate, 30'011);
    std::vector<float> both;
    for (std::size_t i = 0; i < left.size(); ++i)
        both.insert(both.end(), {left[i], right[i]});
    Resampler resampler(rate, 16000, 2);
    std::vector<float> out;
    for (std::size_t at = 0; at < both.size(); at += 2 * 4999)
        resampler.push(std::span(both).subspan(at, std::min<std::size_t>(2 * 4999, both.size() - at)), out);
    resampler.finish(out);
    const auto wantedLeft = resampled(left, rate, 16000);
    const auto wantedRight = resampled(right, rate, 16000);
    ASSERT_EQ(out.size(), 2 * wantedLeft.size());
    for (std::size_t i = 0; i < wantedLeft.size(); ++i) {
        ASSERT_EQ(out[2 * i], wantedLeft[i]) << i;
        ASSERT_EQ(out[2 * i + 1], wantedRight[i]) << i;
    }
}

INSTANTIATE_TEST_SUITE_P(Rates, ResamplerRates,
                         testing::Values(8000, 11025, 16000, 22050, 32000, 44056, 44100, 47999, 48000, 96000, 192000));

double decibelsOut(double frequency, int rate)
{
    const auto out = resampled(sine(frequency, rate, static_cast<std::size_t>(rate)), rate, 16000);
    double power = 0;
    for (std::size_t i = 2000; i < out.size() - 2000; ++i)
        power += static_cast<double>(out[i]) * out[i];
    return 10 * std::log10(2 * power / static_cast<double>(out.size() - 4000) + 1e-30);
}

TEST(Resampler, PassesWhatFitsAndStopsWhatWouldFold)
{
    for (const int rate : {44100, 48000, 96000}) {
        for (const double kept : {50.0, 1000.0, 5000.0, 7000.0, 7350.0})
            EXPECT_NEAR(decibelsOut(kept, rate), 0, 0.1) << kept << " Hz at " << rate;
        for (const double folded : {8000.0, 8300.0, 9000.0, 12000.0, 15900.0, 20000.0})
            EXPECT_LT(decibelsOut(folded, rate), -90) << folded << " Hz at " << rate;
    }
}

TEST(Resampler, RefusesRatesThatAreNone)
{
    EXPECT_THROW(Resampler(0, 16000), Error);
    EXPECT_THROW(Resampler(-44100, 16000), Error);
    EXPECT_THROW(Resampler(2'000'000'000, 16000), Error);
}

} // namespace
} // namespace dass::media
