#include "core/base/error.h"
#include "core/inference/events.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace dass {
namespace {

constexpr std::int64_t kSecond = 16000;

// One row a second, back to back; each inner list is a row.
TaggingResult resultOf(const std::vector<std::vector<float>>& rows)
{
    TaggingSettings settings;
    settings.windowSeconds = settings.hopSeconds = 1;
    TaggingResult result;
    result.timing = RowTiming(settings);
    result.probabilities = std::make_shared<ProbabilityMatrix>(static_cast<std::int64_t>(rows.front().size()));
    for (const auto& row : rows)
        result.probabilities->append(row);
    result.samples = static_cast<std::int64_t>(rows.size()) * kSecond;
    result.frames = static_cast<std::int64_t>(rows.size()) * 100 - 2;
    result.complete = true;
    return result;
}

// One class.
TaggingResult resultOf(const std::vector<float>& values)
{
    std::vector<std::vector<float>> rows;
    for (const float value : values)
        rows.push_back({value});
    return resultOf(rows);
}

TEST(Events, AreRunsOfCellsAtOrAboveTheThreshold)
{
    const auto events = findEvents(resultOf({0.1F, 0.5F, 0.7F, 0.2F, 0.9F}), {.threshold = 0.5});
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[0].startSample, kSecond);
    EXPECT_EQ(events[0].endSample, 3 * kSecond);
    EXPECT_FLOAT_EQ(events[0].peakProbability, 0.7F);
    EXPECT_FLOAT_EQ(events[0].meanProbability, 0.6F);
    EXPECT_EQ(events[1].startSample, 4 * kSecond);
    EXPECT_EQ(events[1].endSample, 5 * kSecond) << "the last cell reaches to the recording's end";
}

TEST(Events, MergeAcrossGapsUpToTheLengthAsked)
{
    const auto result = resultOf({0.8F, 0.1F, 0.6F, 0.0F, 0.0F, 0.7F});
    EXPECT_EQ(findEvents(result, {.threshold = 0.5}).size(), 3U);
    const auto one = findEvents(result, {.threshold = 0.5, .mergeGapSeconds = 1});
    ASSERT_EQ(one.size(), 2U);
    EXPECT_EQ(one[0].endSample, 3 * kSecond);
    EXPECT_FLOAT_EQ(one[0].meanProbability, 0.5F) << "over the gap too";
    EXPECT_EQ(findEvents(result, {.threshold = 0.5, .mergeGapSeconds = 1.9}).size(), 2U);
    const auto all = findEvents(result, {.threshold = 0.5, .mergeGapSeconds = 2});
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].endSample, 6 * kSecond);
}

TEST(Events, AGapAtTheEndBelongsToNoEvent)
{
    const auto events = findEvents(resultOf({0.8F, 0.1F, 0.1F}), {.threshold = 0.5, .mergeGapSeconds = 10});
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].endSample, kSecond);
    EXPECT_FLOAT_EQ(events[0].meanProbability, 0.8F);
}

TEST(Events, ShorterThanTheMinimumAreLeftOutAfterMerging)
{
    const auto result = resultOf({0.8F, 0.1F, 0.8F, 0.0F, 0.0F, 0.8F});
    EXPECT_TRUE(findEvents(result, {.threshold = 0.5, .minDurationSeconds = 1.1}).empty());
    EXPECT_EQ(findEvents(result, {.threshold = 0.5, .mergeGapSeconds = 1, .minDurationSeconds = 3}).size(), 1U);
}

TEST(Events, AreSortedByStartThenClassAndLimitedToTheClassesAsked)
{
    const auto result = resultOf({{0.0F, 0.9F, 0.9F}, {0.9F, 0.9F, 0.0F}});
    const auto all = findEvents(result, {.threshold = 0.5});
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[0].classIndex, 1);
    EXPECT_EQ(all[1].classIndex, 2);
    EXPECT_EQ(all[2].classIndex, 0);
    const auto some = findEvents(result, {.threshold = 0.5, .classes = {0, 2}});
    ASSERT_EQ(some.size(), 2U);
    EXPECT_EQ(some[0].classIndex, 2);
    EXPECT_THROW(findEvents(result, {.classes = {3}}), Error);
}

TEST(Events, TopKKeepsTheMostProbableOfEachRow)
{
    const auto result = resultOf({{0.6F, 0.8F, 0.7F}, {0.9F, 0.8F, 0.7F}});
    const auto events = findEvents(result, {.threshold = 0.5, .topK = 1});
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[0].classIndex, 1);
    EXPECT_EQ(events[0].endSample, kSecond);
    EXPECT_EQ(events[1].classIndex, 0);
    EXPECT_EQ(findEvents(result, {.threshold = 0.5, .topK = 3}).size(), 3U);
}

TEST(Events, NaNIsNoEvent)
{
    EXPECT_TRUE(findEvents(resultOf(std::vector{std::numeric_limits<float>::quiet_NaN()}), {.threshold = 0}).empty());
}

TEST(Events, ThereAreNoneBeforeTheFirstRow)
{
    TaggingResult result;
    EXPECT_TRUE(findEvents(result, {}).empty());
    result.probabilities = std::make_shared<ProbabilityMatrix>(2);
    EXPECT_TRUE(findEvents(result, {}).empty());
    EXPECT_EQ(summarise(result, 0.5).size(), 2U);
}

// The same by the plainest means: one class at a time, down its column.
std::vector<Event> plainEvents(const TaggingResult& result, const EventSettings& settings)
{
    std::vector<Event> events;
    const ProbabilityMatrix& matrix = *result.probabilities;
    const auto gapRows = static_cast<std::int64_t>(settings.mergeGapSeconds);
    for (std::int64_t c = 0; c < matrix.classes(); ++c) {
        const auto at = [&](std::int64_t r) { return matrix.row(r)[static_cast<std::size_t>(c)]; };
        for (std::int64_t r = 0; r < matrix.rows(); ++r) {
            if (at(r) < static_cast<float>(settings.threshold))
                continue;
            std::int64_t last = r;
            for (std::int64_t next = r + 1; next < matrix.rows() && next <= last + gapRows + 1; ++next) {
                if (at(next) >= static_cast<float>(settings.threshold))
                    last = next;
            }
            Event event{r * kSecond, (last + 1) * kSecond, c, 0, 0};
            double sum = 0;
            for (std::int64_t i = r; i <= last; ++i) {
                event.peakProbability = std::max(event.peakProbability, at(i));
                sum += at(i);
            }
            event.meanProbability = static_cast<float>(sum / static_cast<double>(last - r + 1));
            if (event.endSample - event.startSample >= settings.minDurationSeconds * kSecond)
                events.push_back(event);
            r = last;
        }
    }
    std::ranges::sort(events, {}, [](const Event& e) { return std::pair(e.startSample, e.classIndex); });
    return events;
}

TEST(Events, EqualAPlainSearchOnRandomRows)
{
    std::mt19937 random(5);
    std::uniform_real_distribution<float> probability(0, 1);
    std::vector<std::vector<float>> rows(200, std::vector<float>(75));
    for (auto& row : rows) {
        for (float& value : row)
            value = probability(random);
    }
    const auto result = resultOf(rows);
    for (const double threshold : {0.0, 0.3, 0.9, 0.99, 1.5}) {
        for (const double gap : {0.0, 1.0, 4.0}) {
            const EventSettings settings{.threshold = threshold, .mergeGapSeconds = gap, .minDurationSeconds = 2};
            const auto events = findEvents(result, settings);
            const auto expected = plainEvents(result, settings);
            ASSERT_EQ(events.size(), expected.size()) << threshold << ' ' << gap;
            for (std::size_t i = 0; i < events.size(); ++i) {
                EXPECT_EQ(events[i].startSample, expected[i].startSample);
                EXPECT_EQ(events[i].endSample, expected[i].endSample);
                EXPECT_EQ(events[i].classIndex, expected[i].classIndex);
                EXPECT_EQ(events[i].peakProbability, expected[i].peakProbability);
                EXPECT_FLOAT_EQ(events[i].meanProbability, expected[i].meanProbability);
            }
        }
    }
}

TEST(Summary, HasMaximumMeanAndTimeAboveTheThreshold)
{
    auto result = resultOf({{0.1F, 0.5F}, {0.3F, 0.9F}, {0.2F, 0.1F}});
    result.samples -= kSecond / 2; // the last cell is half as long
    const auto summaries = summarise(result, 0.2);
    ASSERT_EQ(summaries.size(), 2U);
    EXPECT_FLOAT_EQ(summaries[0].maxProbability, 0.3F);
    EXPECT_FLOAT_EQ(summaries[0].meanProbability, 0.2F);
    EXPECT_DOUBLE_EQ(summaries[0].secondsAboveThreshold, 1.5);
    EXPECT_DOUBLE_EQ(summaries[1].secondsAboveThreshold, 2.0);
}

} // namespace
} // namespace dass
