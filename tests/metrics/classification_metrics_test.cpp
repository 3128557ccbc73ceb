#include "core/base/error.h"
#include "core/metrics/classification_metrics.h"
#include "core/model/safetensors.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <span>
#include <vector>

namespace dass {
namespace {

std::vector<double> doublesOf(const StoredTensor& tensor)
{
    std::vector<double> values(static_cast<std::size_t>(tensor.elements()));
    tensor.read(0, std::as_writable_bytes(std::span(values)));
    return values;
}

TEST(ClassificationMetrics, AgreeWithScikitLearnAndSciPy)
{
    const std::filesystem::path path = std::filesystem::path(DASS_SHARED_DIR) / "reference/metrics.safetensors";
    if (!std::filesystem::exists(path))
        GTEST_SKIP() << "the reference tensors are not on this machine: " << path;
    const SafetensorsFile file(path);
    const std::int64_t classes = file.at("scores").shape.at(1);
    const TaggingScores scores = tagScores(floatsOf(file.at("scores")), floatsOf(file.at("targets")), classes);

    const std::vector<double> precision = doublesOf(file.at("average_precision"));
    const std::vector<double> auc = doublesOf(file.at("roc_auc"));
    ASSERT_EQ(scores.averagePrecision.size(), precision.size());
    for (std::size_t c = 0; c < precision.size(); ++c) {
        EXPECT_NEAR(scores.averagePrecision[c], precision[c], 1e-12) << "class " << c;
        EXPECT_NEAR(scores.rocAuc[c], auc[c], 1e-12) << "class " << c;
    }
    EXPECT_NEAR(scores.meanAveragePrecision, doublesOf(file.at("mAP"))[0], 1e-12);
    EXPECT_NEAR(scores.meanRocAuc, doublesOf(file.at("mAUC"))[0], 1e-12);
    EXPECT_NEAR(scores.dPrime, doublesOf(file.at("d_prime"))[0], 1e-12);
}

TEST(ClassificationMetrics, EqualScoresEnterTogether)
{
    // By hand: the first three clips tie, two of them are positive; then one positive alone.
    const std::vector<float> scores{0.9F, 0.9F, 0.9F, 0.5F, 0.1F};
    const std::vector<float> targets{1, 0, 1, 1, 0};
    EXPECT_NEAR(averagePrecision(scores, targets), (2.0 / 3) * (2.0 / 3) + (1.0 / 3) * (3.0 / 4), 1e-15);
    // Six pairs: the tied negative gives 0.5 twice and loses to none of them, wins over the third; the last loses to
    // all.
    EXPECT_NEAR(rocAuc(scores, targets), (0.5 + 0.5 + 0 + 3) / 6, 1e-15);
}

TEST(ClassificationMetrics, ClassesWithoutPositivesAreLeftOutOfTheMean)
{
    const std::vector<float> scores{0.9F, 0.2F, 0.1F, 0.8F, 0.3F, 0.7F};
    const std::vector<float> targets{1, 0, 0, 0, 0, 0}; // three clips, two classes, the second never heard
    const TaggingScores result = tagScores(scores, targets, 2);
    EXPECT_TRUE(std::isnan(result.averagePrecision[1]));
    EXPECT_TRUE(std::isnan(result.rocAuc[1]));
    EXPECT_EQ(result.scoredClasses, 1);
    EXPECT_EQ(result.clips, 3);
    EXPECT_DOUBLE_EQ(result.meanAveragePrecision, 1.0);
}

TEST(ClassificationMetrics, InverseNormalUndoesTheDistributionFunction)
{
    for (double x : {-8.0, -3.5, -1.0, -0.25, 0.0, 0.5, 2.0, 4.0}) {
        const double probability = 0.5 * std::erfc(-x / std::sqrt(2.0));
        EXPECT_NEAR(inverseNormal(probability), x, 1e-9) << "at " << x;
    }
    EXPECT_NEAR(inverseNormal(0.975), 1.959963984540054, 1e-13);
    EXPECT_TRUE(std::isinf(inverseNormal(1)));
    EXPECT_TRUE(std::isnan(inverseNormal(1.5)));
}

TEST(ClassificationMetrics, RefuseWhatCannotBeRanked)
{
    const std::vector<float> two{0.1F, 0.2F};
    const std::vector<float> one{1};
    EXPECT_THROW(averagePrecision(two, one), Error);
    EXPECT_THROW(tagScores(two, two, 3), Error);
    EXPECT_THROW(rocAuc(std::vector<float>{NAN, 0}, two), Error);
}

} // namespace
} // namespace dass
