#include "core/base/error.h"
#include "core/inference/row_times.h"

#include <gtest/gtest.h>

#include <limits>

namespace dass {
namespace {

RowTiming timing(double window, double hop)
{
    TaggingSettings settings;
    settings.windowSeconds = window;
    settings.hopSeconds = hop;
    return RowTiming(settings);
}

TEST(RowTiming, WindowsStartUntilOneReachesTheEnd)
{
    const RowTiming backToBack = timing(10.24, 10.24);
    EXPECT_EQ(backToBack.rowCount(0), 0);
    EXPECT_EQ(backToBack.rowCount(1), 1);
    EXPECT_EQ(backToBack.rowCount(998), 1);
    EXPECT_EQ(backToBack.rowCount(1024), 1);
    EXPECT_EQ(backToBack.rowCount(1025), 2);
    const RowTiming overlapping = timing(10.24, 1);
    EXPECT_EQ(overlapping.rowCount(1024), 1);
    EXPECT_EQ(overlapping.rowCount(1025), 2);
    EXPECT_EQ(overlapping.rowCount(1124), 2);
    EXPECT_EQ(overlapping.rowCount(1125), 3);
}

TEST(RowTiming, DenseRowsAreStepsOf32Frames)
{
    TaggingSettings settings;
    settings.mode = TaggingMode::Dense;
    const RowTiming dense(settings);
    EXPECT_EQ(dense.rowCount(1), 1);
    EXPECT_EQ(dense.rowCount(32), 1);
    EXPECT_EQ(dense.rowCount(33), 2);
    EXPECT_EQ(dense.cellStart(3), 96);
    EXPECT_EQ(dense.windowEnd(3, 100), 100);
}

TEST(RowTiming, CellsTileTheRecordingAndRowAtFindsThem)
{
    for (const auto& [window, hop] :
         {std::pair(10.24, 10.24), {10.24, 1.0}, {10.24, 5.12}, {0.05, 0.02}, {1.0, 0.01}}) {
        const RowTiming rows = timing(window, hop);
        for (const std::int64_t frames : {1, 2, 5, 99, 1000, 1023, 1024, 1025, 2048, 2500}) {
            const std::int64_t count = rows.rowCount(frames);
            std::int64_t next = 0;
            for (std::int64_t row = 0; row < count; ++row) {
                EXPECT_EQ(rows.cellStart(row), next);
                next = rows.cellEnd(row, count, true, frames);
                ASSERT_GT(next, rows.cellStart(row)) << window << ' ' << hop << ' ' << frames << ' ' << row;
                EXPECT_EQ(rows.rowAt(rows.cellStart(row), count), row);
                EXPECT_EQ(rows.rowAt(next - 1, count), row);
            }
            EXPECT_EQ(next, frames);
        }
    }
}

TEST(RowTiming, RefusesLengthsThatCannotBeUsed)
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    for (const auto& [window, hop] :
         {std::pair(0.0, 1.0), {10.24, 0.0}, {-1.0, 1.0}, {nan, 1.0}, {10.24, nan}, {1e9, 1.0}, {5.0, 5.01}}) {
        try {
            timing(window, hop);
            ADD_FAILURE() << window << ' ' << hop << " was taken";
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::InvalidArgument);
        }
    }
}

TEST(RowTimes, LastRowOfACompleteRunEndsWithTheLastSample)
{
    TaggingResult result;
    result.timing = timing(10.24, 10.24);
    result.samples = 20 * 16000;
    result.frames = 1998;
    result.complete = true;
    EXPECT_EQ(cellSpan(result, 0, 2), (SampleSpan{0, 163840}));
    EXPECT_EQ(cellSpan(result, 1, 2), (SampleSpan{163840, 320000}));
    EXPECT_EQ(windowSpan(result, 1), (SampleSpan{163840, 320000}));

    result.complete = false; // the run was cancelled after its first row
    EXPECT_EQ(cellSpan(result, 0, 1), (SampleSpan{0, 163840}));
    EXPECT_EQ(windowSpan(result, 0), (SampleSpan{0, 163840}));
}

} // namespace
} // namespace dass
