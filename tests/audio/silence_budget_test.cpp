#include "core/audio/silence_budget.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>

namespace dass::media {
namespace {

constexpr int kRate = 10;
constexpr std::int64_t kDay = 86400 * kRate;
constexpr std::int64_t kGap = 600 * kRate;
constexpr std::int64_t kSound = kRate; // before each gap

// A track that is a second of sound and ten minutes of silence in turn, as far as the budget lets it be.
struct Track
{
    // Decodes so many gaps from the position on. Returns how many became silence.
    int decode(int gaps)
    {
        int written = 0;
        for (int i = 0; i < gaps; ++i) {
            position += kSound;
            if (budget.take(position, kGap, kRate)) {
                position += kGap;
                ++written;
            }
        }
        return written;
    }

    void jumpTo(std::int64_t place)
    {
        budget.leave(position);
        position = place;
        budget.arrive(position);
    }

    SilenceBudget budget;
    std::int64_t position = 0;
};

Track startedTrack()
{
    Track track;
    track.budget.arrive(0);
    return track;
}

constexpr int kGapsOfADay = kDay / kGap; // 144

TEST(SilenceBudget, IsADayOfAnyFile)
{
    Track track = startedTrack();
    EXPECT_EQ(track.decode(1000), kGapsOfADay);
    EXPECT_TRUE(track.budget.refusedBefore(track.position));
}

TEST(SilenceBudget, IsTenTimesTheSoundBeyondADay)
{
    SilenceBudget budget;
    budget.arrive(0);
    std::int64_t position = 0;
    for (int i = 0; i < 1000; ++i) {
        position += kGap / 10;
        ASSERT_TRUE(budget.take(position, kGap, kRate)) << i;
        position += kGap;
    }
    EXPECT_FALSE(budget.refusedBefore(position));
}

TEST(SilenceBudget, DoesNotStartAnewBehindAJumpBackOrAhead)
{
    Track track = startedTrack();
    track.decode(100);
    const std::int64_t reached = track.position;
    track.jumpTo(reached / 2);
    EXPECT_EQ(track.decode(1000), 50 + kGapsOfADay - 100) << "the last 50 again, and what is left of the day";

    Track ahead = startedTrack();
    ahead.decode(100);
    ahead.jumpTo(ahead.position + kGap);
    EXPECT_EQ(ahead.decode(1000), kGapsOfADay - 100);
}

TEST(SilenceBudget, WhatAJumpPassesOverIsNoSound)
{
    Track track = startedTrack();
    track.decode(1);
    track.jumpTo(10 * kDay);
    EXPECT_EQ(track.decode(1000), kGapsOfADay - 1);
}

TEST(SilenceBudget, SoundBeforeAJumpCounts)
{
    SilenceBudget budget;
    budget.arrive(0);
    budget.leave(kDay);
    budget.arrive(2 * kDay);
    EXPECT_TRUE(budget.take(2 * kDay, 10 * kDay, kRate));
    EXPECT_FALSE(budget.take(12 * kDay, kGap, kRate));
}

TEST(SilenceBudget, JumpsToAndFroGainNothing)
{
    Track track = startedTrack();
    track.decode(100);
    const std::int64_t reached = track.position;
    for (int i = 0; i < 1000; ++i) {
        track.jumpTo(0);
        track.decode(2);
        track.jumpTo(reached);
    }
    EXPECT_EQ(track.decode(1000), kGapsOfADay - 100);
}

// A second pass has to be the first one's.
TEST(SilenceBudget, WhatWasRefusedIsRefusedAgain)
{
    Track track = startedTrack();
    track.decode(1000);
    const std::int64_t end = track.position;
    for (const std::int64_t place : {std::int64_t{0}, (kGap + kSound) * 72}) {
        track.jumpTo(place);
        EXPECT_FALSE(track.budget.refusedBefore(place));
        track.decode(1000 - static_cast<int>(place / (kGap + kSound)));
        EXPECT_EQ(track.position, end) << place;
    }
}

TEST(SilenceBudget, CountsNeitherWhatIsGivenBackNorWhatIsMetInAJump)
{
    SilenceBudget budget;
    budget.arrive(0);
    EXPECT_TRUE(budget.take(kSound, kDay, kRate));
    budget.giveBack(kDay);
    EXPECT_TRUE(budget.take(kSound, kDay / 2, kRate));
    budget.leave(kSound + kDay / 2);
    EXPECT_TRUE(budget.take(0, 10 * kDay, kRate));
    budget.arrive(kSound + kDay / 2);
    EXPECT_TRUE(budget.take(kSound + kDay / 2, kDay / 2, kRate));
    EXPECT_FALSE(budget.take(kSound + kDay, kGap, kRate));
}

} // namespace
} // namespace dass::media
