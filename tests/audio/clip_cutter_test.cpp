// Clips against a straight decode: through AudioReader, channel by channel at the file's own rate, and for lossless
// files through the ffmpeg program.
#include "core/audio/clip_cutter.h"
#include "core/base/error.h"
#include "tests/audio/sound_files.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <string>
#include <vector>

namespace dass {
namespace {

using test::Encoding;

// Interleaved, every channel another sound.
std::vector<float> channelsOf(int channels, int rate, double seconds)
{
    std::vector<std::vector<float>> parts;
    for (int c = 0; c < channels; ++c)
        parts.push_back(test::knownSignal(rate, seconds, static_cast<unsigned>(c + 1)));
    std::vector<float> interleaved;
    for (std::size_t i = 0; i < parts.front().size(); ++i)
        for (const auto& part : parts)
            interleaved.push_back(part[i]);
    return interleaved;
}

std::vector<float> straight(const std::filesystem::path& path, const AudioInfo& info)
{
    std::vector<std::vector<float>> parts;
    for (int c = 0; c < info.channels; ++c)
        parts.push_back(test::decode(path, {.sampleRate = info.sampleRate, .channel = c}));
    std::vector<float> interleaved;
    for (std::size_t i = 0; i < parts.front().size(); ++i)
        for (const auto& part : parts)
            interleaved.push_back(part[i]);
    return interleaved;
}

std::vector<float> byFfmpeg(const std::filesystem::path& path, const std::filesystem::path& raw)
{
    EXPECT_TRUE(test::encode(path, "-f f32le -c:a pcm_f32le", raw));
    const std::string bytes = test::readBytes(raw);
    std::vector<float> values(bytes.size() / sizeof(float));
    std::memcpy(values.data(), bytes.data(), values.size() * sizeof(float));
    return values;
}

std::vector<float> part(const std::vector<float>& all, const ClipSpan& span, int rate, int channels)
{
    const auto index = [&](std::int64_t at) {
        const auto sample = std::llround(static_cast<double>(at) * rate / 16000.0);
        return std::min<std::size_t>(static_cast<std::size_t>(sample * channels), all.size());
    };
    return {all.begin() + static_cast<std::ptrdiff_t>(index(span.start)),
            all.begin() + static_cast<std::ptrdiff_t>(index(span.end))};
}

// Forwards, overlapping, backwards, at odd places, over the end.
const std::vector<ClipSpan> kSpans{{0, 16000},   {16160, 40000}, {39999, 52345},
                                   {8004, 8006}, {33333, 47777}, {150000, 400000}};

class ClipCutterTest : public ::testing::Test
{
protected:
    // Cuts every span in the format and compares: exactly, or to half a step of 24 bits.
    void compare(const std::filesystem::path& recording, SoundFormat format, bool exact)
    {
        auto cutter = ClipCutter::open(recording, {});
        ASSERT_TRUE(cutter);
        const AudioInfo info = cutter->info();
        const std::vector<float> all = straight(recording, info);
        for (const ClipSpan& span : kSpans) {
            SCOPED_TRACE(recording.filename().string() + " at " + std::to_string(span.start));
            const auto clip = m_folder / ("clip." + nameOf(format));
            ASSERT_EQ(cutter->cut({.span = span, .format = format, .path = clip}, {}), Outcome::Finished);
            const AudioInfo made = AudioReader(clip).info();
            EXPECT_EQ(made.sampleRate, info.sampleRate);
            EXPECT_EQ(made.channels, info.channels);
            const auto found = straight(clip, made);
            const auto wanted = part(all, span, info.sampleRate, info.channels);
            ASSERT_EQ(found.size(), wanted.size());
            for (std::size_t i = 0; i < found.size(); ++i) {
                if (exact)
                    ASSERT_EQ(found[i], wanted[i]) << i;
                else
                    ASSERT_NEAR(found[i], std::clamp(wanted[i], -1.0F, 1.0F), 1.0F / (1 << 23)) << i;
            }
        }
    }

    std::filesystem::path wav(const std::string& name, int rate, int channels, Encoding encoding)
    {
        const auto path = m_folder / name;
        test::writeWav(path, channelsOf(channels, rate, 12),
                       {.rate = rate, .channels = channels, .encoding = encoding});
        return path;
    }

    test::TemporaryFolder m_folder;
};

TEST_F(ClipCutterTest, LosslessFilesComeOutBitForBit)
{
    const struct
    {
        const char* name;
        int rate;
        int channels;
        Encoding encoding;
        bool flacToo;
    } cases[] = {{"s16.wav", 44100, 2, Encoding::Pcm16, true},
                 {"s24.wav", 96000, 3, Encoding::Pcm24, true},
                 {"u8.wav", 8000, 1, Encoding::Pcm8, true},
                 {"f32.wav", 22050, 2, Encoding::Float32, false},
                 {"s16.48.wav", 48000, 1, Encoding::Pcm16, true}};
    for (const auto& one : cases) {
        const auto path = wav(one.name, one.rate, one.channels, one.encoding);
        compare(path, SoundFormat::Wav, true);
        compare(path, SoundFormat::Flac, one.flacToo);
    }
}

TEST_F(ClipCutterTest, AClipIsTheFfmpegProgramsDecodeCutOut)
{
    if (!test::haveFfmpeg())
        GTEST_SKIP() << "the ffmpeg program is not there";
    const auto source = wav("source.wav", 44100, 2, Encoding::Pcm24);
    const auto flac = m_folder / "source.flac";
    ASSERT_TRUE(test::encode(source, "-c:a flac", flac));
    const auto all = byFfmpeg(flac, m_folder / "all.raw");
    auto cutter = ClipCutter::open(flac, {});
    ASSERT_TRUE(cutter);
    for (const SoundFormat format : {SoundFormat::Wav, SoundFormat::Flac}) {
        const ClipSpan span{61920, 75360};
        const auto clip = m_folder / ("clip." + nameOf(format));
        ASSERT_EQ(
            cutter->cut({.span = span, .format = format, .path = clip, .title = "Dog", .comment = "at 3.870 s"}, {}),
            Outcome::Finished);
        EXPECT_EQ(byFfmpeg(clip, m_folder / "clip.raw"), part(all, span, 44100, 2));
        EXPECT_NE(test::readBytes(clip).find("at 3.870 s"), std::string::npos) << "no tag in the file";
    }
}

TEST_F(ClipCutterTest, LossyFilesComeOutAsTheyDecode)
{
    if (!test::haveFfmpeg())
        GTEST_SKIP() << "the ffmpeg program is not there";
    const auto source = wav("source.wav", 48000, 2, Encoding::Pcm16);
    for (const auto& [name, options] :
         std::initializer_list<std::pair<std::string, std::string>>{{"a.mp3", "-c:a libmp3lame -q:a 4"},
                                                                    {"a.ogg", "-c:a libvorbis"},
                                                                    {"a.opus", "-c:a libopus"},
                                                                    {"a.m4a", "-c:a aac"},
                                                                    {"a.mka", "-c:a ac3"}}) {
        const auto path = m_folder / name;
        if (!test::encode(source, options, path))
            continue; // an encoder that this build lacks
        compare(path, SoundFormat::Wav, true);
        compare(path, SoundFormat::Flac, false);
    }
}

TEST_F(ClipCutterTest, StoppedOrFailedItLeavesNoFile)
{
    const auto path = wav("a.wav", 16000, 1, Encoding::Pcm16);
    auto cutter = ClipCutter::open(path, {});
    ASSERT_TRUE(cutter);
    std::stop_source stop;
    stop.request_stop();
    const auto clip = m_folder / "clips" / "clip.wav";
    std::filesystem::create_directory(clip.parent_path());
    EXPECT_EQ(cutter->cut({.span = {0, 16000}, .format = SoundFormat::Wav, .path = clip}, stop.get_token()),
              Outcome::Cancelled);
    EXPECT_FALSE(ClipCutter::open(path, stop.get_token()));
    try {
        cutter->cut({.span = {16000LL * 60, 16000LL * 61}, .format = SoundFormat::Wav, .path = clip}, {});
        ADD_FAILURE() << "a clip behind the end";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::BadFile);
        EXPECT_NE(std::string(error.what()).find("00:01:00.0"), std::string::npos) << error.what();
    }
    EXPECT_THROW(cutter->cut({.span = {0, 160}, .format = SoundFormat::Wav, .path = m_folder / "none" / "x.wav"}, {}),
                 Error);
    EXPECT_TRUE(std::filesystem::is_empty(clip.parent_path()));
    EXPECT_EQ(cutter->cut({.span = {0, 160}, .format = SoundFormat::Wav, .path = clip}, {}), Outcome::Finished);
}

TEST_F(ClipCutterTest, FlacSaysWhatItDoesNotTake)
{
    const auto path = wav("nine.wav", 8000, 9, Encoding::Pcm16);
    auto cutter = ClipCutter::open(path, {});
    ASSERT_TRUE(cutter);
    EXPECT_EQ(cutter->cut({.span = {0, 1600}, .format = SoundFormat::Wav, .path = m_folder / "nine-clip.wav"}, {}),
              Outcome::Finished);
    try {
        cutter->cut({.span = {0, 1600}, .format = SoundFormat::Flac, .path = m_folder / "nine-clip.flac"}, {});
        ADD_FAILURE() << "nine channels in a FLAC";
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("9 channels"), std::string::npos) << error.what();
        EXPECT_NE(std::string(error.what()).find("choose WAV"), std::string::npos) << error.what();
    }
    EXPECT_FALSE(std::filesystem::exists(m_folder / "nine-clip.flac"));
}

} // namespace
} // namespace dass
