#include "core/metrics/logits.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace dass {
namespace {

TEST(Logits, TheSigmoidIsOfItsArgumentsPrecision)
{
    EXPECT_EQ(sigmoid(0.0F), 0.5F);
    EXPECT_EQ(sigmoid(2.0F), 1.0F / (1.0F + std::exp(-2.0F)));
    EXPECT_EQ(sigmoid(2.0), 1.0 / (1.0 + std::exp(-2.0)));
    EXPECT_EQ(sigmoid(-std::numeric_limits<float>::infinity()), 0.0F);
    EXPECT_EQ(sigmoid(std::numeric_limits<float>::infinity()), 1.0F);
    EXPECT_TRUE(std::isnan(sigmoid(std::numeric_limits<float>::quiet_NaN())));
}

TEST(Logits, EqualValuesShareTheBestRank)
{
    const std::vector<float> values{0.5F, 0.9F, 0.1F, 0.5F};
    EXPECT_EQ(rankOf(values, 1), 1);
    EXPECT_EQ(rankOf(values, 0), 2);
    EXPECT_EQ(rankOf(values, 3), 2);
    EXPECT_EQ(rankOf(values, 2), 4);
}

TEST(Logits, WhatIsNoNumberIsAboveNone)
{
    const std::vector<float> values{std::numeric_limits<float>::quiet_NaN(), 0.9F};
    EXPECT_EQ(rankOf(values, 0), 1);
    EXPECT_EQ(rankOf(values, 1), 1);
}

} // namespace
} // namespace dass
