#include "core/audio/recording_start.h"
#include "core/audio/riff.h"
#include "tests/audio/sound_files.h"

#include <gtest/gtest.h>

#include <ostream>

namespace dass {

// For messages of failed comparisons.
void PrintTo(const RecordingStart& start, std::ostream* out)
{
    *out << start.time.time_since_epoch().count() << " ms";
    if (start.utcOffset)
        *out << ", UTC " << start.utcOffset->count() << " min";
    *out << ", source " << static_cast<int>(start.source);
}

namespace {

using std::chrono::minutes;

RecordingStart startAt(int year, unsigned month, unsigned day, int hour, int minute, int second, int ms,
                       std::optional<int> offset, StartSource source)
{
    using namespace std::chrono;
    const local_days date{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}};
    RecordingStart start{date + hours{hour} + minutes{minute} + seconds{second} + milliseconds{ms}, std::nullopt,
                         source};
    if (offset)
        start.utcOffset = minutes(*offset);
    return start;
}

TEST(RecordingStart, ReadsIsoTimes)
{
    const auto at = [](int ms, std::optional<int> offset) {
        return startAt(2024, 5, 31, 4, 30, 7, ms, offset, StartSource::Typed);
    };
    EXPECT_EQ(startFromIso("2024-05-31T04:30:07"), at(0, {}));
    EXPECT_EQ(startFromIso(" 2024-05-31 04:30:07 "), at(0, {}));
    EXPECT_EQ(startFromIso("2024-05-31T04:30:07.25"), at(250, {}));
    EXPECT_EQ(startFromIso("2024-05-31T04:30:07.123999Z"), at(123, 0));
    EXPECT_EQ(startFromIso("2024-05-31T04:30:07+02:00"), at(0, 120));
    EXPECT_EQ(startFromIso("2024-05-31T04:30:07-0330"), at(0, -210));
    EXPECT_EQ(startFromIso("2024-05-31 04:30:07 UTC+2"), at(0, 120));
    EXPECT_TRUE(startFromIso("2024-02-29T00:00:00"));
    EXPECT_TRUE(startFromIso("2000-02-29T23:59:59"));
    for (const char* text : {"",
                             " ",
                             "2024",
                             "2024-05-31",
                             "2024-05-31T04:30",
                             "2024-5-31T04:30:07",
                             "24-05-31T04:30:07",
                             "2024-13-01T00:00:00",
                             "2024-00-01T00:00:00",
                             "2024-01-00T00:00:00",
                             "2024-04-31T00:00:00",
                             "2023-02-29T00:00:00",
                             "1900-02-29T00:00:00",
                             "2024-05-31T24:00:00",
                             "2024-05-31T04:60:00",
                             "2024-05-31T04:30:60",
                             "0000-01-01T00:00:00",
                             "1899-01-01T00:00:00",
                             "2200-01-01T00:00:00",
                             "2024-05-31T04:30:07.",
                             "2024-05-31T04:30:07x",
                             "2024-05-31T04:30:07+15:00",
                             "2024-05-31T04:30:07-12:01",
                             "2024-05-31T04:30:07+02:60",
                             "2024-05-31T04:30:07+",
                             "2024-05-31T04:30:07+020",
                             "x2024-05-31T04:30:07",
                             "2024-05-31T04:30:07+02:00+02:00",
                             "-024-05-31T04:30:07",
                             "2024-05-31T04: 0:07"})
        EXPECT_FALSE(startFromIso(text)) << text;
}

TEST(RecordingStart, ReadsOffsetsFromUtc)
{
    const std::vector<std::pair<const char*, int>> good{{"Z", 0},       {"UTC", 0},         {"UTC+2", 120},
                                                        {"+2", 120},    {"UTC-3:30", -210}, {"+05:45", 345},
                                                        {"+1400", 840}, {"-12", -720},      {" UTC+2 ", 120}};
    for (const auto& [text, wanted] : good)
        EXPECT_EQ(parseUtcOffset(text), minutes(wanted)) << text;
    for (const char* text : {"", "2", "CET", "UTC2", "UTC+", "+15", "+2:5", "+02:00:00", "++2", "+-2", "+99999999999"})
        EXPECT_FALSE(parseUtcOffset(text)) << text;
}

TEST(RecordingStart, ReadsGuano)
{
    const RecordingStart wanted = startAt(2017, 4, 29, 3, 14, 15, 123, -300, StartSource::Guano);
    EXPECT_EQ(startFromGuano("GUANO|Version: 1.0\nMake: X\nTimestamp: 2017-04-29T03:14:15.123-05:00\nNote: y\n"),
              wanted);
    EXPECT_EQ(startFromGuano("GUANO|Version:1.0\r\nTimestamp:2017-04-29T03:14:15.123-05:00\r\n"), wanted);
    EXPECT_EQ(startFromGuano(std::string("GUANO|Version: 1.0\nTimestamp: 2017-04-29T03:14:15.123-05:00\0\0", 62)),
              wanted);
    for (const char* text :
         {"", "GUAN", "Timestamp: 2017-04-29T03:14:15", "GUANO|Version: 1.0\n", "GUANO|Version: 1.0\nTimestamp:",
          "GUANO|Version: 1.0\nTimestamp: yesterday\n", "GUANO|Version: 1.0\nX|Timestamp: 2017-04-29T03:14:15\n",
          "GUANO|Version: 1.0\nTimestamp: 2017-02-30T03:14:15\n", "GUANO|Version: 1.0\nNote: Timestamp: 2017-04-29\n"})
        EXPECT_FALSE(startFromGuano(text)) << text;
    EXPECT_FALSE(startFromGuano(std::string(100'000, '\n')));
    EXPECT_FALSE(startFromGuano("GUANO|Version: 1.0\n" + std::string(100'000, '\xff')));
}

TEST(RecordingStart, ReadsWhatAudioMothWrites)
{
    const std::string behind = " by AudioMoth 24F319055FDF2C8A at medium gain while battery was 4.5V and temperature "
                               "was 21.6C.";
    const auto at = [](int offset, int ms = 0) {
        return startAt(2021, 4, 10, 19, 17, 30, ms, offset, StartSource::Comment);
    };
    EXPECT_EQ(startFromComment("Recorded at 19:17:30 10/04/2021 (UTC+2)" + behind), at(120));
    EXPECT_EQ(startFromComment("Recorded at 19:17:30 10/04/2021 (UTC)" + behind), at(0));
    EXPECT_EQ(startFromComment("Recorded at 19:17:30.500 10/04/2021 (UTC-3:30)" + behind), at(-210, 500));
    for (const char* text :
         {"", "Recorded at ", "Recorded at 19:17:30 10/04/2021", "Recorded at 19:17:30 10/04/2021 (CET)",
          "Recorded at 19:17:30 31/04/2021 (UTC)", "Recorded at 25:17:30 10/04/2021 (UTC)",
          "Recorded at 19:17:30 04/13/2021 (UTC)", "Recorded at 19:17:30 10/04/2021 (UTC+2",
          "recorded at 19:17:30 10/04/2021 (UTC+2)", "Recorded at 19:17:30 10/04/2021 (UTC+99)", "Made by hand"})
        EXPECT_FALSE(startFromComment(text)) << text;
}

TEST(RecordingStart, ReadsFileNames)
{
    const auto at = [](std::optional<int> offset = {}) {
        return startAt(2024, 5, 31, 4, 30, 0, 0, offset, StartSource::FileName);
    };
    for (const char* name :
         {"20240531_043000", "20240531-043000", "20240531T043000", "20240531 043000", "20240531_043000T",
          "REC_20240531_043000_left", "S4A01234_20240531_043000", "2024-05-31_04-30-00", "2024-05-31 04.30.00",
          "site7-2024_05_31_04_30_00-x", "2024.05.31T04:30:00", "2024-05-31_04h30m00", "99_20240531_043000",
          "20240531_043000-0001", "20241399_999999 20240531_043000"})
        EXPECT_EQ(startFromFileName(name), at()) << name;
    EXPECT_EQ(startFromFileName("20240531T043000+0200_REC"), at(120));
    EXPECT_EQ(startFromFileName("20240531T043000Z"), at(0));
    for (const char* name : {"", "dawn", "20240531", "20240531_0430", "20240532_043000", "20240531_253000",
                             "20240531_046000", "120240531_043000", "20240531_0430001", "20240531043000", "2024-05-31",
                             "2024-0531_04-30-00", "2024-05_31_04-30-00", "20240531_04-30-00", "2024-05-31_043000",
                             "20230229_120000", "18991231_235959", "5B2C1A30", "20240531_\xff\xff"})
        EXPECT_FALSE(startFromFileName(name)) << name;
}

// A WAV file of silence with more chunks before and behind the sound.
class StartOfFile : public testing::Test
{
protected:
    static std::string number(std::uint64_t value, int bytes)
    {
        std::string text;
        for (int i = 0; i < bytes; ++i)
            text += static_cast<char>(value >> (8 * i));
        return text;
    }

    static std::string chunk(const std::string& id, const std::string& body)
    {
        return id + number(body.size(), 4) + body + (body.size() % 2 ? std::string(1, '\0') : "");
    }

    static std::string wav(const std::string& before, const std::string& behind)
    {
        const std::string format =
            number(1, 2) + number(1, 2) + number(16000, 4) + number(32000, 4) + number(2, 2) + number(16, 2);
        const std::string all =
            "WAVE" + chunk("fmt ", format) + before + chunk("data", std::string(32000, '\0')) + behind;
        return "RIFF" + number(all.size(), 4) + all;
    }

    std::optional<RecordingStart> startOf(const std::string& bytes, const std::string& name = "dawn.wav") const
    {
        test::writeBytes(m_folder / name, bytes);
        return findRecordingStart(m_folder / name);
    }

    static inline const std::string kGuano = "GUANO|Version: 1.0\nTimestamp: 2017-04-29T03:14:15-05:00\n";
    static inline const std::string kComment =
        "Recorded at 19:17:30 10/04/2021 (UTC+2) by AudioMoth 24F319055FDF2C8A at medium gain.";
    static std::string info() { return chunk("LIST", "INFO" + chunk("ICMT", kComment + '\0')); }

    const RecordingStart m_guano = startAt(2017, 4, 29, 3, 14, 15, 0, -300, StartSource::Guano);
    const RecordingStart m_comment = startAt(2021, 4, 10, 19, 17, 30, 0, 120, StartSource::Comment);
    const RecordingStart m_name = startAt(2024, 5, 31, 4, 30, 0, 0, {}, StartSource::FileName);
    test::TemporaryFolder m_folder;
};

TEST_F(StartOfFile, TheMostExactSourceIsTaken)
{
    EXPECT_EQ(startOf(wav("", chunk("guan", kGuano))), m_guano);
    EXPECT_EQ(startOf(wav(chunk("junk", "odd"), chunk("xyz ", "1") + chunk("guan", kGuano))), m_guano);
    EXPECT_EQ(startOf(wav(chunk("guan", kGuano) + info(), ""), "20240531_043000.wav"), m_guano);
    EXPECT_EQ(startOf(wav(info(), "")), m_comment);
    EXPECT_EQ(startOf(wav(info(), ""), "20240531_043000.wav"), m_comment);
    EXPECT_EQ(startOf(wav("", ""), "20240531_043000.wav"), m_name);
    EXPECT_FALSE(startOf(wav("", "")));
}

TEST_F(StartOfFile, ReadsLargeFilesHeaders)
{
    std::string bytes = wav("", chunk("guan", kGuano));
    const std::string ds64 = number(bytes.size() + 28, 8) + number(32000, 8) + number(16000, 8) + number(0, 4);
    for (const char* kind : {"RF64", "BW64"}) {
        std::string large = kind + number(0xFFFFFFFF, 4) + "WAVE" + chunk("ds64", ds64) + bytes.substr(12);
        large.replace(large.find("data") + 4, 4, number(0xFFFFFFFF, 4));
        EXPECT_EQ(startOf(large), m_guano) << kind;
        std::string lying = large;
        lying.replace(lying.find("ds64") + 16, 8, number(~std::uint64_t{0} - 7, 8)); // adding it up would overflow
        EXPECT_FALSE(startOf(lying)) << kind;
        lying = large;
        lying.replace(lying.find("ds64") + 4, 4, number(12, 4));
        EXPECT_FALSE(startOf(lying)) << kind;
    }
}

TEST_F(StartOfFile, DamagedChunksGiveNothing)
{
    const std::string whole = wav("", chunk("guan", kGuano));
    for (std::size_t length = 0; length < whole.size(); length += length < 60 || length > 31000 ? 1 : 1009)
        EXPECT_FALSE(media::readRiffChunk(
            (test::writeBytes(m_folder / "cut.wav", whole.substr(0, length)), m_folder / "cut.wav"), "guan", 1000))
            << length << " bytes";
    std::string lying = whole;
    lying.replace(lying.find("guan") + 4, 4, number(0xFFFFFFFF, 4));
    EXPECT_FALSE(startOf(lying));
    lying = whole;
    lying.replace(lying.find("data") + 4, 4, number(0xFFFFFFFE, 4));
    EXPECT_FALSE(startOf(lying));
    EXPECT_FALSE(startOf(wav("", chunk("guan", "GUANO|Version: 1.0\nTimestamp: 2017-04-31T03:14:15\n"))));
    EXPECT_FALSE(startOf(wav("", chunk("guan", kGuano + std::string(2 << 20, ' '))))) << "a chunk that is far too long";
    EXPECT_FALSE(startOf("RIFF" + number(4, 4) + "AVI " + chunk("guan", kGuano)));
    std::string many = "RIFF" + number(0, 4) + "WAVE";
    for (int i = 0; i < 5000; ++i)
        many += chunk("none", "");
    EXPECT_FALSE(startOf(many + chunk("guan", kGuano)));
}

TEST_F(StartOfFile, OtherFilesGiveNothing)
{
    EXPECT_FALSE(findRecordingStart(m_folder / "nothing.wav"));
    EXPECT_FALSE(findRecordingStart(m_folder.path()));
    EXPECT_FALSE(startOf("this is not sound"));
    EXPECT_EQ(startOf("this is not sound", "20240531_043000.wav"), m_name) << "the name says it all the same";
    std::stop_source stop;
    stop.request_stop();
    test::writeBytes(m_folder / "20240531_043000.wav", wav(info(), ""));
    EXPECT_FALSE(findRecordingStart(m_folder / "20240531_043000.wav", stop.get_token()));
}

TEST_F(StartOfFile, ReadsOtherContainers)
{
    if (!test::haveFfmpeg())
        GTEST_SKIP() << "no ffmpeg program";
    test::writeBytes(m_folder / "plain.wav", wav("", ""));
    const auto input = m_folder / "plain.wav";
    ASSERT_TRUE(test::encode(input, "-metadata comment=\"" + kComment + "\"", m_folder / "a.flac"));
    EXPECT_EQ(findRecordingStart(m_folder / "a.flac"), m_comment);
    ASSERT_TRUE(test::encode(input, "-metadata creation_time=2022-03-04T05:06:07Z", m_folder / "b.m4a"));
    EXPECT_EQ(findRecordingStart(m_folder / "b.m4a"), startAt(2022, 3, 4, 5, 6, 7, 0, 0, StartSource::CreationTime));
    ASSERT_TRUE(test::encode(input, "-metadata creation_time=1970-01-01T00:00:00Z", m_folder / "c.m4a"));
    EXPECT_FALSE(findRecordingStart(m_folder / "c.m4a")) << "a clock that was never set";
}

} // namespace
} // namespace dass
