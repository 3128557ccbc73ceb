#include "core/base/error.h"
#include "tests/inference/tagging_fixture.h"

namespace dass {
namespace {

using WholeMode = TaggingTest;

TaggingSettings wholeSettings()
{
    TaggingSettings settings;
    settings.mode = TaggingMode::Whole;
    return settings;
}

TEST_F(WholeMode, GivesOneRowForAllOfTheRecording)
{
    const auto samples = glidingTone(70 * 16000 + 77);
    ASSERT_EQ(tag(samples, wholeSettings()), Outcome::Finished);
    const auto frames = framesOf(samples);
    const auto count = static_cast<std::int64_t>(frames.size()) / fbank::kMelBins;
    EXPECT_EQ(m_result.frames, count);
    ASSERT_EQ(m_result.probabilities->rows(), 1);
    ASSERT_EQ(m_model.calls.size(), 1U);
    EXPECT_EQ(m_model.calls.front().frames, count);
    for (std::int64_t c = 0; c < FakeModel::kClasses; ++c)
        EXPECT_NEAR(row(0)[static_cast<std::size_t>(c)], sigmoid(FakeModel::meanOf(frames, 0, count, c)), 1e-5);

    EXPECT_EQ(m_result.timing.rowCount(count), 1);
    EXPECT_EQ(m_result.timing.cellStart(0), 0);
    EXPECT_EQ(m_result.timing.cellEnd(0, 1, true, count), count);
    EXPECT_EQ(m_result.timing.rowAt(count - 1, 1), 0);
}

TEST_F(WholeMode, FillsUpWhatIsShorterThanATrainingClip)
{
    for (const std::size_t count : {std::size_t{1}, std::size_t{16000}}) {
        m_result = {};
        m_model.calls.clear();
        ASSERT_EQ(tag(glidingTone(count), wholeSettings()), Outcome::Finished);
        ASSERT_EQ(m_result.probabilities->rows(), 1);
        EXPECT_EQ(m_model.calls.front().frames, 1024);
    }
    EXPECT_EQ(m_result.frames, 98);
}

TEST_F(WholeMode, HandsOnWhatTheModelNeedsToKnow)
{
    TaggingSettings settings = wholeSettings();
    settings.pooling = Pooling::Last;
    settings.tileFrames = 300;
    settings.scratchFolder = m_folder.path();
    ASSERT_EQ(tag(glidingTone(20 * 16000), settings), Outcome::Finished);
    EXPECT_EQ(m_model.wholeOptions.pooling, Pooling::Last);
    EXPECT_EQ(m_model.wholeOptions.tileFrames, 300);
    EXPECT_EQ(m_model.wholeOptions.scratchFolder, m_folder.path());
    EXPECT_EQ(m_model.wholeOptions.framesExpected, 1998);
}

TEST_F(WholeMode, TellsProgressBeforeItsOnlyRow)
{
    std::vector<TaggingProgress> told;
    m_progress = [&](const TaggingProgress& progress) { told.push_back(progress); };
    ASSERT_EQ(tag(glidingTone(60 * 16000), wholeSettings()), Outcome::Finished);
    ASSERT_GT(told.size(), 3U);
    EXPECT_EQ(told.front().rowsDone, 0);
    EXPECT_GT(told.front().framesDone, 0);
    EXPECT_LT(told.front().framesDone, 1000);
    EXPECT_EQ(told.back().rowsDone, 1);
    EXPECT_EQ(told.back().framesDone, 5998);
    EXPECT_EQ(told.back().framesExpected, 5998);
}

TEST_F(WholeMode, ACancelledRecordingHasNoRow)
{
    m_model.onCall = [this] { m_stop.request_stop(); };
    EXPECT_EQ(tag(glidingTone(20 * 16000), wholeSettings()), Outcome::Cancelled);
    EXPECT_EQ(m_result.probabilities->rows(), 0);
    EXPECT_EQ(m_result.frames, 0);
    EXPECT_FALSE(m_result.complete);
}

} // namespace
} // namespace dass
