#include "tests/base/temporary_folder.h"
#include "tests/inference/fake_model.h"
#include "tests/report/report_fixture.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <fstream>
#include <sys/stat.h>

namespace dass {
namespace {

class ProvenanceTest : public testing::Test
{
protected:
    ProvenanceTest()
    {
        std::ofstream(m_input) << "0123456789";
        m_audio.path = m_input;
        m_audio.fileBytes = 10;
    }

    Provenance describe() const { return describeRun(m_audio, m_model, m_settings, m_events); }

    void writeComplete(bool complete = true)
    {
        Provenance written = describe();
        written.complete = complete;
        written.samples = 12345;
        std::ofstream(m_file) << provenanceFileText(written, {"events", "json"});
    }

    bool isUpToDate(const Provenance& wanted) const { return !formatsUpToDate(m_file, wanted).empty(); }

    test::TemporaryFolder m_folder;
    std::filesystem::path m_input = m_folder.path() / "a.wav";
    std::filesystem::path m_file = m_folder.path() / "a.provenance.json";
    AudioInfo m_audio;
    FakeModel m_model;
    TaggingSettings m_settings;
    EventSettings m_events;
};

TEST_F(ProvenanceTest, SaysWhatMadeTheResult)
{
    m_events.classes = {1};
    Provenance provenance = describe();
    provenance.samples = 160000;
    const auto json = nlohmann::json::parse(toJson(provenance));
    EXPECT_EQ(json["input"]["bytes"], 10);
    EXPECT_EQ(json["input"]["duration_s"], 10.0);
    EXPECT_EQ(json["model"]["name"], "fake");
    EXPECT_EQ(json["model"]["sha256"], std::string(64, '0'));
    EXPECT_EQ(json["settings"]["window_s"], 10.24);
    EXPECT_EQ(json["settings"]["classes"], nlohmann::json::array({"Class 1"}));
    EXPECT_FALSE(json["program"]["version"].get<std::string>().empty());
}

TEST_F(ProvenanceTest, SaysHowEventsWereShaped)
{
    const auto plain = nlohmann::json::parse(toJson(describe()))["settings"];
    EXPECT_EQ(plain["end_threshold"], plain["threshold"]);
    EXPECT_EQ(plain["smoothing"], "none");
    EXPECT_EQ(plain["roll_up"], false);
    writeComplete();
    m_events.endThreshold = 0.25;
    m_events.smoothing = Smoothing::Median;
    m_events.smoothingRows = 7;
    m_events.rollUp = {{1, 0}};
    const auto shaped = nlohmann::json::parse(toJson(describe()))["settings"];
    EXPECT_EQ(shaped["end_threshold"], 0.25);
    EXPECT_EQ(shaped["smoothing"], "median");
    EXPECT_EQ(shaped["smoothing_rows"], 7);
    EXPECT_EQ(shaped["roll_up"], true);
    EXPECT_FALSE(isUpToDate(describe()));
}

TEST_F(ProvenanceTest, NamesTheThresholdsOfTheClassesAskedForThatHaveTheirOwn)
{
    EXPECT_FALSE(nlohmann::json::parse(toJson(describe()))["settings"].contains("own_thresholds"))
        << "files of before there were such stay up to date";
    writeComplete();
    m_events.threshold = 0.3;
    m_events.endThreshold = 0.25;
    m_events.ownThresholds = {{0, 0.2}, {2, 0.6}, {3, 0.1}};
    m_events.classes = {2, 3};
    const auto settings = nlohmann::json::parse(toJson(describe()))["settings"];
    EXPECT_EQ(settings["threshold"], 0.3);
    EXPECT_EQ(settings["own_thresholds"],
              nlohmann::json::parse(R"([{"label": "Class 2", "threshold": 0.6, "end_threshold": 0.25},
                                        {"label": "Class 3", "threshold": 0.1, "end_threshold": 0.1}])"));
    m_events = {};
    m_events.ownThresholds = {{0, 0.2}};
    EXPECT_FALSE(isUpToDate(describe()));
    writeComplete();
    EXPECT_TRUE(isUpToDate(describe()));
    m_events.ownThresholds = {{0, 0.21}};
    EXPECT_FALSE(isUpToDate(describe()));
}

TEST_F(ProvenanceTest, IsUpToDateWhenNothingChanged)
{
    EXPECT_FALSE(isUpToDate(describe())) << "there is none yet";
    writeComplete();
    EXPECT_TRUE(isUpToDate(describe()));
}

TEST_F(ProvenanceTest, IsOutOfDateWhenSettingsModelOrFileChanged)
{
    writeComplete();
    m_settings.hopSeconds = 1;
    EXPECT_FALSE(isUpToDate(describe()));
    m_settings = {};
    m_events.threshold = 0.31;
    EXPECT_FALSE(isUpToDate(describe()));
    m_events = {};
    Provenance otherModel = describe();
    otherModel.modelSha256 = std::string(64, '1');
    EXPECT_FALSE(isUpToDate(otherModel));
    ASSERT_TRUE(isUpToDate(describe()));

    using namespace std::chrono_literals;
    std::filesystem::last_write_time(m_input, std::filesystem::last_write_time(m_input) + 1s);
    EXPECT_FALSE(isUpToDate(describe()));
}

TEST_F(ProvenanceTest, OfAnIncompleteRunOrOfGarbageIsNotUpToDate)
{
    writeComplete(false);
    EXPECT_FALSE(isUpToDate(describe()));
    for (const char* garbage : {"", "{", "[]", "null", R"({"complete": true})", R"({"complete": 3})",
                                R"({"complete": true, "program": 1, "model": 2, "settings": 3, "input": 4})"}) {
        std::ofstream(m_file) << garbage;
        EXPECT_FALSE(isUpToDate(describe())) << garbage;
    }
}

TEST_F(ProvenanceTest, OfASelectionVouchesForNothing)
{
    Provenance cut = describe();
    cut.complete = true;
    cut.selectionStart = 16000;
    cut.selectionEnd = 40000;
    const auto json = nlohmann::json::parse(toJson(cut));
    EXPECT_EQ(json["selection"], (nlohmann::json{{"start_s", 1.0}, {"end_s", 2.5}}));
    std::ofstream(m_file) << provenanceFileText(cut, {"events"});
    EXPECT_FALSE(isUpToDate(describe())) << "the table lacks rows";
    EXPECT_FALSE(isUpToDate(cut));
    writeComplete();
    EXPECT_FALSE(isUpToDate(cut)) << "the table has more rows";
}

TEST_F(ProvenanceTest, VouchesOnlyForTheFormatsItLists)
{
    writeComplete();
    EXPECT_EQ(formatsUpToDate(m_file, describe()), (std::vector<std::string>{"events", "json"}));
    Provenance written = describe();
    written.complete = true;
    std::ofstream(m_file) << toJson(written);
    EXPECT_FALSE(isUpToDate(describe())) << "it lists none";
}

TEST_F(ProvenanceTest, WhatSomebodyElsePutInItsPlaceVouchesForNothingAndHoldsNothingUp)
{
    writeComplete();
    std::ifstream stream(m_file);
    nlohmann::ordered_json deep = nlohmann::ordered_json::parse(stream);
    const std::string lists = std::string(100'000, '[') + std::string(100'000, ']');
    std::string text = deep.dump();
    text.insert(text.size() - 1, ", \"corrections\": " + lists);
    std::ofstream(m_file, std::ios::trunc) << text;
    EXPECT_FALSE(isUpToDate(describe()));
    std::ofstream(m_file, std::ios::trunc) << R"({"formats": ["clips wav", )" << lists << "]}";
    withdrawFormats(m_file, "clips"); // copied and written, it would run out of stack

    std::ofstream(m_file, std::ios::trunc) << deep.dump();
    std::filesystem::resize_file(m_file, std::uintmax_t{40'000'000'000}); // of holes
    EXPECT_FALSE(isUpToDate(describe()));
    std::filesystem::remove(m_file);
    ASSERT_EQ(mkfifo(m_file.c_str(), 0600), 0);
    EXPECT_FALSE(isUpToDate(describe())); // opened, it would wait for ever
    withdrawFormats(m_file, "clips");
}

} // namespace
} // namespace dass
