// The filterbank against what torchaudio computed, from the decoded file on.
#include "core/audio/audio_reader.h"
#include "core/features/fbank.h"
#include "core/model/safetensors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>

namespace dass {
namespace {

const std::filesystem::path kReference = std::filesystem::path(DASS_SHARED_DIR) / "reference";

std::vector<float> decodeAll(const std::filesystem::path& path)
{
    AudioReader reader(path);
    std::vector<float> samples;
    std::vector<float> block(8192);
    while (const std::size_t got = reader.read(block))
        samples.insert(samples.end(), block.begin(), block.begin() + static_cast<std::ptrdiff_t>(got));
    return samples;
}

double worstExcess(const std::vector<float>& ours, const std::vector<float>& reference)
{
    double worst = -1;
    for (std::size_t i = 0; i < reference.size(); ++i)
        worst = std::max(worst, std::abs(static_cast<double>(ours[i]) - reference[i]) /
                                    (1e-4 + 1e-4 * std::abs(static_cast<double>(reference[i]))));
    return worst;
}

class FbankReference : public testing::Test
{
protected:
    void SetUp() override
    {
        if (!std::filesystem::exists(kReference / "front_end.safetensors"))
            GTEST_SKIP() << "the reference tensors are not on this machine";
    }
};

TEST_F(FbankReference, RawFramesOfAWholeClipMatch)
{
    const SafetensorsFile file(kReference / "front_end.safetensors");
    const auto ours = computeFbank(decodeAll(kReference / "chirp_16k.wav"));
    const auto reference = floatsOf(file.at("fbank_raw"));
    ASSERT_EQ(ours.size(), reference.size());
    EXPECT_LE(worstExcess(ours, reference), 1.0);
}

TEST_F(FbankReference, PaddedAndNormalisedFramesMatch)
{
    const SafetensorsFile file(kReference / "front_end.safetensors");
    const auto reference = floatsOf(file.at("fbank_normalised"));
    auto ours = computeFbank(decodeAll(kReference / "chirp_16k.wav"));
    fbank::normalise(ours);
    ours.resize(reference.size(), fbank::kNormalisedPadding);
    EXPECT_LE(worstExcess(ours, reference), 1.0);
}

// Each frame's own mean is removed anyway: leaving the clip's in only rounds differently, which shows in bands 100 dB
// below the loudest one.
TEST_F(FbankReference, StreamedFramesDifferFromTheClipsByRoundingOnly)
{
    const SafetensorsFile file(kReference / "front_end.safetensors");
    const auto reference = floatsOf(file.at("fbank_raw"));
    std::vector<float> ours;
    FbankStream().push(decodeAll(kReference / "chirp_16k.wav"), ours);
    ASSERT_EQ(ours.size(), reference.size());
    EXPECT_LE(worstExcess(ours, reference), 3.0);
}

} // namespace
} // namespace dass
