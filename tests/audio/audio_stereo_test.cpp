// Left and right of recordings, as they are listened to.
#include "core/audio/ffmpeg_support.h"
#include "core/audio/mixdown.h"
#include "core/audio/sound_writer.h"
#include "tests/audio/sound_files.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <limits>
#include <numbers>

extern "C" {
#include <libavutil/channel_layout.h>
}

namespace dass::test {
namespace {

class AudioStereoTest : public testing::Test
{
protected:
    // Other noise in each channel.
    std::filesystem::path writeNoise(int channels, int rate, double seconds)
    {
        std::vector<std::vector<float>> all;
        for (int c = 0; c < channels; ++c)
            all.push_back(knownSignal(rate, seconds, static_cast<unsigned>(c + 1)));
        std::vector<float> interleaved;
        for (std::size_t i = 0; i < all.front().size(); ++i)
            for (const auto& channel : all)
                interleaved.push_back(channel[i]);
        writeWav(m_folder / "a.wav", interleaved, {.rate = rate, .channels = channels, .encoding = Encoding::Float32});
        return m_folder / "a.wav";
    }

    TemporaryFolder m_folder;
};

AudioOptions stereoAt(int rate)
{
    return {.sampleRate = rate, .channel = {}, .stereo = true};
}

TEST_F(AudioStereoTest, TwoChannelsAreHandedOutAsTheyAre)
{
    const std::vector<float> values{0.1F, 0.2F, 0.3F, -0.4F, 2.5F, -3.0F};
    writeWav(m_folder / "two.wav", values, {.rate = 16000, .channels = 2, .encoding = Encoding::Float32});
    AudioReader reader(m_folder / "two.wav", stereoAt(16000));
    EXPECT_EQ(reader.width(), 2);
    EXPECT_EQ(reader.info().channels, 2);
    std::vector<float> odd(3);
    EXPECT_EQ(reader.read(odd), 2U) << "whole samples";
    EXPECT_EQ(reader.position(), 1);
    EXPECT_EQ(readAll(reader), std::vector<float>(values.begin() + 2, values.end()));
    EXPECT_EQ(reader.position(), 3);
}

TEST_F(AudioStereoTest, OneChannelStaysOne)
{
    writeWav(m_folder / "one.wav", knownSignal(44100, 0.5), {});
    AudioReader reader(m_folder / "one.wav", stereoAt(48000));
    EXPECT_EQ(reader.width(), 1);
    EXPECT_EQ(readAll(reader), decode(m_folder / "one.wav", {.sampleRate = 48000, .channel = {}}));
}

TEST_F(AudioStereoTest, AChannelThatIsAskedForIsAloneAlsoInStereo)
{
    const auto path = writeNoise(2, 16000, 0.5);
    AudioReader reader(path, {.channel = 1, .stereo = true});
    EXPECT_EQ(reader.width(), 1);
    EXPECT_EQ(readAll(reader), decode(path, {.channel = 1}));
}

TEST_F(AudioStereoTest, AtAnyRateBothSidesAreTheChannelsThemselves)
{
    for (const int from : {44100, 48000, 96000}) {
        const auto path = writeNoise(2, from, 1);
        const auto both = decode(path, stereoAt(48000));
        const auto left = decode(path, {.sampleRate = 48000, .channel = 0});
        const auto right = decode(path, {.sampleRate = 48000, .channel = 1});
        ASSERT_EQ(both.size(), 2 * left.size()) << from;
        for (std::size_t i = 0; i < left.size(); ++i) {
            ASSERT_EQ(both[2 * i], left[i]) << from << " Hz, " << i;
            ASSERT_EQ(both[2 * i + 1], right[i]) << from << " Hz, " << i;
        }
    }
}

TEST_F(AudioStereoTest, SeeksToTheSamplesOfAStraightDecode)
{
    for (const int rate : {44100, 48000}) {
        const auto path = writeNoise(2, rate, 6);
        const auto whole = decode(path, stereoAt(48000));
        AudioReader reader(path, stereoAt(48000));
        std::vector<float> part(2000);
        for (const std::int64_t sample : {200'000, 3, 12'345, 47'999, 100'001, 280'000, 0}) {
            reader.setReadAhead(sample % 2 == 1);
            reader.seek(sample);
            EXPECT_EQ(reader.position(), sample);
            ASSERT_EQ(reader.read(part), part.size());
            EXPECT_TRUE(std::equal(part.begin(), part.end(), whole.begin() + 2 * sample)) << rate << ", " << sample;
            EXPECT_EQ(reader.position(), sample + 1000);
        }
    }
}

TEST_F(AudioStereoTest, OfChannelsForUnknownSpeakersTheMeanIsOnBothSides)
{
    const auto path = writeNoise(6, 16000, 0.5);
    const auto both = decode(path, stereoAt(16000));
    const auto mean = decode(path);
    ASSERT_EQ(both.size(), 2 * mean.size());
    for (std::size_t i = 0; i < mean.size(); ++i) {
        ASSERT_NEAR(both[2 * i], mean[i], 1e-6) << i;
        ASSERT_EQ(both[2 * i + 1], both[2 * i]) << i;
    }
}

TEST_F(AudioStereoTest, ASurroundRecordingIsMixedDown)
{
    const SoundLayout layout{
        .format = SoundFormat::Flac, .sampleRate = 16000, .channels = 6, .sampleBits = 16, .samples = 1000};
    std::vector<float> interleaved; // front left, right, centre, low frequencies, left and right behind
    for (int i = 0; i < 1000; ++i)
        for (int c = 0; c < 6; ++c)
            interleaved.push_back(static_cast<float>(((i + 1) * (2 * c + 3)) % 1000) / 1024);
    {
        std::ofstream out(m_folder / "six.flac", std::ios::binary);
        SoundWriter writer(out, layout);
        writer.write(interleaved);
        writer.finish();
    }
    const auto both = decode(m_folder / "six.flac", stereoAt(16000));
    ASSERT_EQ(both.size(), 2000U);
    constexpr double kHalf = std::numbers::sqrt2 / 2;
    constexpr double kScale = 1 / (1 + kHalf + 0.5 + kHalf);
    for (std::size_t i = 0; i < 1000; ++i) {
        const float* from = interleaved.data() + 6 * i;
        const double common = kHalf * static_cast<double>(from[2]) + 0.5 * static_cast<double>(from[3]);
        for (std::size_t side = 0; side < 2; ++side) {
            const double wanted =
                (static_cast<double>(from[side]) + common + kHalf * static_cast<double>(from[4 + side]));
            ASSERT_NEAR(both[2 * i + side], wanted * kScale, 1e-5) << i << ", side " << side;
        }
    }
}

TEST_F(AudioStereoTest, ValuesThatAreNoNumbersAreSilenceOnTheirSideAndCountedOnce)
{
    constexpr float kNone = std::numeric_limits<float>::quiet_NaN();
    writeWav(m_folder / "nan.wav", {kNone, 0.5F, 0.25F, 1e30F},
             {.rate = 16000, .channels = 2, .encoding = Encoding::Float32});
    AudioReader reader(m_folder / "nan.wav", stereoAt(16000));
    EXPECT_EQ(readAll(reader), (std::vector<float>{0, 0.5F, 0.25F, 0}));
    ASSERT_EQ(reader.warnings().size(), 1U);
    EXPECT_EQ(reader.warnings().front(), "2 samples were no numbers and are silence");
}

// One sample, with these values in its channels.
std::vector<float> mixedDown(media::StereoMix& mix, AVChannelLayout layout, std::vector<float> values)
{
    const media::FrameHandle frame(av_frame_alloc());
    frame->format = AV_SAMPLE_FMT_FLT;
    frame->nb_samples = 1;
    frame->ch_layout = layout;
    frame->data[0] = reinterpret_cast<std::uint8_t*>(values.data());
    std::vector<float> out;
    EXPECT_TRUE(mix.append(*frame, out));
    return out;
}

AVChannelLayout speakers(std::uint64_t mask)
{
    AVChannelLayout layout{};
    av_channel_layout_from_mask(&layout, mask);
    return layout;
}

// As within one file whose parts have other layouts.
TEST(StereoMix, FollowsTheFrames)
{
    media::prepareFfmpeg(); // it tells of layouts that it does not know
    AVChannelLayout four{};
    four.order = AV_CHANNEL_ORDER_UNSPEC;
    four.nb_channels = 4;
    media::StereoMix mix;
    EXPECT_EQ(mixedDown(mix, speakers(AV_CH_LAYOUT_STEREO), {0.5F, -0.25F}), (std::vector<float>{0.5F, -0.25F}));
    EXPECT_EQ(mixedDown(mix, speakers(AV_CH_LAYOUT_MONO), {0.5F}), (std::vector<float>{0.5F, 0.5F}));
    EXPECT_EQ(mixedDown(mix, four, {1, 0, 0.5F, 0.5F}), (std::vector<float>{0.5F, 0.5F}));
    const auto quad = mixedDown(mix, speakers(AV_CH_LAYOUT_QUAD), {1, 0, 0, 0}); // as many, with known speakers
    EXPECT_NEAR(quad[0], 1 / (1 + std::numbers::sqrt2 / 2), 1e-6);
    EXPECT_EQ(quad[1], 0);
    EXPECT_EQ(mixedDown(mix, four, {1, 0, 0.5F, 0.5F}), (std::vector<float>{0.5F, 0.5F}));
    // Two are left and right whatever they are for; of others that fit no pair of loudspeakers there is the mean.
    const auto centre = AV_CH_FRONT_LEFT | AV_CH_FRONT_CENTER;
    EXPECT_EQ(mixedDown(mix, speakers(centre), {0.5F, -0.25F}), (std::vector<float>{0.5F, -0.25F}));
    const auto lopsided = AV_CH_FRONT_LEFT | AV_CH_BACK_CENTER | AV_CH_SIDE_LEFT | AV_CH_SIDE_RIGHT;
    EXPECT_EQ(mixedDown(mix, speakers(lopsided), {1, 0, 0.5F, 0.5F}), (std::vector<float>{0.5F, 0.5F}));
}

// However many speakers there are, full scale on all of them stays full scale.
TEST(StereoMix, IsNoLouderThanItsChannels)
{
    media::StereoMix mix;
    for (const auto mask : {AV_CH_LAYOUT_2POINT1, AV_CH_LAYOUT_SURROUND, AV_CH_LAYOUT_5POINT1,
                            AV_CH_LAYOUT_5POINT1_BACK, AV_CH_LAYOUT_7POINT1}) {
        const AVChannelLayout layout = speakers(mask);
        const auto loud = mixedDown(mix, layout, std::vector<float>(static_cast<std::size_t>(layout.nb_channels), 1));
        EXPECT_NEAR(loud[0], 1, 1e-6) << mask;
        EXPECT_NEAR(loud[1], 1, 1e-6) << mask;
        // None of them goes unheard.
        for (int c = 0; c < layout.nb_channels; ++c) {
            std::vector<float> one(static_cast<std::size_t>(layout.nb_channels));
            one[static_cast<std::size_t>(c)] = 1;
            const auto heard = mixedDown(mix, layout, one);
            EXPECT_GT(heard[0] + heard[1], 0.1F) << mask << ", channel " << c;
        }
    }
}

} // namespace
} // namespace dass::test
