#include "app/distill/corrected_sounds.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>

namespace dass {
namespace {

// Events that were added, each of a tag of its own, a sample after the one before and a second long.
CorrectedSound soundWith(int events)
{
    auto list = std::make_shared<CorrectionList>();
    for (int i = 0; i < events; ++i) {
        Correction added;
        added.id = list->newId();
        added.tag = Label{"", "tag " + std::to_string(i)};
        added.span = EventSpan{i, i + 16000};
        list->set(added);
    }
    return {"dawn.wav", list};
}

TEST(CorrectedSounds, AClipHasItsOwnLabelAndFewOthers)
{
    const OwnRecordings found = readCorrectedSounds({soundWith(200)});
    ASSERT_EQ(found.clips.size(), 200U);
    EXPECT_EQ(found.labels.size(), qsizetype{200});
    for (std::size_t i = 0; i < found.clips.size(); ++i) {
        const OwnRecordings::Clip& clip = found.clips[i];
        EXPECT_LE(clip.labels.size(), 64U);
        EXPECT_TRUE(std::ranges::is_sorted(clip.labels));
        const qsizetype own = found.labels.indexOf(QStringLiteral("tag %1").arg(i));
        EXPECT_TRUE(std::ranges::binary_search(clip.labels, static_cast<int>(own))) << i;
    }
}

TEST(CorrectedSounds, EndSoonOnceAStopWasAskedFor)
{
    std::stop_source stop;
    stop.request_stop();
    EXPECT_TRUE(readCorrectedSounds({soundWith(200)}, stop.get_token()).clips.empty());
}

} // namespace
} // namespace dass
