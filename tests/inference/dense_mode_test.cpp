#include "core/base/error.h"
#include "tests/inference/tagging_fixture.h"

#include <utility>

namespace dass {
namespace {

using DenseMode = TaggingTest;

TaggingSettings denseSettings()
{
    TaggingSettings settings;
    settings.mode = TaggingMode::Dense;
    return settings;
}

// The fake model's logits of every step, each averaged with its 15 neighbours on both sides.
std::vector<float> expectedLogits(const std::vector<float>& frames, std::int64_t c)
{
    const auto count = static_cast<std::int64_t>(frames.size()) / fbank::kMelBins;
    std::vector<float> steps;
    for (std::int64_t first = 0; first < count; first += 32)
        steps.push_back(FakeModel::meanOf(frames, first, std::min(first + 32, count), c));
    std::vector<float> rows;
    const auto size = static_cast<std::int64_t>(steps.size());
    for (std::int64_t s = 0; s < size; ++s) {
        double sum = 0;
        const std::int64_t first = std::max<std::int64_t>(s - 15, 0);
        const std::int64_t last = std::min(s + 16, size);
        for (std::int64_t i = first; i < last; ++i)
            sum += steps[static_cast<std::size_t>(i)];
        rows.push_back(static_cast<float>(sum / static_cast<double>(last - first)));
    }
    return rows;
}

TEST_F(DenseMode, GivesARowEvery32FramesAcrossTheEdgesOfSpans)
{
    // Lengths around those of one and several spans, and odd ends.
    for (const std::int64_t frames :
         {1, 31, 33, 500, 3968, 3969, 4096, 4097, 8000, 8064, 15617, 15616, 15872, 15873, 20000, 40000}) {
        const auto samples = glidingTone(static_cast<std::size_t>(400 + (frames - 1) * 160));
        m_result = {};
        ASSERT_EQ(tag(samples, denseSettings()), Outcome::Finished);
        ASSERT_EQ(m_result.frames, frames);
        ASSERT_EQ(m_result.probabilities->rows(), (frames + 31) / 32);
        const auto expected = expectedLogits(framesOf(samples), 3);
        for (std::int64_t r = 0; r < m_result.probabilities->rows(); ++r)
            ASSERT_NEAR(row(r)[3], sigmoid(expected[static_cast<std::size_t>(r)]), 1e-5) << frames << ", row " << r;
    }
}

TEST_F(DenseMode, GivesTheModelLittleMoreThanTheRecording)
{
    const std::int64_t frames = 60000;
    ASSERT_EQ(tag(glidingTone(static_cast<std::size_t>(400 + (frames - 1) * 160)), denseSettings()), Outcome::Finished);
    std::int64_t given = 0;
    for (const auto& call : m_model.calls)
        given += call.batch * call.frames;
    EXPECT_LT(given, frames * 106 / 100);
}

TEST_F(DenseMode, CutsSpansByTheModelsWorkingMemory)
{
    m_model.bytesPerFrame = 50'000;
    ASSERT_EQ(tag(glidingTone(100 * 16000), denseSettings()), Outcome::Finished);
    for (const auto& call : m_model.calls)
        EXPECT_LE(m_model.workingBytes(call.batch, call.frames), std::int64_t{128} << 20);
    const auto expected = expectedLogits(framesOf(glidingTone(100 * 16000)), 1);
    EXPECT_NEAR(row(200)[1], sigmoid(expected[200]), 1e-5);
}

TEST_F(DenseMode, GivesAGpuSeveralSpansAtATimeAndDoesNotWaitForMany)
{
    m_model.deviceName = "cuda:0";
    m_model.limits = {64, std::int64_t{1} << 40};
    for (const auto& [frames, batches] :
         {std::pair<std::int64_t, std::vector<std::int64_t>>{20'000, {5, 1}}, {40'000, {8, 2, 1}}}) {
        m_model.calls.clear();
        m_result = {};
        const auto samples = glidingTone(static_cast<std::size_t>(400 + (frames - 1) * 160));
        ASSERT_EQ(tag(samples, denseSettings()), Outcome::Finished);
        std::vector<std::int64_t> given;
        for (const auto& call : m_model.calls)
            given.push_back(call.batch);
        EXPECT_EQ(given, batches);
        const auto expected = expectedLogits(framesOf(samples), 2);
        ASSERT_EQ(m_result.probabilities->rows(), static_cast<std::int64_t>(expected.size()));
        for (std::int64_t r = 0; r < m_result.probabilities->rows(); ++r)
            ASSERT_NEAR(row(r)[2], sigmoid(expected[static_cast<std::size_t>(r)]), 1e-5) << frames << ", row " << r;
    }
}

TEST_F(DenseMode, GoesOnWithTheBatchesOfTheDeviceThatTookOver)
{
    const std::int64_t frames = 80'000;
    m_model.deviceName = "cuda:0";
    m_model.limits = {64, std::int64_t{1} << 40};
    m_model.onCall = [&] {
        m_model.deviceName = "cpu";
        m_model.limits = {};
    };
    const auto samples = glidingTone(static_cast<std::size_t>(400 + (frames - 1) * 160));
    ASSERT_EQ(tag(samples, denseSettings()), Outcome::Finished);
    ASSERT_GE(m_model.calls.size(), 3U);
    EXPECT_EQ(m_model.calls[0].batch, 8);
    for (std::size_t i = 1; i < m_model.calls.size(); ++i)
        EXPECT_LE(m_model.workingBytes(m_model.calls[i].batch, m_model.calls[i].frames), std::int64_t{128} << 20);
    const auto expected = expectedLogits(framesOf(samples), 2);
    ASSERT_EQ(m_result.probabilities->rows(), static_cast<std::int64_t>(expected.size()));
    for (std::int64_t r = 0; r < m_result.probabilities->rows(); ++r)
        ASSERT_NEAR(row(r)[2], sigmoid(expected[static_cast<std::size_t>(r)]), 1e-5) << "row " << r;
}

TEST_F(DenseMode, TagsLessThanOneFrameAsPadding)
{
    ASSERT_EQ(tag(glidingTone(100), denseSettings()), Outcome::Finished);
    ASSERT_EQ(m_result.probabilities->rows(), 1);
    EXPECT_NEAR(row(0)[0], sigmoid(fbank::kNormalisedPadding), 1e-6);
}

TEST_F(DenseMode, RefusesPoolingsThatItCannotDo)
{
    TaggingSettings settings = denseSettings();
    settings.pooling = Pooling::Last;
    EXPECT_THROW(tag(glidingTone(16000), settings), Error);
}

} // namespace
} // namespace dass
