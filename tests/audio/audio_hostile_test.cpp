// Files that are not sound, or pretend to be: one clear line, nothing else opened, no crash, no hang.
#include "core/audio/file_input.h"
#include "core/base/error.h"
#include "tests/audio/sound_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <cstdint>
#include <random>

namespace dass::test {
namespace {

using testing::HasSubstr;
using testing::Not;

class AudioHostile : public testing::Test
{
protected:
    // The error's line; empty when the file opens.
    std::string refusal(const std::string& name, ErrorCode code = ErrorCode::BadFile)
    {
        try {
            AudioReader reader(m_folder / name);
            readAll(reader);
            return {};
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), code) << error.what();
            EXPECT_THAT(error.what(), HasSubstr(name));
            EXPECT_THAT(error.what(), Not(HasSubstr("\n")));
            return error.what();
        }
    }

    TemporaryFolder m_folder;
};

TEST_F(AudioHostile, NamesWhatIsMissingEmptyOrAFolder)
{
    EXPECT_THAT(refusal("absent.wav", ErrorCode::NotFound), HasSubstr("does not exist"));
    writeBytes(m_folder / "empty.wav", "");
    EXPECT_THAT(refusal("empty.wav"), HasSubstr("is empty"));
    std::filesystem::create_directory(m_folder / "folder");
    EXPECT_THAT(refusal("folder"), HasSubstr("is a folder"));
}

TEST_F(AudioHostile, RefusesTextWhateverItIsCalled)
{
    std::string table;
    for (int i = 0; i < 3000; ++i)
        table += std::to_string(i) + ",1.5,abc\n";
    for (const char* name : {"a.txt", "a.wav", "a.mp3", "a.csv"}) {
        writeBytes(m_folder / name, "Dear reader,\nthis is no sound.\n");
        EXPECT_NE(refusal(name), "") << name;
        writeBytes(m_folder / name, table);
        EXPECT_NE(refusal(name), "") << name;
        writeBytes(m_folder / name, "{\"data\": [1, 2, 3]}\n");
        EXPECT_NE(refusal(name), "") << name;
    }
}

TEST_F(AudioHostile, RefusesRandomBytesAndZeros)
{
    std::mt19937 generator(1);
    for (const std::size_t size : {1U, 4U, 100U, 5000U, 300'000U}) {
        for (const char* name : {"r.bin", "r.wav", "r.mp3", "r.flac", "r.ogg", "r.m4a"}) {
            std::string bytes(size, '\0');
            writeBytes(m_folder / name, bytes);
            EXPECT_NE(refusal(name), "") << size << " zeros as " << name;
            for (char& byte : bytes)
                byte = static_cast<char>(generator());
            writeBytes(m_folder / name, bytes);
            EXPECT_NE(refusal(name), "") << size << " random bytes as " << name;
        }
    }
}

TEST_F(AudioHostile, OpensNoOtherFileThanTheOneGiven)
{
    writeWav(m_folder / "secret.wav", knownSignal(16000, 1.0), {.rate = 16000});
    const std::string secret = (m_folder / "secret.wav").string();
    const std::string playlist = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n" + secret + "\n#EXT-X-ENDLIST\n";
    const std::string list = "ffconcat version 1.0\nfile '" + secret + "'\n";
    const std::string session =
        "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n";
    const std::string manifest =
        "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\" "
        "mediaPresentationDuration=\"PT1S\"><Period><AdaptationSet mimeType=\"audio/wav\"><Representation id=\"1\" "
        "bandwidth=\"1\"><BaseURL>" +
        secret + "</BaseURL></Representation></AdaptationSet></Period></MPD>";
    for (const char* name : {"l.m3u8", "l.wav", "l.ffconcat", "l.sdp", "l.mpd", "l.mp3"}) {
        for (const std::string& contents : {playlist, list, session, manifest}) {
            writeBytes(m_folder / name, contents);
            EXPECT_NE(refusal(name), "") << name;
        }
    }
}

// A program for the NES that plays one tone and never ends. FFmpeg knows it by its contents.
TEST_F(AudioHostile, RefusesMusicForSynthesisers)
{
    std::string header = std::string("NESM\x1a\1\1\1", 8) + std::string("\0\x80\0\x80\x15\x80", 6);
    header.resize(0x6E, ' ');
    header += std::string("\xff\x40", 2) + std::string(8, '\0') + std::string("\x20\x4e", 2) + std::string(6, '\0');
    ASSERT_EQ(header.size(), 0x80U);
    const std::string program = "\xa9\x0f\x8d\x15\x40\xa9\xbf\x8d" + std::string("\0", 1) +
                                "\x40\xa9\x80\x8d\x02\x40\xa9\x01\x8d\x03\x40\x60\x60";
    for (const char* name : {"tone.nsf", "tone.mp3"}) {
        writeBytes(m_folder / name, header + program);
        EXPECT_THROW(AudioReader(m_folder / name), Error) << name;
    }
}

TEST_F(AudioHostile, NamesTheFileWhoseRateCannotBeConverted)
{
    writeWav(m_folder / "fast.wav", knownSignal(16000, 0.1), {.rate = 2'000'000});
    EXPECT_THAT(refusal("fast.wav", ErrorCode::Unsupported), HasSubstr("2000000 Hz"));
}

TEST_F(AudioHostile, NoticesThatReadingTookTooLong)
{
    writeWav(m_folder / "a.wav", knownSignal(16000, 0.1), {.rate = 16000});
    media::FileInput input(m_folder / "a.wav");
    std::uint8_t byte = 0;
    ASSERT_EQ(avio_read(input.io(), &byte, 1), 1);
    EXPECT_FALSE(input.wasLate());
    media::FileInput late(m_folder / "a.wav");
    late.setDeadline(std::chrono::steady_clock::now() - std::chrono::seconds(1));
    EXPECT_LT(avio_read(late.io(), &byte, 1), 0);
    EXPECT_TRUE(late.wasLate());
}

TEST_F(AudioHostile, NamesThatLookLikeAddressesOrPatternsAreFiles)
{
    const auto signal = knownSignal(16000, 0.5);
    for (const char* name : {"http:a.wav", "concat:a|b.wav", "a%03d.wav", "pipe:0.wav"}) {
        writeWav(m_folder / name, signal, {.rate = 16000});
        EXPECT_EQ(decode(m_folder / name).size(), signal.size()) << name;
    }
}

TEST_F(AudioHostile, SaysThatAPictureHasNoSound)
{
    if (!haveFfmpeg())
        GTEST_SKIP() << "the ffmpeg program is not installed";
    writeWav(m_folder / "source.wav", knownSignal(16000, 1.0), {.rate = 16000});
    ASSERT_TRUE(encode(m_folder / "source.wav", "-f lavfi -i testsrc=d=1 -map 1:v -frames:v 1", m_folder / "a.png"));
    ASSERT_TRUE(
        encode(m_folder / "source.wav", "-f lavfi -i testsrc=d=1 -map 1:v -c:v mpeg4", m_folder / "silent.mp4"));
    EXPECT_THAT(refusal("a.png"), HasSubstr("no sound track"));
    EXPECT_THAT(refusal("silent.mp4"), HasSubstr("no sound track"));
}

// Bytes changed and files cut at many places, by a fixed rule: whatever comes of it must come soon and be finite in
// length. Run under the sanitizers, this looks for more.
class AudioFuzz : public AudioHostile, public testing::WithParamInterface<const char*>
{
};

TEST_P(AudioFuzz, SurvivesChangedBytesAndCuts)
{
    const std::string name = GetParam();
    writeWav(m_folder / "source.wav", knownSignal(22050, 1.0), {.rate = 22050});
    const auto path = m_folder / ("whole." + name);
    if (name != "wav" && !(haveFfmpeg() && encode(m_folder / "source.wav", "", path)))
        GTEST_SKIP() << "the ffmpeg program is not installed, or lacks the encoder";
    const std::string whole = readBytes(name == "wav" ? m_folder / "source.wav" : path);
    std::mt19937 generator(7);
    for (int round = 0; round < 150; ++round) {
        std::string bytes = whole;
        const std::size_t span = round % 3 == 0 ? std::min<std::size_t>(bytes.size(), 400) : bytes.size();
        for (unsigned i = 0; i < 1 + generator() % 8; ++i)
            bytes[generator() % span] = static_cast<char>(generator());
        if (round % 4 == 0)
            bytes.resize(generator() % bytes.size());
        writeBytes(m_folder / ("f." + name), bytes);
        try {
            AudioReader reader(m_folder / ("f." + name));
            std::vector<float> block(16'000);
            std::int64_t total = 0;
            while (const std::size_t got = reader.read(block)) {
                total += static_cast<std::int64_t>(got);
                if (total > 16'000 * 600)
                    break;
            }
            reader.seek(total / 2);
            reader.read(block);
        } catch (const Error& error) {
            EXPECT_THAT(error.what(), Not(HasSubstr("\n")));
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Formats, AudioFuzz,
                         testing::Values("wav", "flac", "mp3", "ogg", "opus", "m4a", "mka", "aiff", "w64", "aac", "ts"),
                         [](const auto& test) { return std::string(test.param); });

} // namespace
} // namespace dass::test
