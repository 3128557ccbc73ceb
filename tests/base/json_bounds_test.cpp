#include "core/base/json_bounds.h"

#include <gtest/gtest.h>

#include <string>

namespace dass {
namespace {

TEST(JsonBounds, CountNoFewerValuesThanThereAre)
{
    EXPECT_EQ(shapeOfJson("").values, 1U);
    EXPECT_EQ(shapeOfJson("7").values, 1U);
    EXPECT_EQ(shapeOfJson("[1, 2, 3]").values, 4U);
    EXPECT_EQ(shapeOfJson("[]").values, 2U);
    EXPECT_EQ(shapeOfJson(R"({"a": 1, "b": [true]})").values, 6U); // object, two keys, number, list, truth
    EXPECT_EQ(shapeOfJson("[{},{},{}]").values, 7U);
}

TEST(JsonBounds, TellHowDeepItNests)
{
    EXPECT_EQ(shapeOfJson("7").depth, 0);
    EXPECT_EQ(shapeOfJson(R"({"a": [], "b": {"c": [1]}})").depth, 3);
    EXPECT_EQ(shapeOfJson("[[], [], []]").depth, 2);
    EXPECT_EQ(shapeOfJson(std::string(1'000'000, '[')).depth, 1'000'000);
    EXPECT_EQ(shapeOfJson("]]]]").depth, 0);
}

TEST(JsonBounds, WhatStandsInTextsCountsForNothing)
{
    const JsonShape shape = shapeOfJson(R"(["[[[[,,,,::::", "\"[[", "\\", "{{"])");
    EXPECT_EQ(shape.values, 5U);
    EXPECT_EQ(shape.depth, 1);
    EXPECT_EQ(shapeOfJson(R"(["[[[)").depth, 1); // cut off
    EXPECT_EQ(shapeOfJson("[\"\\").depth, 1);
}

} // namespace
} // namespace dass
