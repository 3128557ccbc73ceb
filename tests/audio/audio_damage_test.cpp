// Files that are cut off or damaged: what is there comes out in its place, and the warning says when.
#include "tests/audio/sound_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace dass::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

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
