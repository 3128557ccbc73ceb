#include "tests/inference/tagging_fixture.h"

namespace dass {
namespace {

using WindowMode = TaggingTest;

// What the fake model says of frames [first, first + window), padded where the recording is over.
float expectedProbability(const std::vector<float>& frames, std::int64_t first, std::int64_t window, std::int64_t c)
{
    std::vector<float> clip(static_cast<std::size_t>(window * fbank::kMelBins), fbank::kNormalisedPadding);
    const auto begin = frames.begin() + first * fbank::kMelBins;
    const auto count = std::min<std::int64_t>(window * fbank::kMelBins, frames.end() - begin);
    std::copy(begin, begin + count, clip.begin());
    return 1.0F / (1.0F + std::exp(-FakeModel::meanOf(clip, 0, window, c)));
}

TEST_F(WindowMode, TagsEveryWindowOfTheHop)
{
    const auto samples = glidingTone(70 * 16000 + 77);
    const auto frames = framesOf(samples);
    for (const auto& [window, hop] : {std::pair(10.24, 10.24), {10.24, 1.0}, {2.0, 0.5}, {0.03, 0.02}}) {
        TaggingSettings settings;
        settings.windowSeconds = window;
        settings.hopSeconds = hop;
        m_result = {};
        ASSERT_EQ(tag(samples, settings), Outcome::Finished);

        EXPECT_EQ(m_result.frames, static_cast<std::int64_t>(frames.size()) / fbank::kMelBins);
        ASSERT_EQ(m_result.probabilities->rows(), m_result.timing.rowCount(m_result.frames));
        for (std::int64_t r = 0; r < m_result.probabilities->rows(); ++r) {
            for (std::int64_t c = 0; c < FakeModel::kClasses; ++c)
                ASSERT_NEAR(row(r)[static_cast<std::size_t>(c)],
                            expectedProbability(frames, m_result.timing.windowStart(r), m_result.timing.window(), c),
                            1e-5)
                    << "window " << window << " hop " << hop << " row " << r;
        }
    }
}

TEST_F(WindowMode, PadsAShortRecordingLikeATrainingClip)
{
    const auto samples = glidingTone(10 * 16000);
    ASSERT_EQ(tag(samples, {}), Outcome::Finished);
    ASSERT_EQ(m_result.probabilities->rows(), 1);
    EXPECT_EQ(m_result.frames, 998);
    EXPECT_NEAR(row(0)[2], expectedProbability(framesOf(samples), 0, 1024, 2), 1e-5);
}

TEST_F(WindowMode, TagsLessThanOneFrameAsPadding)
{
    for (const std::size_t count : {std::size_t{1}, std::size_t{399}}) {
        m_result = {};
        ASSERT_EQ(tag(glidingTone(count), {}), Outcome::Finished);
        ASSERT_EQ(m_result.probabilities->rows(), 1);
        EXPECT_EQ(m_result.frames, 1);
        EXPECT_EQ(m_result.samples, static_cast<std::int64_t>(count));
        EXPECT_NEAR(row(0)[0], sigmoid(fbank::kNormalisedPadding), 1e-6);
    }
}

TEST_F(WindowMode, ResultsDoNotDependOnTheBatch)
{
    const auto samples = glidingTone(65 * 16000);
    TaggingSettings settings;
    settings.hopSeconds = 5;
    ASSERT_EQ(tag(samples, settings), Outcome::Finished);
    const auto first = m_result;
    for (const std::int64_t batch : {1, 3, 100}) {
        m_result = {};
        settings.batch = batch;
        ASSERT_EQ(tag(samples, settings), Outcome::Finished);
        ASSERT_EQ(m_result.probabilities->rows(), first.probabilities->rows());
        for (std::int64_t r = 0; r < first.probabilities->rows(); ++r)
            EXPECT_TRUE(std::ranges::equal(row(r), first.probabilities->row(r)));
    }
}

// A model that ran on a GPU answers from the CPU in the middle of the run: no row is lost, and it is told.
TEST_F(WindowMode, GoesOnWithTheBatchesOfTheDeviceThatTookOver)
{
    const auto samples = glidingTone(90 * 16000);
    TaggingSettings settings;
    settings.windowSeconds = 1;
    settings.hopSeconds = 1;
    ASSERT_EQ(tag(samples, settings), Outcome::Finished);
    const auto wanted = m_result;
    m_result = {};
    m_model.calls.clear();
    m_model.deviceName = "cuda:0";
    m_model.limits = {32, std::int64_t{1} << 40};
    m_model.onCall = [&] {
        if (m_model.calls.size() != 2)
            return;
        m_model.deviceName = "cpu";
        m_model.limits = {4, std::int64_t{1} << 40};
        m_model.notices = {"a GPU failed; the CPU goes on from there"};
    };
    ASSERT_EQ(tag(samples, settings), Outcome::Finished);
    ASSERT_GE(m_model.calls.size(), 4U);
    EXPECT_EQ(m_model.calls[0].batch, 32);
    EXPECT_EQ(m_model.calls[1].batch, 32);
    EXPECT_EQ(m_model.calls[2].batch, 4);
    ASSERT_EQ(m_result.probabilities->rows(), wanted.probabilities->rows());
    for (std::int64_t r = 0; r < wanted.probabilities->rows(); ++r)
        EXPECT_TRUE(std::ranges::equal(row(r), wanted.probabilities->row(r)));
    EXPECT_EQ(m_result.warnings, std::vector<std::string>{"a GPU failed; the CPU goes on from there"});
}

TEST_F(WindowMode, ChoosesTheBatchByTheModelsWorkingMemory)
{
    const auto samples = glidingTone(85 * 16000);
    m_model.bytesPerFrame = 1;
    ASSERT_EQ(tag(samples, {}), Outcome::Finished);
    EXPECT_EQ(m_model.calls.front().batch, 8);

    m_model.calls.clear();
    m_model.bytesPerFrame = 1'000'000;
    m_result = {};
    ASSERT_EQ(tag(samples, {}), Outcome::Finished);
    EXPECT_EQ(m_model.calls.front().batch, 1);
}

} // namespace
} // namespace dass
