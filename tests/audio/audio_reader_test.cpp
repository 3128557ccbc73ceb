// Encodings, channels, headers and reading itself, on WAV files made here.
#include "core/audio/resampler.h"
#include "core/base/error.h"
#include "tests/audio/sound_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <fstream>

namespace dass::test {
namespace {

using testing::HasSubstr;

class AudioReaderTest : public testing::Test
{
protected:
    TemporaryFolder m_folder;
};

TEST_F(AudioReaderTest, HandsOutPcm16AsItIs)
{
    writeWav(m_folder / "a.wav", {0.0F, 1.0F, -1.0F, 0.5F}, {.rate = 16000});
    const auto samples = decode(m_folder / "a.wav");
    EXPECT_EQ(samples, (std::vector<float>{0, 32767.0F / 32768, -32767.0F / 32768, 16384.0F / 32768}));
}

TEST_F(AudioReaderTest, ReadsEveryEncoding)
{
    const auto signal = knownSignal(16000, 0.5);
    const std::array<std::pair<Encoding, float>, 6> encodings = {{{Encoding::Pcm8, 0.02F},
                                                                  {Encoding::Pcm16, 1e-4F},
                                                                  {Encoding::Pcm24, 1e-6F},
                                                                  {Encoding::Pcm32, 1e-7F},
                                                                  {Encoding::Float32, 0.0F},
                                                                  {Encoding::Float64, 0.0F}}};
    for (const auto& [encoding, tolerance] : encodings) {
        writeWav(m_folder / "e.wav", signal, {.rate = 16000, .encoding = encoding});
        const auto samples = decode(m_folder / "e.wav");
        ASSERT_EQ(samples.size(), signal.size());
        for (std::size_t i = 0; i < samples.size(); ++i)
            ASSERT_NEAR(samples[i], signal[i], tolerance) << "encoding " << static_cast<int>(encoding) << ", " << i;
    }
}

TEST_F(AudioReaderTest, PassesOnFloatsLouderThanFullScale)
{
    writeWav(m_folder / "loud.wav", {2.5F, -3.0F}, {.rate = 16000, .encoding = Encoding::Float32});
    EXPECT_EQ(decode(m_folder / "loud.wav"), (std::vector<float>{2.5F, -3.0F}));
}

TEST_F(AudioReaderTest, MixesAllChannelsAlikeWhateverTheirSpeakers)
{
    constexpr int kChannels = 6; // as 5.1 FFmpeg's own downmix would drop or weaken some
    std::vector<float> interleaved;
    for (int i = 0; i < 100; ++i) {
        for (int c = 0; c < kChannels; ++c)
            interleaved.push_back(c == 3 ? 0.6F : 0.0F);
    }
    writeWav(m_folder / "six.wav", interleaved, {.rate = 16000, .channels = kChannels, .encoding = Encoding::Float32});
    AudioReader reader(m_folder / "six.wav");
    EXPECT_EQ(reader.info().channels, kChannels);
    for (const float sample : readAll(reader))
        ASSERT_NEAR(sample, 0.1F, 1e-7);
}

TEST_F(AudioReaderTest, HandsOutOneChannelIfAsked)
{
    writeWav(m_folder / "two.wav", {0.1F, 0.2F, 0.3F, 0.4F},
             {.rate = 16000, .channels = 2, .encoding = Encoding::Float32});
    EXPECT_EQ(decode(m_folder / "two.wav", {.channel = 1}), (std::vector<float>{0.2F, 0.4F}));
    for (const int absent : {2, -1}) {
        try {
            AudioReader reader(m_folder / "two.wav", {.channel = absent});
            FAIL() << "channel " << absent;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::InvalidArgument);
            EXPECT_THAT(error.what(), HasSubstr("two.wav"));
            EXPECT_THAT(error.what(), HasSubstr("2 channels"));
        }
    }
}

TEST_F(AudioReaderTest, ReadsAnyRate)
{
    for (const int rate : {8000, 11025, 22050, 32000, 37800, 44100, 96000, 192000}) {
        const auto signal = knownSignal(rate, 2.0);
        writeWav(m_folder / "r.wav", signal, {.rate = rate});
        AudioReader reader(m_folder / "r.wav");
        EXPECT_EQ(reader.info().sampleRate, rate);
        EXPECT_EQ(readAll(reader).size(), 32'000U) << rate;
    }
}

TEST_F(AudioReaderTest, GivesTheRateThatIsAskedFor)
{
    writeWav(m_folder / "a.wav", knownSignal(16000, 1.0), {.rate = 16000});
    EXPECT_EQ(decode(m_folder / "a.wav", {.sampleRate = 32000, .channel = {}}).size(), 32'000U);
}

// A second of sound is many samples of the output there, which are made in slices.
TEST_F(AudioReaderTest, AVeryLowRateGivesTheSamplesOfOneConversion)
{
    constexpr int kRate = 10;
    const auto signal = knownSignal(kRate, 100);
    writeWav(m_folder / "low.wav", signal, {.rate = kRate, .encoding = Encoding::Float32});
    media::Resampler resampler(kRate, 16000);
    std::vector<float> wanted;
    resampler.push(signal, wanted);
    resampler.finish(wanted);
    ASSERT_EQ(wanted.size(), 1'600'000U);
    AudioReader reader(m_folder / "low.wav");
    EXPECT_TRUE(readAll(reader) == wanted);
    reader.seek(1'000'000);
    EXPECT_TRUE(readAll(reader) == std::vector<float>(wanted.begin() + 1'000'000, wanted.end()));
}

TEST_F(AudioReaderTest, SaysWhatTheFileIs)
{
    writeWav(m_folder / "a.wav", knownSignal(22050, 1.5), {.rate = 22050});
    const AudioReader reader(m_folder / "a.wav");
    EXPECT_EQ(reader.info().path, m_folder / "a.wav");
    EXPECT_EQ(reader.info().fileBytes, std::filesystem::file_size(m_folder / "a.wav"));
    EXPECT_EQ(reader.info().container, "wav");
    EXPECT_EQ(reader.info().codec, "pcm_s16le");
    ASSERT_TRUE(reader.info().duration);
    EXPECT_NEAR(*reader.info().duration, 1.5, 1e-3);
}

TEST_F(AudioReaderTest, BelievesTheFileMoreThanAHeaderWithoutSize)
{
    const auto signal = knownSignal(16000, 1.0);
    for (const std::uint32_t size : {0U, 0xFFFFFFFFU}) {
        writeWav(m_folder / "s.wav", signal, {.rate = 16000, .statedBytes = size, .stateBytes = true});
        AudioReader reader(m_folder / "s.wav");
        EXPECT_EQ(readAll(reader).size(), signal.size()) << size;
        EXPECT_TRUE(reader.warnings().empty());
    }
}

TEST_F(AudioReaderTest, ReadsRf64)
{
    const auto signal = knownSignal(16000, 1.0);
    writeWav(m_folder / "a.wav", signal, {.rate = 16000, .rf64 = true});
    EXPECT_EQ(decode(m_folder / "a.wav").size(), signal.size());
}

TEST_F(AudioReaderTest, ReadsBeyondFourGigabytesWhereTheHeaderHasOverflown)
{
    // 4 GiB and one second; the file is sparse, and seeking keeps the test quick.
    constexpr std::int64_t kSamples = (std::int64_t{1} << 31) + 16000;
    const auto path = m_folder / "long.wav";
    writeWav(path, {}, {.rate = 16000, .statedBytes = 32000, .stateBytes = true});
    std::error_code failed;
    std::filesystem::resize_file(path, 44 + 2 * static_cast<std::uintmax_t>(kSamples), failed);
    if (failed)
        GTEST_SKIP() << "no sparse files of 4 GiB here";
    {
        std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
        file.seekp(-2, std::ios::end);
        const std::int16_t last = 8192;
        file.write(reinterpret_cast<const char*>(&last), 2);
    }
    AudioReader reader(path);
    reader.seek(kSamples - 3);
    EXPECT_EQ(readAll(reader), (std::vector<float>{0, 0, 0.25F}));
}

TEST_F(AudioReaderTest, EmptySoundHasNoSamples)
{
    writeWav(m_folder / "none.wav", {}, {.rate = 44100});
    EXPECT_TRUE(decode(m_folder / "none.wav").empty());
}

TEST_F(AudioReaderTest, MovesToAnotherOwner)
{
    writeWav(m_folder / "a.wav", knownSignal(44100, 1.0), {.rate = 44100});
    const auto whole = decode(m_folder / "a.wav");
    AudioReader first(m_folder / "a.wav");
    std::vector<float> start(5000);
    ASSERT_EQ(first.read(start), 5000U);
    AudioReader second = std::move(first);
    EXPECT_EQ(second.position(), 5000);
    const auto rest = readAll(second);
    start.insert(start.end(), rest.begin(), rest.end());
    EXPECT_EQ(start, whole);
}

TEST_F(AudioReaderTest, RefusesToSeekBeforeTheStart)
{
    writeWav(m_folder / "a.wav", knownSignal(16000, 0.1), {.rate = 16000});
    AudioReader reader(m_folder / "a.wav");
    EXPECT_THROW(reader.seek(-1), Error);
}

TEST_F(AudioReaderTest, ReadingAheadGivesTheSameSamplesWheneverItIsSwitched)
{
    writeWav(m_folder / "a.wav", knownSignal(44100, 20), {.rate = 44100});
    const auto wanted = decode(m_folder / "a.wav");
    ASSERT_GT(wanted.size(), 300'000U);
    for (const std::size_t every : {std::size_t{1}, std::size_t{7}, std::size_t{1000}}) {
        AudioReader reader(m_folder / "a.wav");
        std::vector<float> samples;
        std::vector<float> part(3001);
        bool on = false;
        for (std::size_t i = 0; part.size() == 3001; ++i) {
            if (i % every == 0)
                reader.setReadAhead(on = !on);
            part.resize(reader.read(part));
            samples.insert(samples.end(), part.begin(), part.end());
        }
        EXPECT_EQ(samples, wanted) << every;
        reader.setReadAhead(false);
        EXPECT_TRUE(reader.warnings().empty());
    }
}

TEST_F(AudioReaderTest, AReaderThatReadsAheadJumpsAndIsDroppedInTheMiddle)
{
    writeWav(m_folder / "a.wav", knownSignal(44100, 20), {.rate = 44100});
    const auto wanted = decode(m_folder / "a.wav");
    AudioReader reader(m_folder / "a.wav");
    std::vector<float> part(1000);
    for (const std::size_t sample :
         {std::size_t{100'000}, std::size_t{5}, std::size_t{101'000}, std::size_t{250'000}}) {
        reader.setReadAhead(true);
        reader.seek(static_cast<std::int64_t>(sample));
        reader.setReadAhead(true);
        ASSERT_EQ(reader.read(part), part.size());
        EXPECT_TRUE(std::equal(part.begin(), part.end(), wanted.begin() + static_cast<std::ptrdiff_t>(sample)))
            << sample;
    }
}

} // namespace
} // namespace dass::test
