#include "core/base/error.h"
#include "core/inference/events.h"

#include <gtest/gtest.h>
#include <hwy/aligned_allocator.h>

#include <algorithm>
#include <limits>

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

TEST(Events, GoOnDownToALowerThresholdThatBeginsNone)
{
    const auto result = resultOf({0.4F, 0.6F, 0.4F, 0.3F, 0.2F, 0.4F, 0.7F});
    const auto events = findEvents(result, {.threshold = 0.5, .endThreshold = 0.3});
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[0].startSample, kSecond) << "not where the lower one was reached";
    EXPECT_EQ(events[0].endSample, 4 * kSecond);
    EXPECT_EQ(events[1].startSample, 6 * kSecond);
    EXPECT_EQ(findEvents(result, {.threshold = 0.5, .endThreshold = 0.9}), findEvents(result, {.threshold = 0.5}))
        << "a higher one is the threshold";
}

TEST(Events, OfAClassWithAThresholdOfItsOwnReachThatOne)
{
    const auto result = resultOf({{0.4F, 0.4F, 0.4F}, {0.6F, 0.6F, 0.6F}, {0.3F, 0.3F, 0.3F}});
    EventSettings settings{.threshold = 0.5, .ownThresholds = {{0, 0.35}, {2, 0.7}}};
    auto events = findEvents(result, settings);
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[0].classIndex, 0);
    EXPECT_EQ(events[0].startSample, 0) << "lower than the common one";
    EXPECT_EQ(events[0].endSample, 2 * kSecond);
    EXPECT_EQ(events[1].classIndex, 1);
    EXPECT_EQ(events[1].startSample, kSecond) << "the common one";

    settings.endThreshold = 0.25;
    events = findEvents(result, settings);
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[0].endSample, 3 * kSecond);
    EXPECT_EQ(events[1].endSample, 3 * kSecond);
    settings.endThreshold = 0.38;
    events = findEvents(result, settings);
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[0].endSample, 2 * kSecond) << "of a class below the end threshold, its own is the end";

    settings.classes = {1};
    events = findEvents(result, settings);
    ASSERT_EQ(events.size(), 1U) << "a threshold of its own chooses no class";
    EXPECT_EQ(events[0].classIndex, 1);
    settings.ownThresholds = {{3, 0.5}};
    EXPECT_THROW(findEvents(result, settings), Error);
    EXPECT_THROW(summarise(result, settings), Error);
}

TEST(Events, GoOnOnlyWhileAmongTheMostProbable)
{
    const auto result = resultOf({{0.9F, 0.1F}, {0.4F, 0.3F}, {0.3F, 0.4F}});
    const EventSettings settings{.threshold = 0.5, .topK = 1, .endThreshold = 0.2};
    const auto events = findEvents(result, settings);
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].endSample, 2 * kSecond) << "in the third row the other class is more probable";
}

TEST(Events, OfSmoothedProbabilitiesLoseWhatIsShort)
{
    const auto result = resultOf({0.0F, 0.9F, 0.0F, 0.0F, 0.6F, 0.9F, 0.9F, 0.0F, 0.9F});
    const auto median = findEvents(result, {.threshold = 0.5, .smoothing = Smoothing::Median, .smoothingRows = 3});
    ASSERT_EQ(median.size(), 1U) << "single rows go, single gaps close, the last row stands in for what follows";
    EXPECT_EQ(median[0].startSample, 4 * kSecond);
    EXPECT_EQ(median[0].endSample, 9 * kSecond);
    const auto mean = findEvents(result, {.threshold = 0.75, .smoothing = Smoothing::Mean, .smoothingRows = 3});
    ASSERT_EQ(mean.size(), 1U);
    EXPECT_EQ(mean[0].startSample, 5 * kSecond);
    EXPECT_EQ(mean[0].endSample, 6 * kSecond);
    EXPECT_FLOAT_EQ(mean[0].peakProbability, 0.8F) << "of what was looked at";
    for (const int rows : {0, 2, -1, kMostSmoothingRows + 2}) {
        const EventSettings settings{.smoothing = Smoothing::Mean, .smoothingRows = rows};
        EXPECT_THROW(findEvents(result, settings), Error) << rows;
    }
}

TEST(Events, OfAParentAreThoseOfWhatIsBelowIt)
{
    const auto result = resultOf({{0.1F, 0.8F, 0.0F}, {0.1F, 0.0F, 0.7F}, {0.6F, 0.0F, 0.0F}, {0.1F, 0.0F, 0.0F}});
    EventSettings settings{.threshold = 0.5, .classes = {0}, .rollUp = {{2, 0}, {1, 0}, {2, 1}}};
    const auto events = findEvents(result, settings);
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].endSample, 3 * kSecond);
    EXPECT_FLOAT_EQ(events[0].peakProbability, 0.8F);
    settings.rollUp = {{3, 0}};
    EXPECT_THROW(findEvents(result, settings), Error);
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

TEST(Events, OfAClassThatWasNotChosenAreNoneWhateverItHolds)
{
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    EventSettings settings{.threshold = 0.5, .classes = {0}};
    EXPECT_EQ(findEvents(resultOf({{0.9F, kInfinity}, {0.9F, kInfinity}}), settings).size(), 1U);
    settings.topK = 1;
    EXPECT_EQ(findEvents(resultOf({{0.9F, kInfinity}, {0.9F, kInfinity}}), settings).size(), 1U);
}

TEST(Events, OfSmoothedRowsAreOnlyOfTheChosenClassesWhateverTheMemoryHeld)
{
    const std::size_t classes = 527;
    const auto result = resultOf(std::vector(3, std::vector(classes, 0.9F)));
    for (const Smoothing smoothing : {Smoothing::Mean, Smoothing::Median}) {
        {
            // What the search takes next is memory like this, given back.
            std::vector<hwy::AlignedFreeUniquePtr<float[]>> used;
            for (int i = 0; i < 64; ++i) {
                used.push_back(hwy::AllocateAligned<float>(528));
                std::fill_n(used.back().get(), 528, std::numeric_limits<float>::infinity());
            }
        }
        const auto events = findEvents(
            result, {.threshold = 0.5, .classes = {100}, .topK = 1, .smoothing = smoothing, .smoothingRows = 3});
        ASSERT_EQ(events.size(), 1U);
        EXPECT_EQ(events[0].classIndex, 100);
    }
}

TEST(Events, ThereAreNoneBeforeTheFirstRow)
{
    TaggingResult result;
    EXPECT_TRUE(findEvents(result, {}).empty());
    result.probabilities = std::make_shared<ProbabilityMatrix>(2);
    EXPECT_TRUE(findEvents(result, {}).empty());
    EXPECT_EQ(summarise(result, {.threshold = 0.5}).size(), 2U);
}

TEST(Events, AreNotSoughtOnceAStopIsAskedFor)
{
    const auto result = resultOf({{0.6F, 0.8F}, {0.9F, 0.8F}});
    std::stop_source stop;
    EXPECT_FALSE(findEvents(result, {}, stop.get_token()).empty());
    EXPECT_FALSE(summarise(result, {}, stop.get_token()).empty());
    stop.request_stop();
    EXPECT_TRUE(findEvents(result, {}, stop.get_token()).empty());
    EXPECT_TRUE(summarise(result, {}, stop.get_token()).empty());
}

TEST(Summary, HasMaximumMeanAndTimeAboveTheThreshold)
{
    auto result = resultOf({{0.1F, 0.5F}, {0.3F, 0.9F}, {0.2F, 0.1F}});
    result.samples -= kSecond / 2; // the last cell is half as long
    const auto summaries = summarise(result, {.threshold = 0.2});
    ASSERT_EQ(summaries.size(), 2U);
    EXPECT_FLOAT_EQ(summaries[0].maxProbability, 0.3F);
    EXPECT_FLOAT_EQ(summaries[0].meanProbability, 0.2F);
    EXPECT_DOUBLE_EQ(summaries[0].secondsAboveThreshold, 1.5);
    EXPECT_DOUBLE_EQ(summaries[1].secondsAboveThreshold, 2.0);
    const auto own = summarise(result, {.threshold = 0.2, .ownThresholds = {{1, 0.1}}});
    EXPECT_DOUBLE_EQ(own[0].secondsAboveThreshold, 1.5);
    EXPECT_DOUBLE_EQ(own[1].secondsAboveThreshold, 2.5);
}

} // namespace
} // namespace dass
