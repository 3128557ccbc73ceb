#include "core/audio/track_clock.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <optional>

namespace dass::media {
namespace {

TEST(TrackClock, CountsStampsInSamples)
{
    EXPECT_EQ(inSamples(1500, {1, 1000}, 48000), 72'000);
    EXPECT_EQ(inSamples(-10, {1, 1000}, 16000), -160);
}

// Files state any stamp they like; differences and sums of what is believed must not overflow.
TEST(TrackClock, BelievesNoStampThatNothingCanBeAddedTo)
{
    constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();
    for (const std::int64_t stamp : {kLargest, -kLargest, std::int64_t{1} << 61, -(std::int64_t{1} << 61)}) {
        EXPECT_EQ(inSamples(stamp, {1, 48000}, 48000), std::nullopt) << stamp;
        EXPECT_EQ(inSamples(stamp, {1, 1}, 192000), std::nullopt) << stamp;
    }
    EXPECT_EQ(inSamples(AV_NOPTS_VALUE, {1, 48000}, 48000), std::nullopt);
    EXPECT_EQ(inSamples(0, {1, 48000}, 0), std::nullopt);
}

} // namespace
} // namespace dass::media
