#include "core/audio/audio_reader.h"
#include "core/base/atomic_file.h"
#include "core/report/event_clips.h"
#include "core/report/provenance.h"
#include "tests/base/temporary_folder.h"
#include "tests/base/wav_file.h"
#include "tests/report/report_fixture.h"

#include <gtest/gtest.h>

namespace dass {
namespace {

const std::vector<Label> kClipLabels{{"/m/1", "Male speech, man speaking"},
                                     {"/m/2", "Dog"},
                                     {"/m/3", "../R&B: \"a\\b\" ?"},
                                     {"/m/4", "dog"},
                                     {"/m/5", "Übung"},
                                     {"/m/6", "***"}};

std::string nameOf(const ClipFile& file)
{
    return file.path.filename().string();
}

// With German numbers as the program's locale.
using EventClipsTest = ReportTest;

TEST_F(EventClipsTest, NamesSayRecordingStartAndLabel)
{
    const std::vector<Event> events{{83 * 16000 + 7200, 85 * 16000, 1, 0.71F, 0.5F},
                                    {100LL * 3600 * 16000, 100LL * 3600 * 16000 + 160, 0, 0.5F, 0.5F}};
    const auto files = clipFiles(events, kClipLabels, "out/recording", {.format = SoundFormat::Flac});
    ASSERT_EQ(files.size(), 2U);
    EXPECT_EQ(files[0].path, std::filesystem::path("out/recording_00-01-23.450_Dog.flac"));
    EXPECT_EQ(files[0].title, "Dog");
    EXPECT_EQ(files[0].comment, "recording, 83.450 s to 85.000 s, peak probability 0.71");
    EXPECT_EQ(nameOf(files[1]), "recording_100-00-00.000_Male-speech-man-speaking.flac");
}

TEST_F(EventClipsTest, NamesAreSafeAndDifferent)
{
    const std::vector<Event> events{{0, 160, 2}, {0, 160, 1}, {0, 320, 1}, {0, 160, 3}, {0, 160, 4}, {0, 160, 5}};
    const auto files = clipFiles(events, kClipLabels, "what: ever?", {.format = SoundFormat::Wav});
    std::vector<std::string> names;
    for (const ClipFile& file : files)
        names.push_back(nameOf(file));
    EXPECT_EQ(names,
              (std::vector<std::string>{"what- ever-_00-00-00.000_R-B-a-b.wav", "what- ever-_00-00-00.000_Dog.wav",
                                        "what- ever-_00-00-00.000_Dog-2.wav", "what- ever-_00-00-00.000_dog-3.wav",
                                        "what- ever-_00-00-00.000_Übung.wav", "what- ever-_00-00-00.000_unnamed.wav"}));
}

TEST_F(EventClipsTest, LongNamesLoseTheEndOfTheRecordingsName)
{
    std::string stem;
    for (int i = 0; i < 126; ++i)
        stem += "ä";
    const std::vector<Event> events{{0, 160, 1}, {0, 320, 1}};
    const auto files = clipFiles(events, kClipLabels, stem, {});
    for (const ClipFile& file : files)
        EXPECT_LE(nameOf(file).size(), 255U);
    EXPECT_EQ(nameOf(files[0]).size(), 254U); // the half of a character is left out
    EXPECT_EQ(nameOf(files[0]).substr(nameOf(files[0]).size() - 22), "_00-00-00.000_Dog.flac");
    EXPECT_NE(files[0].path, files[1].path);
    const std::vector<Label> long_{{"/m/1", std::string(400, 'x')}};
    EXPECT_LE(nameOf(clipFiles(std::vector<Event>{{0, 160, 0}}, long_, stem, {}).front()).size(), 255U);
}

TEST_F(EventClipsTest, PaddingStartsAtTheRecordingsStart)
{
    const std::vector<Event> events{{8000, 16000, 1}, {32000, 48000, 1}};
    const auto files = clipFiles(events, kClipLabels, "a", {.paddingSeconds = 1.5});
    EXPECT_EQ(files[0].span.start, 0);
    EXPECT_EQ(files[0].span.end, 40000);
    EXPECT_EQ(files[1].span.start, 8000);
    EXPECT_EQ(files[1].span.end, 72000);
    EXPECT_EQ(nameOf(files[1]), "a_00-00-02.000_Dog.flac") << "the event's start";
}

TEST_F(EventClipsTest, WritesEveryEventsSound)
{
    const test::TemporaryFolder folder;
    writeWav(folder / "tone.wav", glidingTone(5 * 16000));
    AudioReader straight(folder / "tone.wav");
    std::vector<float> all(5 * 16000);
    ASSERT_EQ(straight.read(all), all.size());
    const std::vector<Event> events{{0, 16000, 1}, {8000, 24000, 0}, {70000, 90000, 1}};
    const auto files = clipFiles(events, kClipLabels, folder / "clips/tone", {.format = SoundFormat::Wav});
    std::vector<std::size_t> told;
    ASSERT_EQ(writeClips(folder / "tone.wav", files, {}, [&](std::size_t done) { told.push_back(done); }),
              Outcome::Finished);
    EXPECT_EQ(told, (std::vector<std::size_t>{1, 2, 3}));
    for (std::size_t i = 0; i < files.size(); ++i) {
        AudioReader clip(files[i].path);
        std::vector<float> found(all.size());
        found.resize(clip.read(found));
        const auto end = std::min<std::int64_t>(events[i].endSample, 80000); // the recording's
        EXPECT_EQ(found, std::vector<float>(all.begin() + events[i].startSample, all.begin() + end)) << i;
    }
}

TEST_F(EventClipsTest, AStopKeepsWhatIsThereAndNothingHalf)
{
    const test::TemporaryFolder folder;
    writeWav(folder / "tone.wav", glidingTone(5 * 16000));
    const std::vector<Event> events{{0, 16000, 1}, {16000, 32000, 1}, {32000, 48000, 1}};
    const auto files = clipFiles(events, kClipLabels, folder / "clips/tone", {});
    std::stop_source stop;
    EXPECT_EQ(writeClips(folder / "tone.wav", files, stop.get_token(),
                         [&](std::size_t done) {
                             if (done == 2)
                                 stop.request_stop();
                         }),
              Outcome::Cancelled);
    std::size_t there = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "clips")) {
        ++there;
        EXPECT_EQ(entry.path().extension(), ".flac");
    }
    EXPECT_EQ(there, 2U);
}

TEST_F(EventClipsTest, NoProvenanceVouchesForClipsThatMayHaveBeenReplaced)
{
    const test::TemporaryFolder folder;
    Provenance provenance;
    provenance.complete = true;
    const std::vector<std::string> formats{
        "events", clipsFormatName({.format = SoundFormat::Wav, .paddingSeconds = 1.5}),
        clipsFormatName({.format = SoundFormat::Flac, .paddingSeconds = 0.25}),
        clipsFormatName({.format = SoundFormat::Flac, .paddingSeconds = 1.0 / 16000})};
    EXPECT_EQ(formats[2], "clips flac 0.250");
    EXPECT_EQ(formats[3], "clips flac 0.0000625");
    writeFileAtomically(folder / "tone.provenance.json", provenanceFileText(provenance, formats));
    withdrawClips(folder / "tone", SoundFormat::Flac);
    EXPECT_EQ(formatsUpToDate(folder / "tone.provenance.json", provenance),
              std::vector(formats.begin(), formats.begin() + 2));
    withdrawClips(folder / "no such", SoundFormat::Flac);
    EXPECT_FALSE(std::filesystem::exists(folder / "no such.provenance.json"));
}

} // namespace
} // namespace dass
