// Files that are cut off or damaged: what is there comes out in its place, and the warning says when.
#include "tests/audio/sound_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace dass::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class AudioDamage : public testing::Test
{
protected:
    void SetUp() override
    {
        writeWav(m_folder / "source.wav", knownSignal(44100, 6.0), {.rate = 44100});
        m_whole = decode(m_folder / "source.wav");
    }

    std::filesystem::path encoded(const std::string& name, const std::string& options = "")
    {
        return haveFfmpeg() && encode(m_folder / "source.wav", options, m_folder / name) ? m_folder / name
                                                                                         : std::filesystem::path();
    }

    TemporaryFolder m_folder;
    std::vector<float> m_whole;
};

TEST_F(AudioDamage, ACutWavGivesWhatIsThere)
{
    const auto bytes = readBytes(m_folder / "source.wav");
    writeBytes(m_folder / "cut.wav", bytes.substr(0, 44 + 2 * 44100 * 2));
    AudioReader reader(m_folder / "cut.wav");
    EXPECT_EQ(readAll(reader).size(), 32'000U);
    EXPECT_THAT(reader.warnings(),
                ElementsAre("decoding stopped at 00:00:02.0: the header promises more sound than the "
                            "file holds"));
}

TEST_F(AudioDamage, ACutWavWhoseSizesAreIn64BitsGivesWhatIsThere)
{
    writeWav(m_folder / "large.wav", knownSignal(16000, 6.0), {.rate = 16000, .rf64 = true});
    {
        AudioReader whole(m_folder / "large.wav");
        EXPECT_EQ(readAll(whole).size(), 96'000U);
        EXPECT_TRUE(whole.warnings().empty());
    }
    const auto bytes = readBytes(m_folder / "large.wav");
    writeBytes(m_folder / "cut.wav", bytes.substr(0, bytes.size() - 4 * 16000 * 2));
    AudioReader reader(m_folder / "cut.wav");
    EXPECT_EQ(readAll(reader).size(), 32'000U);
    EXPECT_THAT(reader.warnings(), ElementsAre(HasSubstr("the header promises more sound than the file holds")));
}

TEST_F(AudioDamage, CutFilesOfEveryKindGiveTheirBeginningAndAWarning)
{
    if (!haveFfmpeg())
        GTEST_SKIP() << "the ffmpeg program is not installed";
    for (const char* name : {"a.flac", "a.mp3", "a.ogg", "a.opus", "a.aac", "a.wv", "a.mka"}) {
        const auto path = encoded(name);
        if (path.empty())
            continue;
        const auto bytes = readBytes(path);
        writeBytes(path, bytes.substr(0, bytes.size() / 2 + 11));
        AudioReader reader(path);
        const auto found = readAll(reader);
        EXPECT_GT(found.size(), m_whole.size() / 4) << name;
        EXPECT_LT(found.size(), m_whole.size() * 3 / 4) << name;
        ASSERT_EQ(reader.warnings().size(), 1U) << name;
        EXPECT_THAT(reader.warnings()[0], HasSubstr("decoding stopped at 00:00:0")) << name;
    }
}

TEST_F(AudioDamage, ADamagedFlacFrameBecomesSilenceAndWhatFollowsStaysInPlace)
{
    const auto path = encoded("a.flac");
    if (path.empty())
        GTEST_SKIP() << "the ffmpeg program is not installed";
    auto bytes = readBytes(path);
    const std::size_t hit = bytes.size() / 2;
    for (std::size_t i = 0; i < 40; ++i)
        bytes[hit + i] = static_cast<char>(bytes[hit + i] ^ 0x5A);
    writeBytes(path, bytes);
    AudioReader reader(path);
    const auto found = readAll(reader);
    ASSERT_EQ(found.size(), m_whole.size());
    std::size_t differing = 0;
    float loudest = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        differing += std::abs(found[i] - m_whole[i]) > 1e-4F;
        loudest = std::max(loudest, std::abs(found[i]));
    }
    EXPECT_GT(differing, 0U);
    EXPECT_LT(differing, 16'000U / 3) << "more than the damaged frames";
    EXPECT_LT(loudest, 1.0F) << "damage must not come out as loud noise";
    ASSERT_EQ(reader.warnings().size(), 1U);
    EXPECT_THAT(reader.warnings()[0], HasSubstr("became silence"));
}

TEST_F(AudioDamage, WarningsComeOnceHoweverOftenTheDamageIsRead)
{
    const auto path = encoded("a.flac");
    if (path.empty())
        GTEST_SKIP() << "the ffmpeg program is not installed";
    auto bytes = readBytes(path);
    bytes[bytes.size() / 2] ^= 0x5A;
    writeBytes(path, bytes);
    AudioReader reader(path);
    readAll(reader);
    const auto warnings = reader.warnings();
    reader.seek(0);
    readAll(reader);
    EXPECT_EQ(reader.warnings(), warnings);
}

TEST_F(AudioDamage, ValuesThatAreNoNumbersAreSilence)
{
    constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    for (const Encoding encoding : {Encoding::Float32, Encoding::Float64}) {
        const std::vector<float> values{0.5F, kNan, kInfinity, -kInfinity, 3e30F, 0.25F};
        writeWav(m_folder / "nan.wav", values, {.rate = 16000, .encoding = encoding});
        AudioReader reader(m_folder / "nan.wav");
        for (int pass = 0; pass < 2; ++pass) {
            EXPECT_EQ(readAll(reader), (std::vector<float>{0.5F, 0, 0, 0, 0, 0.25F}));
            EXPECT_THAT(reader.warnings(), ElementsAre("4 samples were no numbers and are silence"));
            reader.seek(0);
        }
    }
    writeWav(m_folder / "two.wav", {0.5F, kNan, kNan, 0.25F},
             {.rate = 16000, .channels = 2, .encoding = Encoding::Float32});
    EXPECT_EQ(decode(m_folder / "two.wav"), (std::vector<float>{0.25F, 0.125F}));
    EXPECT_EQ(decode(m_folder / "two.wav", {.channel = 1}), (std::vector<float>{0, 0.25F}));
}

// A container whose packets of two seconds are each so many seconds behind the one before. The low rate is for speed.
class AudioLeaps : public AudioDamage
{
protected:
    static constexpr int kRate = 1000;

    // Seconds that come out, or none where ffmpeg is not there.
    std::optional<double> secondsWith(double sound, int gap, std::vector<std::string>& warnings)
    {
        writeWav(m_folder / "slow.wav", knownSignal(kRate, sound), {.rate = kRate});
        if (!haveFfmpeg() ||
            !encode(m_folder / "slow.wav", "-c:a pcm_s16le -bsf:a \"setts=ts='PTS+N*" + std::to_string(gap) + "/TB'\"",
                    m_folder / "leaps.mka"))
            return std::nullopt;
        AudioReader reader(m_folder / "leaps.mka", {.sampleRate = kRate, .channel = {}});
        std::vector<float> block(1 << 20);
        std::size_t total = 0;
        while (const std::size_t got = reader.read(block))
            total += got;
        warnings = reader.warnings();
        return static_cast<double>(total) / kRate;
    }
};

// 196 packets that claim 32 hours in 800 KB.
TEST_F(AudioLeaps, NoMoreSilenceIsMadeUpThanCanBeTrue)
{
    std::vector<std::string> warnings;
    const auto seconds = secondsWith(400, 590, warnings);
    if (!seconds)
        GTEST_SKIP() << "the ffmpeg program is not installed, or too old";
    EXPECT_GT(*seconds, 80'000);
    EXPECT_LE(*seconds, 86'400 + 400) << "a day of silence, which any file may tell of, and its sound";
    EXPECT_THAT(warnings, Contains(HasSubstr("more missing sound than can be true (over a day")));
}

// Some gaps of minutes are nothing unusual, and neither are many where there is sound between them.
TEST_F(AudioLeaps, GapsOfMinutesAreKept)
{
    std::vector<std::string> warnings;
    const auto few = secondsWith(10, 500, warnings);
    if (!few)
        GTEST_SKIP() << "the ffmpeg program is not installed, or too old";
    EXPECT_NEAR(*few, 10 + 4 * 500, 1);
    EXPECT_THAT(warnings, Not(Contains(HasSubstr("can be true"))));
    const auto many = secondsWith(400, 60, warnings); // thirty times the sound, but only hours
    EXPECT_GT(*many, 400 + 3 * 3600);
    EXPECT_THAT(warnings, Not(Contains(HasSubstr("can be true"))));
}

// An MP4 whose stamps count samples, so that a jump comes to its place without what lies before. It claims 36 hours.
TEST_F(AudioLeaps, AJumpGivesNoFurtherDayOfSilence)
{
    writeWav(m_folder / "slow.wav", knownSignal(kRate, 900), {.rate = kRate});
    if (!haveFfmpeg() || !encode(m_folder / "slow.wav", "-c:a alac -use_editlist 0 -bsf:a \"setts=ts='PTS+N*590/TB'\"",
                                 m_folder / "leaps.m4a"))
        GTEST_SKIP() << "the ffmpeg program is not installed, or too old";
    std::vector<float> block(1 << 20);
    const auto readOn = [&](AudioReader& reader, std::int64_t seconds) {
        while (reader.position() < seconds * kRate && reader.read(block) > 0) {
        }
        return static_cast<double>(reader.position()) / kRate;
    };
    AudioReader straight(m_folder / "leaps.m4a", {.sampleRate = kRate, .channel = {}});
    const double end = readOn(straight, 200'000);
    EXPECT_GT(end, 80'000);
    EXPECT_LE(end, 86'400 + 900);

    AudioReader jumping(m_folder / "leaps.m4a", {.sampleRate = kRate, .channel = {}});
    EXPECT_GE(readOn(jumping, 60'000), 60'000);
    jumping.seek(70'000 * kRate);
    EXPECT_LE(readOn(jumping, 200'000), 70'000 + 86'400 - 59'000 + 900) << "a day, less what was before the jump";
    EXPECT_THAT(jumping.warnings(), Contains(HasSubstr("more missing sound than can be true (over a day")));
    for (const std::int64_t place : {10'000, 80'000, 100'000}) { // the last one is where the stamps lead, but no sound
        jumping.seek(place * kRate);
        EXPECT_EQ(readOn(jumping, 200'000), std::max<double>(end, static_cast<double>(place))) << place;
    }
}

// The header ends the track in the middle of the tenth packet, but ten more follow, after a gap.
TEST_F(AudioDamage, SilenceComesBehindTheSoundThatWasHeldBackAsPadding)
{
    constexpr std::size_t kPacket = 4096;
    constexpr std::size_t kGap = 8000;
    const auto signal = knownSignal(16000, 20 * 4096 / 16000.0);
    writeWav(m_folder / "whole.wav", signal, {.rate = 16000});
    if (!haveFfmpeg() ||
        !encode(m_folder / "whole.wav", "-c:a alac -use_editlist 0 -bsf:a \"setts=ts='PTS+if(gte(N,10),8000,0)'\"",
                m_folder / "a.m4a"))
        GTEST_SKIP() << "the ffmpeg program is not installed, or too old";
    auto bytes = readBytes(m_folder / "a.m4a");
    const std::size_t duration = bytes.find("mdhd") + 20; // behind version, flags, two dates and the time scale
    ASSERT_LT(duration + 4, bytes.size());
    constexpr std::size_t kStated = 9 * kPacket + 1000;
    for (std::size_t i = 0; i < 4; ++i)
        bytes[duration + i] = static_cast<char>(kStated >> (8 * (3 - i)));
    writeBytes(m_folder / "a.m4a", bytes);

    auto wanted = decode(m_folder / "whole.wav");
    wanted.insert(wanted.begin() + 10 * kPacket, kGap, 0.0F);
    EXPECT_EQ(decode(m_folder / "a.m4a"), wanted);
}

TEST_F(AudioDamage, JunkBeforeAnMp3IsPassedOver)
{
    const auto path = encoded("a.mp3");
    if (path.empty())
        GTEST_SKIP() << "the ffmpeg program is not installed";
    std::string junk;
    for (int i = 0; i < 3000; ++i)
        junk += static_cast<char>(i * 37 % 251);
    writeBytes(path, junk + readBytes(path));
    const auto found = decode(path);
    EXPECT_NEAR(static_cast<double>(found.size()), static_cast<double>(m_whole.size()), 2400);
}

} // namespace
} // namespace dass::test
