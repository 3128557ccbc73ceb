// The reference recording through decoder, filterbank, windows and the nano checkpoint.
#include "core/inference/tagger.h"
#include "core/model/safetensors.h"

#include <gtest/gtest.h>

#include <cmath>

namespace dass {
namespace {

const std::filesystem::path kReference = std::filesystem::path(DASS_SHARED_DIR) / "reference";

class NanoReference : public testing::Test
{
protected:
    void SetUp() override
    {
        if (!std::filesystem::exists(kReference / "front_end.safetensors"))
            GTEST_SKIP() << "the reference tensors are not here";
        m_model = load(Precision::Fp32);
        m_spectrogram = floatsOf(SafetensorsFile(kReference / "front_end.safetensors").at("fbank_normalised"));
    }

    static std::unique_ptr<TaggingModel> load(Precision precision)
    {
        return TaggingModel::load(kReference / "dass_nano_official.pth", {"cpu", precision, 0});
    }

    TaggingResult tag(const TaggingSettings& settings)
    {
        TaggingResult result;
        AudioReader audio(kReference / "chirp_16k.wav");
        EXPECT_EQ(tagRecording(audio, *m_model, settings, {}, {}, result), Outcome::Finished);
        return result;
    }

    // What the model says of the reference's spectrogram.
    std::vector<float> logitsOf(std::int64_t frames) const { return logitsOf(*m_model, frames); }
    std::vector<float> logitsOf(TaggingModel& model, std::int64_t frames) const
    {
        std::vector<float> logits(static_cast<std::size_t>(model.info().classes));
        const auto values = static_cast<std::size_t>(frames * 128);
        model.logits({m_spectrogram.data(), values}, 1, frames, Pooling::Mean, logits);
        return logits;
    }

    static double logit(float probability) { return std::log(probability / (1.0 - probability)); }

    std::unique_ptr<TaggingModel> m_model;
    std::vector<float> m_spectrogram; // [1024, 128]
};

TEST_F(NanoReference, AClipIsDecodedFilteredAndPaddedLikeTheReference)
{
    const TaggingResult result = tag({});
    ASSERT_EQ(result.probabilities->rows(), 1);
    const auto row = result.probabilities->row(0);
    const auto expected = logitsOf(1024);
    for (std::size_t c = 0; c < row.size(); ++c)
        EXPECT_NEAR(logit(row[c]), expected[c], 1e-4 + 1e-4 * std::abs(expected[c])) << "class " << c;
}

TEST_F(NanoReference, Bf16StaysNear)
{
    const auto expected = logitsOf(1024);
    const auto found = logitsOf(*load(Precision::Bf16), 1024);
    for (std::size_t c = 0; c < found.size(); ++c)
        EXPECT_NEAR(found[c], expected[c], 2e-2) << "class " << c;
}

// A row of the dense mode averages the steps around it; in the middle of a clip these are nearly all that it has.
TEST_F(NanoReference, DenseRowsInTheMiddleAreNearTheClips)
{
    TaggingSettings settings;
    settings.mode = TaggingMode::Dense;
    const TaggingResult result = tag(settings);
    ASSERT_EQ(result.probabilities->rows(), 32);
    const auto row = result.probabilities->row(16);
    const auto expected = logitsOf(998);
    for (std::size_t c = 0; c < row.size(); ++c)
        EXPECT_NEAR(logit(row[c]), expected[c], 0.15) << "class " << c;
}

} // namespace
} // namespace dass
