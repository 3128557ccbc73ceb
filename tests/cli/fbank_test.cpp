#include "core/features/fbank.h"
#include "core/model/safetensors.h"
#include "tests/cli/cli_fixture.h"

namespace dass {
namespace {

class Fbank : public CliTest
{
protected:
    static std::vector<float> normalised(std::vector<float> raw)
    {
        fbank::normalise(raw);
        if (raw.size() < static_cast<std::size_t>(fbank::kClipFrames * fbank::kMelBins))
            raw.resize(static_cast<std::size_t>(fbank::kClipFrames * fbank::kMelBins), fbank::kNormalisedPadding);
        return raw;
    }
};

// To the last bit, although the recording is never whole in memory.
TEST_F(Fbank, IsThatOfTheWholeRecordingWithoutItsMean)
{
    std::vector<float> offset = glidingTone(200'003);
    for (float& sample : offset)
        sample += 0.25F;
    for (const std::vector<float>& samples :
         {glidingTone(25 * 16000), offset, glidingTone(3000), glidingTone(399), std::vector<float>(16000)}) {
        writeWav(at("sound.wav"), samples);
        const auto result = run({"fbank", "sound.wav", "-o", "f.safetensors"});
        ASSERT_EQ(result.code, 0) << result.err;
        const SafetensorsFile file(at("f.safetensors"));
        const std::vector<float> wanted = computeFbank(samples);
        const auto frames = static_cast<std::int64_t>(wanted.size()) / fbank::kMelBins;
        EXPECT_EQ(file.tensors().size(), 2U);
        EXPECT_EQ(file.at("fbank_raw").shape, (std::vector<std::int64_t>{frames, 128}));
        EXPECT_EQ(file.at("fbank_normalised").shape,
                  (std::vector<std::int64_t>{std::max<std::int64_t>(frames, 1024), 128}));
        EXPECT_TRUE(floatsOf(file.at("fbank_raw")) == wanted) << samples.size();
        EXPECT_TRUE(floatsOf(file.at("fbank_normalised")) == normalised(wanted)) << samples.size();
    }
}

} // namespace
} // namespace dass
