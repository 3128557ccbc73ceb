#include "core/base/random_stream.h"
#include "core/niah/scores.h"

#include <gtest/gtest.h>

#include <cmath>

namespace dass::niah {
namespace {

constexpr std::size_t kNeedles = 40;
constexpr std::size_t kClasses = 3;

// Needles of three classes with one label each, and logits that know something of it.
struct Scored
{
    Experiment experiment;
    Cell alone;
    Cell hidden;
    std::vector<float> aloneLogits;
    std::vector<float> hiddenLogits;

    Scored()
    {
        experiment.labels.assign(kClasses, {"/m/a", "a"});
        experiment.bootstrap = {200, 0.9, 3};
        alone.baseline = true;
        RandomStream random(1, Stream::Order, {});
        for (std::size_t i = 0; i < kNeedles; ++i) {
            experiment.needles.push_back({"needle", {static_cast<std::int64_t>(i % kClasses)}});
            for (std::size_t c = 0; c < kClasses; ++c) {
                const double is = c == i % kClasses ? 1 : 0;
                aloneLogits.push_back(static_cast<float>(random.normal() + 2 * is));
                hiddenLogits.push_back(static_cast<float>(random.normal() + is));
            }
        }
    }
};

TEST(Scores, IntervalsAreThoseOfTheSameResamplesForAllScores)
{
    Scored scored;
    ScoreBook book(scored.experiment);
    ASSERT_TRUE(book.setBaseline(scored.alone, scored.aloneLogits));
    const CellScores scores = book.score(scored.hidden, scored.hiddenLogits);
    const Resamples resamples(kNeedles, 200, 3);
    const std::vector<float> targets = scored.experiment.targets();
    const ResampledScores drawn = *resampledScores(scored.hiddenLogits, targets, kClasses, resamples);
    const Interval precision = percentileInterval(drawn.meanAveragePrecision, 0.9);
    const Interval area = percentileInterval(drawn.meanRocAuc, 0.9);
    EXPECT_DOUBLE_EQ(scores.meanAveragePrecisionInterval.low, precision.low);
    EXPECT_DOUBLE_EQ(scores.meanAveragePrecisionInterval.high, precision.high);
    EXPECT_DOUBLE_EQ(scores.meanRocAucInterval.low, area.low);
    EXPECT_DOUBLE_EQ(scores.meanRocAucInterval.high, area.high);
    EXPECT_LT(scores.meanRocAucInterval.low, scores.meanRocAuc);
    EXPECT_GT(scores.meanRocAucInterval.high, scores.meanRocAuc);
    const CellScores self = book.score(scored.alone, scored.aloneLogits);
    EXPECT_DOUBLE_EQ(self.retentionInterval.low, 1);
    EXPECT_DOUBLE_EQ(self.retentionInterval.high, 1);
}

TEST(Scores, WithoutResamplesThereIsNoInterval)
{
    Scored scored;
    scored.experiment.bootstrap.resamples = 0;
    ScoreBook book(scored.experiment);
    ASSERT_TRUE(book.setBaseline(scored.alone, scored.aloneLogits));
    EXPECT_TRUE(std::isnan(book.score(scored.hidden, scored.hiddenLogits).meanRocAucInterval.low));
}

TEST(Scores, StoppedNothingIsKnown)
{
    Scored scored;
    ScoreBook book(scored.experiment);
    std::stop_source source;
    ASSERT_TRUE(book.setBaseline(scored.alone, scored.aloneLogits, source.get_token()));
    source.request_stop();
    EXPECT_FALSE(book.score(scored.hidden, scored.hiddenLogits, source.get_token()));
    ScoreBook other(scored.experiment);
    EXPECT_FALSE(other.setBaseline(scored.alone, scored.aloneLogits, source.get_token()));
    EXPECT_FALSE(other.hasBaseline(scored.alone));
}

} // namespace
} // namespace dass::niah
