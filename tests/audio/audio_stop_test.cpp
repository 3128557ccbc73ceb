// A stop while a file is being opened.
#include "core/audio/file_input.h"
#include "core/audio/track_decoder.h"
#include "tests/audio/sound_files.h"

#include <gtest/gtest.h>

#include <optional>
#include <stop_token>

namespace dass::test {
namespace {

std::stop_token stopRequested()
{
    std::stop_source stop;
    stop.request_stop();
    return stop.get_token();
}

class AudioStop : public testing::Test
{
protected:
    // How many answers no it takes to open the file. On the way there, a stop comes at every question once.
    int questionsToOpen(const std::string& name)
    {
        for (int allowed = 0; allowed < 10'000; ++allowed) {
            int asked = 0;
            const media::TrackDecoder decoder(m_folder / name, {}, [&] { return asked++ >= allowed; });
            if (decoder.isOpen())
                return allowed;
        }
        ADD_FAILURE() << name << " never opens";
        return 0;
    }

    TemporaryFolder m_folder;
};

TEST_F(AudioStop, ReadingAsksBeforeEveryBlock)
{
    writeBytes(m_folder / "a.wav", std::string(300'000, 'x'));
    media::FileInput input(m_folder / "a.wav");
    int asked = 0;
    input.setStopCheck([&asked] { return ++asked > 2; });
    unsigned char byte = 0;
    int got = 0;
    while (avio_read(input.io(), &byte, 1) == 1)
        ++got;
    EXPECT_EQ(got, 2 * 65536);
    EXPECT_TRUE(input.wasStopped());
    EXPECT_FALSE(input.wasLate());
}

TEST_F(AudioStop, IsObeyedWhereverItComesWhileAFileIsOpened)
{
    writeWav(m_folder / "a.wav", knownSignal(44100, 5), {.rate = 44100});
    EXPECT_GT(questionsToOpen("a.wav"), 1);
    if (!haveFfmpeg())
        GTEST_SKIP() << "the ffmpeg program is not installed; only WAV was looked at";
    for (const char* name : {"a.m4a", "a.mp3"}) {
        ASSERT_TRUE(encode(m_folder / "a.wav", "", m_folder / name)) << name;
        EXPECT_GT(questionsToOpen(name), 1) << name;
    }
}

TEST_F(AudioStop, OpensNothingAfterwards)
{
    writeWav(m_folder / "a.wav", knownSignal(16000, 1.0), {.rate = 16000});
    EXPECT_FALSE(AudioReader::open(m_folder / "a.wav", {}, stopRequested()));
    std::optional<AudioReader> reader = AudioReader::open(m_folder / "a.wav", {}, {});
    ASSERT_TRUE(reader);
    EXPECT_EQ(readAll(*reader).size(), 16'000U);
}

// Going back to the start opens the file anew.
TEST_F(AudioStop, KeepsAReaderInOrderThatWasStoppedWhileItSought)
{
    writeWav(m_folder / "a.wav", knownSignal(44100, 4.0), {.rate = 44100});
    AudioReader reader(m_folder / "a.wav");
    const auto straight = readAll(reader);
    reader.seek(0, stopRequested());
    EXPECT_TRUE(readAll(reader) == straight) << "read on without another seek";
    reader.seek(0, stopRequested());
    reader.seek(20'000);
    EXPECT_TRUE(readAll(reader) == std::vector<float>(straight.begin() + 20'000, straight.end()));
}

} // namespace
} // namespace dass::test
