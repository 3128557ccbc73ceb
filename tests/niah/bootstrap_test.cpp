#include "core/base/random_stream.h"
#include "core/metrics/classification_metrics.h"
#include "core/niah/bootstrap.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace dass::niah {
namespace {

struct Data
{
    std::vector<float> scores;
    std::vector<float> targets;
};

// Scores in coarse steps, so that there are ties; the last class has no positive clip.
Data dataOf(std::size_t clips, std::size_t classes, std::uint64_t seed)
{
    RandomStream random(seed, Stream::Order, {});
    Data data;
    for (std::size_t i = 0; i < clips * classes; ++i) {
        const bool positive = i % classes + 1 != classes && random.uniform() < 0.2;
        data.targets.push_back(positive ? 1.0F : 0.0F);
        data.scores.push_back(static_cast<float>(std::round(4 * (random.normal() + (positive ? 1 : 0)))) / 4);
    }
    return data;
}

TEST(Bootstrap, EveryResampleHasAsManyClips)
{
    const Resamples resamples(37, 200, 1);
    std::vector<double> total(37, 0);
    for (std::int64_t r = 0; r < resamples.count(); ++r) {
        EXPECT_EQ(std::accumulate(resamples[r].begin(), resamples[r].end(), 0U), 37U);
        for (std::size_t i = 0; i < 37; ++i)
            total[i] += resamples[r][i];
    }
    for (double times : total)
        EXPECT_NEAR(times / 200, 1, 0.4); // 5.6 standard deviations
}

TEST(Bootstrap, DependsOnTheSeedAlone)
{
    const Resamples first(50, 10, 4);
    const Resamples again(50, 10, 4);
    const Resamples other(50, 10, 5);
    for (std::int64_t r = 0; r < 10; ++r)
        EXPECT_TRUE(std::equal(first[r].begin(), first[r].end(), again[r].begin()));
    EXPECT_FALSE(std::equal(first[0].begin(), first[0].end(), other[0].begin()));
}

// The same clips written out as often as they were drawn, through the metric that agrees with scikit-learn.
TEST(Bootstrap, AResampleScoresAsItsClipsWrittenOut)
{
    constexpr std::size_t kClips = 60;
    constexpr std::size_t kClasses = 7;
    const Data data = dataOf(kClips, kClasses, 2);
    const Resamples resamples(kClips, 40, 9);
    const auto scores = resampledScores(data.scores, data.targets, kClasses, resamples);
    ASSERT_TRUE(scores);
    ASSERT_EQ(scores->meanAveragePrecision.size(), 40U);
    ASSERT_EQ(scores->meanRocAuc.size(), 40U);
    for (std::int64_t r = 0; r < 40; ++r) {
        Data drawn;
        for (std::size_t i = 0; i < kClips; ++i) {
            for (std::uint32_t time = 0; time < resamples[r][i]; ++time) {
                const auto begin = static_cast<std::ptrdiff_t>(i * kClasses);
                drawn.scores.insert(drawn.scores.end(), data.scores.begin() + begin,
                                    data.scores.begin() + begin + kClasses);
                drawn.targets.insert(drawn.targets.end(), data.targets.begin() + begin,
                                     data.targets.begin() + begin + kClasses);
            }
        }
        const TaggingScores expected = tagScores(drawn.scores, drawn.targets, kClasses);
        EXPECT_NEAR(scores->meanAveragePrecision[static_cast<std::size_t>(r)], expected.meanAveragePrecision, 1e-12);
        EXPECT_NEAR(scores->meanRocAuc[static_cast<std::size_t>(r)], expected.meanRocAuc, 1e-12);
    }
}

TEST(Bootstrap, AStopEndsItWithinACell)
{
    const Data data = dataOf(60, 7, 2);
    std::stop_source source;
    EXPECT_TRUE(resampledScores(data.scores, data.targets, 7, Resamples(60, 40, 9), source.get_token()));
    source.request_stop();
    EXPECT_FALSE(resampledScores(data.scores, data.targets, 7, Resamples(60, 40, 9), source.get_token()));
}

// One class in which only the best of n clips is positive: the resample scores 1 if that clip is drawn at all, which
// happens with probability 1 - (1 - 1/n)^n, and is no number otherwise.
TEST(Bootstrap, AgreesWithTheClosedForm)
{
    constexpr std::int64_t kClips = 20;
    std::vector<float> scores(kClips);
    std::vector<float> targets(kClips, 0.0F);
    std::iota(scores.begin(), scores.end(), 0.0F);
    targets.back() = 1;
    const Resamples resamples(kClips, 20000, 3);
    const auto drawn = resampledScores(scores, targets, 1, resamples)->meanAveragePrecision;
    const auto found = std::count(drawn.begin(), drawn.end(), 1.0);
    const auto missing = std::count_if(drawn.begin(), drawn.end(), [](double value) { return std::isnan(value); });
    EXPECT_EQ(found + missing, 20000);
    EXPECT_NEAR(static_cast<double>(found) / 20000, 1 - std::pow(1 - 1.0 / kClips, kClips), 0.015);

    // The worst of n positive and nothing else: precision is k / n for k times drawn, so that its mean, where it is a
    // number, is E[k | k > 0] / n = 1 / (n p).
    std::fill(targets.begin(), targets.end(), 0.0F);
    targets.front() = 1;
    const auto low = resampledScores(scores, targets, 1, resamples)->meanAveragePrecision;
    double sum = 0;
    std::int64_t count = 0;
    for (double value : low) {
        if (!std::isnan(value)) {
            sum += value;
            ++count;
        }
    }
    EXPECT_NEAR(sum / static_cast<double>(count), 1 / (1 - std::pow(1 - 1.0 / kClips, kClips)) / kClips, 0.001);
}

TEST(Bootstrap, IntervalsAreQuantiles)
{
    std::vector<double> values(1001);
    std::iota(values.begin(), values.end(), 0.0);
    const Interval interval = percentileInterval(values, 0.95);
    EXPECT_NEAR(interval.low, 25, 1e-9);
    EXPECT_NEAR(interval.high, 975, 1e-9);
    const Interval between = percentileInterval({3, 1, std::nan(""), 2}, 0.5);
    EXPECT_DOUBLE_EQ(between.low, 1.5);
    EXPECT_DOUBLE_EQ(between.high, 2.5);
    EXPECT_TRUE(std::isnan(percentileInterval({std::nan("")}, 0.95).low));
}

} // namespace
} // namespace dass::niah
