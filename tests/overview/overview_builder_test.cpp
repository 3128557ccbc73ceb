#include "core/overview/overview_builder.h"
#include "tests/base/temporary_folder.h"
#include "tests/base/wav_file.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <numbers>
#include <vector>

namespace dass {
namespace {

// A 16 kHz mono WAV with one second of a 1 kHz tone at `toneAt` seconds and silence elsewhere.
class OverviewBuilder : public testing::Test
{
protected:
    static constexpr int kSeconds = 20;
    static constexpr int kToneAt = 7;

    void SetUp() override
    {
        std::vector<float> samples(std::size_t{kSeconds} * 16000);
        for (std::size_t i = std::size_t{kToneAt} * 16000; i < std::size_t{kToneAt + 1} * 16000; ++i)
            samples[i] =
                static_cast<float>(0.5 * std::sin(2 * std::numbers::pi * 1000 * static_cast<double>(i) / 16000));
        writeWav(m_path, samples);
    }

    test::TemporaryFolder m_folder;
    std::filesystem::path m_path = m_folder / "tone.wav";
};

TEST_F(OverviewBuilder, FillsBothPyramidsInOnePass)
{
    AudioReader reader(m_path);
    WaveformPyramid waveform;
    MelPyramid mel;
    std::int64_t last = 0;
    const Outcome outcome = buildOverview(reader, waveform, mel, {}, [&](const OverviewProgress& progress) {
        EXPECT_GT(progress.samples, last);
        EXPECT_LE(waveform.samples(), progress.samples);
        last = progress.samples;
    });
    EXPECT_EQ(outcome, Outcome::Finished);
    EXPECT_EQ(last, kSeconds * 16000);
    EXPECT_EQ(waveform.samples(), kSeconds * 16000);
    EXPECT_EQ(mel.frames(), fbank::frameCount(kSeconds * 16000));
    const auto columns = waveform.query(0, kSeconds * 16000, kSeconds);
    const auto picture = mel.query(0, kSeconds * 100, kSeconds);
    ASSERT_EQ(picture.known, kSeconds);
    for (int second = 0; second < kSeconds; ++second) {
        const auto c = static_cast<std::size_t>(second);
        EXPECT_NEAR(columns[c].max, second == kToneAt ? 0.5 : 0.0, 1e-3) << second;
        EXPECT_NEAR(columns[c].rms, second == kToneAt ? 0.35355 : 0.0, 1e-3) << second;
        const auto* bands = picture.levels.data() + c * 128;
        const auto loudest = std::max_element(bands, bands + 128) - bands;
        if (second == kToneAt) {
            EXPECT_NEAR(static_cast<double>(loudest), 44, 2) << "1 kHz in mel bands";
        } else if (std::abs(second - kToneAt) > 1) {
            EXPECT_EQ(bands[loudest], 0) << second;
        }
    }
}

TEST_F(OverviewBuilder, StopsWhenAskedAndKeepsWhatIsDone)
{
    AudioReader reader(m_path);
    WaveformPyramid waveform;
    MelPyramid mel;
    std::stop_source source;
    const Outcome outcome =
        buildOverview(reader, waveform, mel, source.get_token(), [&](const OverviewProgress& progress) {
            if (progress.samples >= 5 * 16000)
                source.request_stop();
        });
    EXPECT_EQ(outcome, Outcome::Cancelled);
    EXPECT_GE(waveform.samples(), 5 * 16000);
    EXPECT_LT(waveform.samples(), 7 * 16000);
    EXPECT_EQ(mel.frames(), fbank::frameCount(waveform.samples()));
}

} // namespace
} // namespace dass
