// Where the samples of each format come out: no lag against what was encoded, the right number of them, and the same
// ones after any seek.
#include "tests/audio/sound_files.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <stop_token>

namespace dass::test {
namespace {

struct Format
{
    const char* name; // of the test and, before the dot's place, of the file's ending
    const char* ending;
    const char* options; // of ffmpeg
    int rate;
    bool exactLength; // the format stores its length
    int lag = 0;      // that players hear too, because the format cannot say how much delay to leave out
};

void PrintTo(const Format& format, std::ostream* out)
{
    *out << format.name;
}

class AudioFormats : public testing::TestWithParam<Format>
{
protected:
    void SetUp() override
    {
        if (!haveFfmpeg())
            GTEST_SKIP() << "the ffmpeg program is not installed";
        const Format& format = GetParam();
        const auto mono = knownSignal(format.rate, kSeconds);
        std::vector<float> stereo;
        for (const float sample : mono)
            stereo.insert(stereo.end(), {sample, sample});
        writeWav(m_folder / "source.wav", stereo, {.rate = format.rate, .channels = 2});
        m_file = m_folder / (std::string("sound.") + format.ending);
        if (!encode(m_folder / "source.wav", format.options, m_file))
            GTEST_SKIP() << "this ffmpeg has no encoder for it";
    }

    static constexpr double kSeconds = 8.3;
    TemporaryFolder m_folder;
    std::filesystem::path m_file;
};

TEST_P(AudioFormats, ComesOutWhereItWentIn)
{
    const auto wanted = decode(m_folder / "source.wav");
    AudioReader reader(m_file);
    const auto found = readAll(reader);
    EXPECT_EQ(lagOf(wanted, found), GetParam().lag);
    if (GetParam().exactLength)
        EXPECT_EQ(found.size(), wanted.size());
    else
        EXPECT_NEAR(static_cast<double>(found.size()), static_cast<double>(wanted.size()), 2400);
    EXPECT_EQ(reader.info().channels, 2);
    EXPECT_TRUE(reader.warnings().empty()) << reader.warnings().front();
}

TEST_P(AudioFormats, SeeksToTheVerySamplesOfAStraightDecode)
{
    AudioReader reader(m_file);
    const auto straight = readAll(reader);
    std::mt19937 generator(3);
    std::vector<float> block(3000);
    for (int i = 0; i < 25; ++i) {
        const std::size_t to = i == 0 ? 0 : i == 1 ? straight.size() - 700 : generator() % straight.size();
        reader.seek(static_cast<std::int64_t>(to));
        ASSERT_EQ(reader.position(), static_cast<std::int64_t>(to));
        const std::size_t got = reader.read(block);
        ASSERT_EQ(got, std::min(block.size(), straight.size() - to)) << "from " << to;
        for (std::size_t k = 0; k < got; ++k)
            ASSERT_NEAR(block[k], straight[to + k], 1e-6) << "sample " << k << " from " << to;
    }
}

TEST_P(AudioFormats, SeeksForwardBeforeAnythingWasRead)
{
    const auto straight = decode(m_file);
    AudioReader reader(m_file);
    const std::size_t to = straight.size() * 3 / 4;
    reader.seek(static_cast<std::int64_t>(to));
    const auto rest = readAll(reader);
    ASSERT_EQ(rest.size(), straight.size() - to);
    for (std::size_t k = 0; k < rest.size(); ++k)
        ASSERT_NEAR(rest[k], straight[to + k], 1e-6) << k;
}

TEST_P(AudioFormats, IsEmptyBeyondTheEnd)
{
    AudioReader reader(m_file);
    reader.seek(100'000'000);
    std::vector<float> block(100);
    EXPECT_EQ(reader.read(block), 0U);
    reader.seek(0);
    EXPECT_EQ(reader.read(block), 100U);
}

INSTANTIATE_TEST_SUITE_P(
    Formats, AudioFormats,
    testing::Values(
        Format{"wav", "wav", "", 44100, true}, Format{"w64", "w64", "", 48000, true},
        Format{"aiff", "aiff", "", 44100, true}, Format{"caf24", "caf", "-c:a pcm_s24le", 48000, true},
        Format{"flac", "flac", "", 44100, true}, Format{"flacInOgg", "oga", "-c:a flac", 44100, true},
        Format{"alac", "m4a", "-c:a alac", 44100, true}, Format{"wavpack", "wv", "", 44100, true},
        Format{"mp3Constant", "mp3", "-b:a 128k", 44100, true}, Format{"mp3Variable", "mp3", "-q:a 3", 44100, true},
        Format{"mp3At22050", "mp3", "-q:a 4", 22050, true}, Format{"mp3At48000", "mp3", "-b:a 320k", 48000, true},
        Format{"aacInM4a", "m4a", "-c:a aac -b:a 128k", 44100, true},
        Format{"aacInMp4At48000", "mp4", "-c:a aac", 48000, true},
        Format{"aacAlone", "aac", "-c:a aac", 16000, false, 1024}, Format{"opus", "opus", "-b:a 96k", 48000, true},
        Format{"opusFrom44100", "opus", "-b:a 64k", 44100, true},
        Format{"opusInWebm", "webm", "-c:a libopus -b:a 96k", 48000, true},
        Format{"opusInMp4", "mp4", "-c:a libopus -b:a 96k", 48000, true},
        Format{"vorbis", "ogg", "-c:a libvorbis -q:a 5", 44100, true},
        Format{"vorbisInMatroska", "mka", "-c:a libvorbis", 44100, false},
        Format{"mp2InTransportStream", "ts", "-c:a mp2", 16000, false, 481},
        Format{"adpcm", "wav", "-c:a adpcm_ima_wav", 44100, false}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(AudioMp3, VariableBitRateDoesNotDriftAndSeeksExactlyFarIn)
{
    if (!haveFfmpeg())
        GTEST_SKIP() << "the ffmpeg program is not installed";
    TemporaryFolder folder;
    constexpr int kRate = 22050;
    writeWav(folder / "source.wav", knownSignal(kRate, 150), {.rate = kRate});
    ASSERT_TRUE(encode(folder / "source.wav", "-q:a 5", folder / "long.mp3"));
    const auto wanted = decode(folder / "source.wav");
    AudioReader reader(folder / "long.mp3");
    const auto found = readAll(reader);
    ASSERT_EQ(found.size(), wanted.size());
    EXPECT_EQ(lagOf({wanted.end() - 32'000, wanted.end()}, {found.end() - 32'000, found.end()}), 0);
    std::vector<float> block(4000);
    for (const std::size_t to : {2'000'000U, 700'123U, 1'600'001U, 2'399'000U}) { // back and forth, and into the end
        reader.seek(static_cast<std::int64_t>(to));
        const std::size_t got = reader.read(block);
        ASSERT_EQ(got, std::min(block.size(), found.size() - to));
        EXPECT_TRUE(std::equal(block.begin(), block.begin() + static_cast<std::ptrdiff_t>(got),
                               found.begin() + static_cast<std::ptrdiff_t>(to)))
            << "from " << to;
    }
}

TEST(AudioMp3, AStoppedSeekCanBeFollowedByAnother)
{
    if (!haveFfmpeg())
        GTEST_SKIP() << "the ffmpeg program is not installed";
    TemporaryFolder folder;
    writeWav(folder / "source.wav", knownSignal(22050, 30), {.rate = 22050});
    ASSERT_TRUE(encode(folder / "source.wav", "-q:a 5", folder / "a.mp3"));
    constexpr std::int64_t kTo = 200'000;
    AudioReader reader(folder / "a.mp3");
    const auto straight = readAll(reader);
    std::stop_source stopped;
    stopped.request_stop();
    reader.seek(kTo, stopped.get_token());
    EXPECT_LT(reader.position(), kTo);
    reader.seek(kTo);
    EXPECT_EQ(reader.position(), kTo);
    EXPECT_TRUE(readAll(reader) == std::vector<float>(straight.begin() + kTo, straight.end()));
}

TEST(AudioMp3, SeeksExactlyWhereTheSampleRateChanges)
{
    if (!haveFfmpeg())
        GTEST_SKIP() << "the ffmpeg program is not installed";
    TemporaryFolder folder;
    for (const int first : {44100, 16000}) { // converted, and handed out as it is
        std::string joined;
        for (const int rate : {first, 22050}) {
            writeWav(folder / "part.wav", knownSignal(rate, 6), {.rate = rate});
            ASSERT_TRUE(encode(folder / "part.wav", "-b:a 64k", folder / "part.mp3"));
            joined += readBytes(folder / "part.mp3");
        }
        writeBytes(folder / "joined.mp3", joined);
        const auto straight = decode(folder / "joined.mp3");
        ASSERT_GT(straight.size(), 180'000U);
        for (const std::size_t to : {150'000U, 40'000U}) {
            AudioReader reader(folder / "joined.mp3");
            for (int pass = 0; pass < 2; ++pass) { // before the change of rate was met, and after
                reader.seek(static_cast<std::int64_t>(to));
                EXPECT_EQ(reader.position(), static_cast<std::int64_t>(to));
                const std::vector<float> wanted(straight.begin() + static_cast<std::ptrdiff_t>(to), straight.end());
                EXPECT_TRUE(readAll(reader) == wanted) << first << " Hz, from " << to << ", pass " << pass;
            }
        }
    }
}

TEST(AudioVideo, ReadsTheSoundTrackOfAVideo)
{
    if (!haveFfmpeg())
        GTEST_SKIP() << "the ffmpeg program is not installed";
    TemporaryFolder folder;
    writeWav(folder / "source.wav", knownSignal(48000, 4), {.rate = 48000});
    ASSERT_TRUE(encode(folder / "source.wav", "-f lavfi -i testsrc=size=64x48:duration=4 -map 1:v -map 0:a -c:a aac",
                       folder / "clip.mp4"));
    const auto wanted = decode(folder / "source.wav");
    const auto found = decode(folder / "clip.mp4");
    EXPECT_EQ(lagOf(wanted, found), 0);
    EXPECT_EQ(found.size(), wanted.size());
}

TEST(AudioVideo, ADelayedPartAfterAGapStaysInItsPlace)
{
    if (!haveFfmpeg())
        GTEST_SKIP() << "the ffmpeg program is not installed";
    TemporaryFolder folder;
    writeWav(folder / "source.wav", knownSignal(48000, 6), {.rate = 48000});
    // Packets from the 21st on are left out for about a second, as in a recording with a drop-out; Matroska's time
    // stamps tell.
    ASSERT_TRUE(
        encode(folder / "source.wav", "-c:a flac -bsf:a \"noise=drop='gt(n,20)*lt(n,31)'\"", folder / "gap.mka"));
    const auto wanted = decode(folder / "source.wav");
    AudioReader reader(folder / "gap.mka");
    const auto found = readAll(reader);
    ASSERT_NEAR(static_cast<double>(found.size()), static_cast<double>(wanted.size()), 32);
    const std::vector<float> wantedEnd(wanted.end() - 32'000, wanted.end());
    const std::vector<float> foundEnd(found.begin() + (wanted.end() - wanted.begin()) - 32'000, found.end());
    EXPECT_LE(std::abs(lagOf(wantedEnd, foundEnd)), 16);
    ASSERT_EQ(reader.warnings().size(), 1U);
    EXPECT_NE(reader.warnings()[0].find("became silence"), std::string::npos) << reader.warnings()[0];
}

} // namespace
} // namespace dass::test
