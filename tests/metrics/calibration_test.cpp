#include "core/base/error.h"
#include "core/metrics/calibration.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

namespace dass {
namespace {

TEST(Calibration, CountsEachPairInItsBin)
{
    const std::vector<float> probabilities{0.0F, 0.2F, 0.25F, 0.5F, 0.6F, 1.0F};
    const std::vector<float> targets{0, 1, 0, 1, 0, 1};
    const auto curve = reliabilityCurve(probabilities, targets, 4);
    ASSERT_EQ(curve.size(), 4U);
    EXPECT_EQ(curve[0].count, 2);
    EXPECT_EQ(curve[1].count, 1); // 0.25 opens the second bin
    EXPECT_EQ(curve[2].count, 2);
    EXPECT_EQ(curve[3].count, 1); // 1 belongs to the last
    EXPECT_NEAR(curve[0].meanProbability, 0.1, 1e-7);
    EXPECT_DOUBLE_EQ(curve[0].positiveShare, 0.5);
    EXPECT_NEAR(curve[2].meanProbability, 0.55, 1e-7);
    EXPECT_DOUBLE_EQ(curve[2].lower, 0.5);
    EXPECT_DOUBLE_EQ(curve[2].upper, 0.75);
    // (2 × 0.4 + 0.25 + 2 × 0.05 + 0) / 6
    EXPECT_NEAR(expectedCalibrationError(curve), 1.15 / 6, 1e-7);
}

TEST(Calibration, AnEmptyBinHasNoMeansAndCountsForNothing)
{
    const std::vector<float> probabilities{0.9F};
    const std::vector<float> targets{1};
    const auto curve = reliabilityCurve(probabilities, targets, 2);
    EXPECT_EQ(curve[0].count, 0);
    EXPECT_TRUE(std::isnan(curve[0].meanProbability));
    EXPECT_TRUE(std::isnan(curve[0].positiveShare));
    EXPECT_NEAR(expectedCalibrationError(curve), 0.1, 1e-7);
    EXPECT_TRUE(std::isnan(expectedCalibrationError(reliabilityCurve({}, {}, 3))));
}

TEST(Calibration, TargetsDrawnByTheirProbabilitiesAreCalibrated)
{
    std::mt19937 random(7);
    std::uniform_real_distribution<float> uniform(0, 1);
    std::vector<float> probabilities(200000);
    std::vector<float> targets(probabilities.size());
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
        probabilities[i] = uniform(random);
        targets[i] = uniform(random) < probabilities[i] ? 1.0F : 0.0F;
    }
    const auto curve = reliabilityCurve(probabilities, targets, 10);
    EXPECT_LT(expectedCalibrationError(curve), 0.01);
    for (float& probability : probabilities)
        probability = std::sqrt(probability); // claims too much
    EXPECT_GT(expectedCalibrationError(reliabilityCurve(probabilities, targets, 10)), 0.1);
}

TEST(Calibration, RefusesWhatIsNoProbability)
{
    const std::vector<float> target{1};
    for (const float wrong : {-0.1F, 1.1F, std::nanf("")})
        EXPECT_THROW(reliabilityCurve(std::vector<float>{wrong}, target, 10), Error) << wrong;
    EXPECT_THROW(reliabilityCurve(target, {}, 10), Error);
    EXPECT_THROW(reliabilityCurve(target, target, 0), Error);
}

} // namespace
} // namespace dass
