#include "core/audio/ffmpeg_support.h"
#include "core/audio/seek_index.h"

#include <gtest/gtest.h>

#include <cstring>
#include <string>

namespace dass::media {
namespace {

PacketHandle packet(const std::string& contents, std::int64_t stamp = AV_NOPTS_VALUE)
{
    PacketHandle made(allocated(av_packet_alloc()));
    EXPECT_EQ(av_new_packet(made.get(), static_cast<int>(contents.size())), 0);
    std::memcpy(made->data, contents.data(), contents.size());
    made->pts = stamp;
    return made;
}

// Packets of 100 samples each, named by their number.
SeekIndex indexOf(int packets, std::int64_t settling, std::int64_t spacing)
{
    SeekIndex index(settling, spacing);
    for (int i = 0; i < packets; ++i) {
        index.see(*packet("packet " + std::to_string(i)));
        index.place(100LL * i);
    }
    return index;
}

TEST(SeekIndex, StartsEarlyEnoughForTheDecoderToSettle)
{
    const SeekIndex index = indexOf(100, 1000, 200);
    const auto jump = index.before(5050);
    ASSERT_TRUE(jump);
    EXPECT_GT(jump->position, 5050 - 300);
    EXPECT_LE(jump->position, 5050);
    EXPECT_TRUE(jump->to.matches(*packet("packet " + std::to_string(jump->position / 100)), true));
    bool found = false; // the start lies 1000 to 1300 samples before
    for (std::int64_t at = jump->position - 1300; at <= jump->position - 1000; at += 100)
        found |= jump->from.matches(*packet("packet " + std::to_string(at / 100)), true);
    EXPECT_TRUE(found);
}

TEST(SeekIndex, KnowsNothingNearTheStartOrOfDecodersThatNeverSettle)
{
    EXPECT_FALSE(indexOf(100, 1000, 200).before(900));
    EXPECT_FALSE(indexOf(100, 0, 200).before(9000));
    EXPECT_FALSE(SeekIndex().before(9000));
}

TEST(SeekIndex, TakesNoPacketThatLooksLikeOneJustBefore)
{
    SeekIndex index(1000, 100);
    for (int i = 0; i < 60; ++i) { // silence from packet 20 on
        index.see(*packet(i < 20 ? "packet " + std::to_string(i) : "silence"));
        index.place(100LL * i);
    }
    const auto jump = index.before(5900);
    ASSERT_TRUE(jump);
    EXPECT_LE(jump->position, 2000);
}

TEST(PacketMark, ComparesStampsOnlyWhereTheyHold)
{
    const PacketMark mark = PacketMark::of(*packet("sound", 100));
    EXPECT_TRUE(mark.matches(*packet("sound", 100), true));
    EXPECT_FALSE(mark.matches(*packet("sound", 200), true));
    EXPECT_TRUE(mark.matches(*packet("sound", 200), false));
    EXPECT_TRUE(mark.matches(*packet("sound"), true));
    EXPECT_FALSE(mark.matches(*packet("other", 100), true));
}

} // namespace
} // namespace dass::media
