#include "core/base/error.h"
#include "tests/base/temporary_folder.h"
#include "tests/report/report_fixture.h"

#include <fstream>

namespace dass {
namespace {

using Exports = ReportTest;

TEST_F(Exports, EventsAreRfc4180)
{
    EXPECT_EQ(text("events"), "file,start_s,end_s,label,mid,peak_probability,mean_probability\r\n"
                              "\"dawn, late.wav\",0.000,2.000,\"Male speech, man speaking\",/m/1,0.900000,0.800000\r\n"
                              "\"dawn, late.wav\",1.000,2.000,\"The \"\"hum\"\"\",/m/3,0.500000,0.500000\r\n");
}

TEST_F(Exports, FramesHaveOneColumnAClass)
{
    EXPECT_EQ(text("frames"), "start_s,end_s,\"Male speech, man speaking\",Dog,\"The \"\"hum\"\"\"\r\n"
                              "0.000,1.000,0.900000,0.100000,0.250000\r\n"
                              "1.000,2.000,0.700000,0.200000,0.500000\r\n"
                              "2.000,2.500,0.100000,0.300000,0.125000\r\n");
}

TEST_F(Exports, SummaryHasOneLineAClass)
{
    EXPECT_EQ(text("summary"), "file,duration_s,label,mid,max_probability,mean_probability,seconds_above_threshold\r\n"
                               "\"dawn, late.wav\",2.500,\"Male speech, man speaking\",/m/1,0.900000,0.566667,2.000\r\n"
                               "\"dawn, late.wav\",2.500,Dog,/m/2,0.300000,0.200000,0.000\r\n"
                               "\"dawn, late.wav\",2.500,\"The \"\"hum\"\"\",/m/3,0.500000,0.291667,1.000\r\n");
}

TEST_F(Exports, AudacityLabelsAreTabSeparatedWithoutHeader)
{
    EXPECT_EQ(text("audacity"), "0.000000\t2.000000\tMale speech, man speaking 0.90\n"
                                "1.000000\t2.000000\tThe \"hum\" 0.50\n");
}

TEST_F(Exports, RavenTableHasItsColumns)
{
    EXPECT_EQ(
        text("raven"),
        "Selection\tView\tChannel\tBegin Time (s)\tEnd Time (s)\tLow Freq (Hz)\tHigh Freq (Hz)\tLabel\tConfidence\t"
        "Begin Path\tFile Offset (s)\n"
        "1\tSpectrogram 1\t1\t0.000\t2.000\t0.0\t8000.0\tMale speech, man speaking\t0.900000\t/sounds/dawn, "
        "late.wav\t0.000\n"
        "2\tSpectrogram 1\t1\t1.000\t2.000\t0.0\t8000.0\tThe \"hum\"\t0.500000\t/sounds/dawn, late.wav\t1.000\n");
}

TEST_F(Exports, TableIsForPeople)
{
    const std::string table = text("table");
    EXPECT_NE(table.find("0:00:01.0   0:00:02.0   0.50   0.50  The \"hum\""), std::string::npos) << table;
}

TEST_F(Exports, OnlyTheClassesAskedForAreInFramesAndSummary)
{
    m_report.provenance.events.classes = {2, 0};
    EXPECT_TRUE(
        text("frames").starts_with("start_s,end_s,\"Male speech, man speaking\",\"The \"\"hum\"\"\"\r\n0.000,"));
    EXPECT_EQ(text("summary").find("Dog"), std::string::npos);
}

TEST_F(Exports, NoEventsGiveAValidFileWithItsHeader)
{
    m_report.events.clear();
    EXPECT_EQ(text("events"), "file,start_s,end_s,label,mid,peak_probability,mean_probability\r\n");
    EXPECT_EQ(text("audacity"), "");
    EXPECT_EQ(text("raven").find('\n'), text("raven").size() - 1);
}

TEST_F(Exports, WithThresholdsOfTheirOwnSayWhatEachClassReaches)
{
    Provenance provenance = m_report.provenance;
    EventSettings events = provenance.events;
    events.ownThresholds = {{1, 0.2}, {0, 0.95}};
    describeEvents(provenance, events, m_report.labels);
    m_report = makeReport(m_report.file, m_report.result, m_report.labels, provenance);
    EXPECT_EQ(text("events"), "file,start_s,end_s,label,mid,peak_probability,mean_probability\r\n"
                              "\"dawn, late.wav\",1.000,2.500,Dog,/m/2,0.300000,0.250000\r\n"
                              "\"dawn, late.wav\",1.000,2.000,\"The \"\"hum\"\"\",/m/3,0.500000,0.500000\r\n");
    EXPECT_NE(text("summary").find("Dog,/m/2,0.300000,0.200000,1.500"), std::string::npos) << text("summary");
    m_report.events.clear();
    EXPECT_NE(text("table").find("no tag reaches its threshold"), std::string::npos);
}

TEST_F(Exports, LongTimesAndPositionsAreExact)
{
    m_report.events = {{1'000'000'001, 1'000'000'003, 1, 1.0F, 1.0F}};
    EXPECT_EQ(text("audacity"), "62500.000063\t62500.000188\tDog 1.00\n");
    EXPECT_NE(text("events").find("62500.000,62500.000,Dog"), std::string::npos);
}

TEST_F(Exports, AreWrittenWithTheirProvenance)
{
    const test::TemporaryFolder folder;
    const std::vector<const Export*> formats{&exportNamed("events"), &exportNamed("json")};
    writeReport(m_report, formats, folder.path() / "deep/er/dawn");
    for (const char* name : {"dawn.events.csv", "dawn.json", "dawn.provenance.json"})
        EXPECT_TRUE(std::filesystem::exists(folder.path() / "deep/er" / name)) << name;
    std::ifstream file(folder.path() / "deep/er/dawn.events.csv", std::ios::binary);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), text("events"));
}

TEST_F(Exports, ProvenanceVouchesForEarlierFormatsOfTheSameSettingsOnly)
{
    const test::TemporaryFolder folder;
    const auto stem = folder.path() / "dawn";
    const auto provenance = exportPath(stem, kProvenanceSuffix);
    const auto write = [&](const char* format) {
        const std::vector<const Export*> formats{&exportNamed(format)};
        writeReport(m_report, formats, stem);
    };
    using Names = std::vector<std::string>;
    write("events");
    write("summary");
    EXPECT_EQ(formatsUpToDate(provenance, m_report.provenance), (Names{"events", "summary"}));
    m_report.provenance.events.threshold = 0.7;
    write("summary");
    EXPECT_EQ(formatsUpToDate(provenance, m_report.provenance), Names{"summary"});
}

TEST_F(Exports, AFolderThatCannotBeMadeIsAnIoError)
{
    const std::vector<const Export*> formats{&exportNamed("events")};
    try {
        writeReport(m_report, formats, "/dev/null/x/dawn");
        ADD_FAILURE() << "nothing was thrown";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Io);
    }
}

TEST(ExportNames, AreThoseOfTheDocumentation)
{
    for (const char* name : {"events", "frames", "summary", "audacity", "raven", "json"})
        EXPECT_EQ(exportNamed(name).name, name);
    EXPECT_EQ(exportNamed("raven").suffix, ".raven.txt");
    EXPECT_EQ(exportNamed("frames").suffix, ".frames.csv");
    EXPECT_THROW(exportNamed("xml"), Error);
}

} // namespace
} // namespace dass
