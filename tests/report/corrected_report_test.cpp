#include "core/corrections/corrections_file.h"
#include "tests/base/temporary_folder.h"
#include "tests/report/report_fixture.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace dass {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;
using testing::Not;

// The report's speech is renamed to Dog and moved, its hum marked wrong, and another Dog added.
class CorrectedReport : public ReportTest
{
protected:
    void SetUp() override
    {
        ReportTest::SetUp();
        m_uncorrected = m_report;
        Correction renamed;
        renamed.found = FoundEvent{m_report.labels[0], {0, 32000}};
        renamed.tag = m_report.labels[1];
        renamed.span = EventSpan{1600, 32000};
        keep(renamed);
        Correction wrong;
        wrong.found = FoundEvent{m_report.labels[2], {16000, 32000}};
        wrong.verdict = Verdict::Wrong;
        keep(wrong);
        Correction added;
        added.tag = m_report.labels[1];
        added.span = EventSpan{32000, 40000};
        keep(added);
        correctReport(m_report, m_corrections);
    }

    void keep(Correction correction)
    {
        correction.id = m_corrections.newId();
        m_corrections.set(correction);
    }

    CorrectionList m_corrections;
    Report m_uncorrected;
};

TEST_F(CorrectedReport, EventsSayInTheLastColumnWhatIsAPersons)
{
    EXPECT_EQ(text("events"), "file,start_s,end_s,label,mid,peak_probability,mean_probability,correction\r\n"
                              "\"dawn, late.wav\",0.100,2.000,Dog,/m/2,0.200000,0.150000,renamed moved\r\n"
                              "\"dawn, late.wav\",1.000,2.000,\"The \"\"hum\"\"\",/m/3,0.500000,0.500000,wrong\r\n"
                              "\"dawn, late.wav\",2.000,2.500,Dog,/m/2,0.300000,0.300000,added\r\n");
}

TEST_F(CorrectedReport, ColumnIsThereAlsoWhereNoRowIsAPersons)
{
    Report report = m_uncorrected;
    Correction deleted;
    deleted.found = FoundEvent{report.labels[0], {0, 32000}};
    deleted.deleted = true;
    deleted.id = 1;
    CorrectionList list;
    list.set(deleted);
    correctReport(report, list);
    m_report = report;
    EXPECT_EQ(text("events"), "file,start_s,end_s,label,mid,peak_probability,mean_probability,correction\r\n"
                              "\"dawn, late.wav\",1.000,2.000,\"The \"\"hum\"\"\",/m/3,0.500000,0.500000,\r\n");
}

TEST_F(CorrectedReport, WithoutCorrectionsNothingIsWritten)
{
    m_report = m_uncorrected;
    correctReport(m_report, {});
    EXPECT_FALSE(m_report.isCorrected());
    for (const char* format : {"events", "json", "raven", "table"})
        EXPECT_THAT(text(format), Not(HasSubstr("orrection"))) << format;
}

TEST_F(CorrectedReport, JsonSaysWhatTheModelFound)
{
    const Json json = Json::parse(text("json"));
    ASSERT_EQ(json["events"].size(), 3U);
    const Json& renamed = json["events"][0];
    EXPECT_EQ(renamed["label"], "Dog");
    EXPECT_EQ(renamed["correction"], "renamed moved");
    EXPECT_EQ(renamed["found"]["label"], "Male speech, man speaking");
    EXPECT_EQ(renamed["found"]["start_s"], 0.0);
    EXPECT_EQ(renamed["found"]["peak_probability"], 0.9);
    EXPECT_EQ(json["events"][1]["correction"], "wrong");
    EXPECT_FALSE(json["events"][1].contains("found"));
    EXPECT_EQ(json["events"][2]["correction"], "added");
    ASSERT_EQ(json["provenance"]["corrections"].size(), 3U);
    EXPECT_EQ(json["provenance"]["corrections"][2]["start_sample"], 32000);
}

TEST_F(CorrectedReport, OtherFormatsHoldTheCorrectedEvents)
{
    EXPECT_EQ(text("audacity"), "0.100000\t2.000000\tDog 0.20\n"
                                "1.000000\t2.000000\tThe \"hum\" 0.50\n"
                                "2.000000\t2.500000\tDog 0.30\n");
    EXPECT_THAT(text("raven"),
                HasSubstr("File Offset (s)\tCorrection\n1\tSpectrogram 1\t1\t0.100\t2.000\t0.0\t8000.0\tDog\t"
                          "0.200000\t/sounds/dawn, late.wav\t0.100\trenamed moved\n2\t"));
    EXPECT_THAT(text("table"), HasSubstr("The \"hum\"  [wrong]\n"));
}

TEST_F(CorrectedReport, FramesAndSummaryStayTheModels)
{
    const std::string frames = text("frames");
    const std::string summary = text("summary");
    m_report = m_uncorrected;
    EXPECT_EQ(text("frames"), frames);
    EXPECT_EQ(text("summary"), summary);
}

// Else `dass tag --resume` would take corrected files for the model's own.
TEST_F(CorrectedReport, ProvenanceVouchesOnlyForFilesWithTheSameCorrections)
{
    const test::TemporaryFolder folder;
    const std::vector<const Export*> formats{&exportNamed("events")};
    writeReport(m_report, formats, folder.path() / "dawn");
    const auto file = exportPath(folder.path() / "dawn", kProvenanceSuffix);
    EXPECT_EQ(formatsUpToDate(file, m_report.provenance), std::vector<std::string>{"events"});
    EXPECT_TRUE(formatsUpToDate(file, m_uncorrected.provenance).empty());
    Report other = m_uncorrected;
    m_corrections.remove(2);
    correctReport(other, m_corrections);
    EXPECT_TRUE(formatsUpToDate(file, other.provenance).empty());
}

} // namespace
} // namespace dass
