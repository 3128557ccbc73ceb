// A model that makes features itself is given sound, and every mode gives the rows of one that is given features.
#include "core/model/front_end_model.h"
#include "tests/inference/tagging_fixture.h"

#include <memory>

namespace dass {
namespace {

class FakeFrontEndModel final : public FakeModel, public FrontEndModel
{
public:
    bool makesFeatures() override { return takes; }

    void logitsOfSound(std::span<const float> sound, std::span<const SoundClip> clips, std::int64_t frames,
                       Pooling pooling, std::span<float> logits) override
    {
        ++soundCalls;
        mostSamples = std::max(mostSamples, sound.size());
        FakeModel::logits(spectrogramsOf(sound, clips, frames), static_cast<std::int64_t>(clips.size()), frames,
                          pooling, logits, {});
    }
    void denseLogitsOfSound(std::span<const float> sound, std::span<const SoundClip> clips, std::int64_t frames,
                            std::int64_t columns, std::span<float> logits) override
    {
        ++soundCalls;
        mostSamples = std::max(mostSamples, sound.size());
        FakeModel::denseLogits(spectrogramsOf(sound, clips, frames), static_cast<std::int64_t>(clips.size()), frames,
                               columns, logits);
    }

    bool takes = true;
    int soundCalls = 0;
    std::size_t mostSamples = 0;
};

class SoundMode : public TaggingTest
{
protected:
    TaggingResult tagWith(FakeFrontEndModel& model, std::span<const float> samples, const TaggingSettings& settings)
    {
        const std::filesystem::path path = m_folder.path() / "recording.wav";
        writeWav(path, samples);
        AudioReader audio(path);
        TaggingResult result;
        EXPECT_EQ(tagRecording(audio, model, settings, m_stop.get_token(), m_progress, result, m_gate),
                  Outcome::Finished);
        return result;
    }

    void expectLikeFeatures(std::span<const float> samples, const TaggingSettings& settings)
    {
        FakeFrontEndModel ofSound;
        FakeFrontEndModel ofFeatures;
        ofFeatures.takes = false;
        const TaggingResult got = tagWith(ofSound, samples, settings);
        const TaggingResult wanted = tagWith(ofFeatures, samples, settings);
        EXPECT_GT(ofSound.soundCalls, 0);
        EXPECT_EQ(ofFeatures.soundCalls, 0);
        EXPECT_EQ(got.frames, wanted.frames);
        EXPECT_EQ(got.samples, wanted.samples);
        ASSERT_EQ(ofSound.calls.size(), ofFeatures.calls.size());
        for (std::size_t i = 0; i < ofSound.calls.size(); ++i) {
            EXPECT_EQ(ofSound.calls[i].batch, ofFeatures.calls[i].batch);
            EXPECT_EQ(ofSound.calls[i].frames, ofFeatures.calls[i].frames);
        }
        ASSERT_EQ(got.probabilities->rows(), wanted.probabilities->rows());
        for (std::int64_t row = 0; row < wanted.probabilities->rows(); ++row)
            EXPECT_TRUE(std::ranges::equal(got.probabilities->row(row), wanted.probabilities->row(row))) << row;
    }
};

TEST_F(SoundMode, GivesTheRowsOfFeaturesForEveryWindow)
{
    const auto samples = glidingTone(40 * 16000 + 77);
    for (const auto& [window, hop] :
         {std::pair(10.24, 10.24), {10.24, 1.0}, {2.0, 0.5}, {0.77, 0.33}, {0.5, 0.5}, {0.03, 0.02}}) {
        SCOPED_TRACE(testing::Message() << "window " << window << ", hop " << hop);
        TaggingSettings settings;
        settings.windowSeconds = window;
        settings.hopSeconds = hop;
        expectLikeFeatures(samples, settings);
    }
}

TEST_F(SoundMode, GivesTheRowsOfFeaturesInTheDenseMode)
{
    TaggingSettings settings;
    settings.mode = TaggingMode::Dense;
    for (const std::size_t seconds : {3, 130})
        expectLikeFeatures(glidingTone(seconds * 16000 + 200), settings);
}

TEST_F(SoundMode, GivesTheRowsOfFeaturesForAlmostNothing)
{
    for (const TaggingMode mode : {TaggingMode::Windows, TaggingMode::Dense})
        for (const std::size_t samples : {1, 399, 400, 559, 560, 720}) {
            SCOPED_TRACE(samples);
            TaggingSettings settings;
            settings.mode = mode;
            expectLikeFeatures(glidingTone(samples), settings);
        }
}

TEST_F(SoundMode, KeepsOnlyTheSoundThatIsStillWanted)
{
    FakeFrontEndModel model;
    TaggingSettings settings;
    settings.batch = 2;
    tagWith(model, glidingTone(300 * 16000), settings);
    EXPECT_LT(model.mostSamples, 40U * 16000) << "two windows, and what came with the block that completed them";
}

TEST_F(SoundMode, IsNotForAWholeRecordingAsOneInput)
{
    FakeFrontEndModel model;
    TaggingSettings settings;
    settings.mode = TaggingMode::Whole;
    const auto samples = glidingTone(20 * 16000);
    EXPECT_EQ(tagWith(model, samples, settings).frames, 1998);
    EXPECT_EQ(model.soundCalls, 0);
}

} // namespace
} // namespace dass
