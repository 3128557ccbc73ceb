#include "core/base/error.h"
#include "tests/base/temporary_folder.h"
#include "tests/report/report_fixture.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <streambuf>

namespace dass {
namespace {

constexpr int kRows = 300; // events, frames and classes

// Asks to stop once so many lines have been written to it.
class StoppingBuffer : public std::streambuf
{
public:
    StoppingBuffer(std::stop_source& stop, std::ptrdiff_t after) : m_stop(stop), m_after(after) {}
    std::ptrdiff_t lines() const { return m_lines; }

protected:
    int_type overflow(int_type c) override
    {
        const char one = traits_type::to_char_type(c);
        xsputn(&one, 1);
        return c;
    }
    std::streamsize xsputn(const char* text, std::streamsize count) override
    {
        m_lines += std::count(text, text + count, '\n');
        if (m_lines >= m_after)
            m_stop.request_stop();
        return count;
    }

private:
    std::stop_source& m_stop;
    std::ptrdiff_t m_after;
    std::ptrdiff_t m_lines = 0;
};

// What a folder holds, hidden files and folders too.
std::map<std::string, std::string> contentsOf(const std::filesystem::path& folder)
{
    std::map<std::string, std::string> contents;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        std::string& text = contents[entry.path().filename().string()];
        std::ifstream file(entry.path(), std::ios::binary);
        if (entry.is_regular_file())
            text.assign(std::istreambuf_iterator<char>(file), {});
    }
    return contents;
}

std::vector<std::string> exportNames()
{
    std::vector<std::string> names;
    for (const Export& format : allExports())
        names.emplace_back(format.name);
    return names;
}

// The fixture's report with many rows of everything.
class ExportCancelTest : public ReportTest
{
protected:
    void SetUp() override
    {
        ReportTest::SetUp();
        m_report.labels.clear();
        m_report.events.clear();
        m_report.result.probabilities = std::make_shared<ProbabilityMatrix>(kRows);
        for (int i = 0; i < kRows; ++i) {
            m_report.labels.push_back({"/m/" + std::to_string(i), "Class " + std::to_string(i)});
            m_report.events.push_back({i * 16000, (i + 1) * 16000, i, 0.9F, 0.8F});
            m_report.result.probabilities->append(std::vector<float>(kRows, 0.25F));
        }
        m_report.result.samples = kRows * 16000;
        m_report.result.frames = kRows * 100;
    }
};

class EveryExport : public ExportCancelTest, public testing::WithParamInterface<std::string>
{
};

TEST_P(EveryExport, StopsBeforeTheNextRow)
{
    const std::string all = text(GetParam());
    const auto lines = std::count(all.begin(), all.end(), '\n');
    ASSERT_GE(lines, kRows);
    for (const auto after : {lines / 4, lines / 2, lines * 3 / 4}) {
        std::stop_source stop;
        StoppingBuffer buffer(stop, after);
        std::ostream out(&buffer);
        EXPECT_EQ(exportNamed(GetParam()).write(m_report, out, stop.get_token()), Outcome::Cancelled)
            << "after " << after;
        EXPECT_LE(buffer.lines(), after + 1) << "of " << lines;
    }
}

INSTANTIATE_TEST_SUITE_P(Formats, EveryExport, testing::ValuesIn(exportNames()));

// Formats whose rows do to the test's folder or stop what happens to a real one at a bad moment.
std::stop_source* stopInTheMiddle = nullptr;
std::filesystem::path folderInTheWay;

constexpr auto kNoHeader = [](const Report&, std::ostream&) {};
constexpr Export kStopped{"stopped",
                          "is cancelled halfway",
                          ".stopped.txt",
                          false,
                          kNoHeader,
                          [](const Report& report, std::ostream& out, const std::stop_token& stop) {
                              stopInTheMiddle->request_stop();
                              return exportNamed("events").write(report, out, stop);
                          }};
constexpr Export kBlocked{"blocked",
                          "cannot take its name",
                          ".blocked.txt",
                          false,
                          kNoHeader,
                          [](const Report&, std::ostream&, const std::stop_token&) {
                              std::filesystem::create_directory(folderInTheWay);
                              return Outcome::Finished;
                          }};

// As on a full disk: what is written does not arrive.
constexpr auto kFill = [](const Report&, std::ostream& out, const std::stop_token&) {
    out << "half of it";
    out.setstate(std::ios::badbit);
    return Outcome::Finished;
};
constexpr Export kFull{"full", "does not fit", ".full.txt", false, kNoHeader, kFill};
constexpr Export kFullToo{"full too", "does not fit either", ".full-too.txt", false, kNoHeader, kFill};

TEST_F(ExportCancelTest, AStopLeavesNothingNewAndTheOldAsItWas)
{
    const test::TemporaryFolder folder;
    const auto stem = folder / "dawn";
    const std::vector<const Export*> before{&exportNamed("events"), &exportNamed("summary")};
    ASSERT_EQ(writeReport(m_report, before, stem), Outcome::Finished);
    const auto old = contentsOf(folder.path());
    ASSERT_EQ(old.size(), 3U);

    m_report.events.resize(10);
    m_report.provenance.events.threshold = 0.7;
    std::stop_source stop;
    stopInTheMiddle = &stop;
    const std::vector<const Export*> formats{&exportNamed("events"), &exportNamed("json"), &kStopped};
    EXPECT_EQ(writeReport(m_report, formats, stem, stop.get_token()), Outcome::Cancelled);
    EXPECT_EQ(contentsOf(folder.path()), old);
}

TEST_F(ExportCancelTest, AStopBehindTheLastRowIsStillInTime)
{
    const test::TemporaryFolder folder;
    m_report.events.clear(); // no row behind the request would look at it
    std::stop_source stop;
    stopInTheMiddle = &stop;
    const std::vector<const Export*> formats{&kStopped};
    EXPECT_EQ(writeReport(m_report, formats, folder / "dawn", stop.get_token()), Outcome::Cancelled);
    EXPECT_TRUE(contentsOf(folder.path()).empty());
}

TEST_F(ExportCancelTest, AStopBeforeTheStartMakesNoFolder)
{
    const test::TemporaryFolder folder;
    std::stop_source stop;
    stop.request_stop();
    const std::vector<const Export*> formats{&exportNamed("events")};
    EXPECT_EQ(writeReport(m_report, formats, folder / "deep/dawn", stop.get_token()), Outcome::Cancelled);
    EXPECT_FALSE(std::filesystem::exists(folder / "deep"));
}

class ExportFailures : public ExportCancelTest
{
protected:
    using Names = std::vector<std::string>;

    // The line of a report that could not be written whole.
    std::string refusal(const std::vector<const Export*>& formats)
    {
        try {
            writeReport(m_report, formats, m_folder / "dawn");
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::Io);
            return error.what();
        }
        ADD_FAILURE() << "all was written";
        return {};
    }
    std::string pathOf(const std::string& name) const { return "'" + (m_folder / name).string() + "'"; }
    Names vouchedFor() const
    {
        return formatsUpToDate(exportPath(m_folder / "dawn", kProvenanceSuffix), m_report.provenance);
    }

    const test::TemporaryFolder m_folder;
};

TEST_F(ExportFailures, AFullDiskCostsOnlyTheFormatsThatDoNotFit)
{
    const std::string line = refusal({&exportNamed("events"), &kFull, &exportNamed("summary"), &kFullToo});
    EXPECT_EQ(line.find("cannot write " + pathOf("dawn.full.txt") + ": "), 0U) << line;
    EXPECT_NE(line.find("; nor could " + pathOf("dawn.full-too.txt") +
                        " be written; the other results of this "
                        "recording are there"),
              std::string::npos)
        << line;
    const auto left = contentsOf(m_folder.path());
    EXPECT_EQ(left.size(), 3U) << "and no temporary file";
    EXPECT_EQ(left.at("dawn.events.csv"), text("events"));
    EXPECT_EQ(left.at("dawn.summary.csv"), text("summary"));
    EXPECT_EQ(vouchedFor(), (Names{"events", "summary"}));
}

TEST_F(ExportFailures, WhenNothingCanBeWrittenTheOldIsAsItWas)
{
    const std::vector<const Export*> before{&exportNamed("events")};
    writeReport(m_report, before, m_folder / "dawn");
    const auto old = contentsOf(m_folder.path());
    m_report.provenance.events.threshold = 0.7;
    const std::string line = refusal({&kFull, &kFullToo});
    EXPECT_EQ(line.find("are there"), std::string::npos) << line;
    EXPECT_EQ(contentsOf(m_folder.path()), old);
}

TEST_F(ExportFailures, AnErrorBeforeAllAreWrittenCostsNoOtherFile)
{
    const std::vector<const Export*> before{&exportNamed("events")};
    writeReport(m_report, before, m_folder / "dawn");
    std::filesystem::create_directory(m_folder / "dawn.json"); // in the way
    m_report.events.resize(10);
    const std::string line = refusal({&exportNamed("json"), &exportNamed("events")});
    EXPECT_NE(line.find(pathOf("dawn.json")), std::string::npos) << line;
    const auto left = contentsOf(m_folder.path());
    EXPECT_EQ(left.size(), 3U);
    EXPECT_EQ(left.at("dawn.events.csv"), text("events"));
    EXPECT_EQ(vouchedFor(), Names{"events"});
}

TEST_F(ExportFailures, AnErrorBetweenTheFilesLeavesNoOldProvenance)
{
    const std::vector<const Export*> before{&exportNamed("events")};
    writeReport(m_report, before, m_folder / "dawn");
    ASSERT_TRUE(std::filesystem::exists(exportPath(m_folder / "dawn", kProvenanceSuffix)));
    folderInTheWay = m_folder / "dawn.blocked.txt";
    m_report.events.resize(10);
    m_report.provenance.events.threshold = 0.7;
    const std::string line = refusal({&kBlocked, &exportNamed("events")});
    EXPECT_NE(line.find(pathOf("dawn.blocked.txt")), std::string::npos) << line;
    const auto left = contentsOf(m_folder.path());
    EXPECT_EQ(left.size(), 3U); // the new events with their provenance, and what was in the way
    EXPECT_EQ(left.at("dawn.events.csv"), text("events"));
    EXPECT_EQ(vouchedFor(), Names{"events"});
}

} // namespace
} // namespace dass
