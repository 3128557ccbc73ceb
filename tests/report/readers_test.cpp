// What other programs make of the exports: CSV by pandas, Audacity's labels and Raven's table by crowsetta. Written
// with a German locale, read with one in the environment. The readers live in an environment of their own, which
// packaging/bootstrap.sh test sets up.
#include "core/base/error.h"
#include "tests/base/temporary_folder.h"
#include "tests/report/report_fixture.h"

#include <nlohmann/json.hpp>

#include <array>
#include <clocale>
#include <cstdio>
#include <filesystem>

namespace dass {
namespace {

using Json = nlohmann::json;

class ReadersTest : public ReportTest
{
protected:
    void SetUp() override
    {
        if (!std::filesystem::exists(DASS_READERS_PYTHON))
            GTEST_SKIP() << "the readers are not set up (packaging/bootstrap.sh test does it)";
        ReportTest::SetUp();
        m_numbers = std::setlocale(LC_NUMERIC, nullptr);
        std::setlocale(LC_NUMERIC, "de_DE.UTF-8"); // where the machine has it; the C++ locale is German anyway
        std::vector<const Export*> formats;
        for (const Export& format : allExports())
            formats.push_back(&format);
        writeReport(m_report, formats, m_folder / "dawn, late");
    }
    void TearDown() override
    {
        if (m_numbers.empty())
            return;
        std::setlocale(LC_NUMERIC, m_numbers.c_str());
        ReportTest::TearDown();
    }

    // What the readers made of these formats' files, in their order. One start of Python takes seconds.
    std::vector<Json> read(const std::vector<std::string>& formats) const
    {
        std::string command = "LC_ALL=de_DE.UTF-8 '" DASS_READERS_PYTHON "' '" DASS_READ_EXPORTS "'";
        for (const std::string& format : formats)
            command += " " + (format == "audacity" || format == "raven" ? format : "csv") + " '" +
                       (m_folder / "dawn, late").string() + std::string(exportNamed(format).suffix) + "'";
        std::string output;
        std::FILE* pipe = popen((command + " 2>&1").c_str(), "r");
        std::array<char, 4096> part{};
        while (const std::size_t count = std::fread(part.data(), 1, part.size(), pipe))
            output.append(part.data(), count);
        EXPECT_EQ(pclose(pipe), 0) << output;
        Json found = Json::parse(output, nullptr, false);
        return found.is_array() ? found.get<std::vector<Json>>() : std::vector<Json>{};
    }

    test::TemporaryFolder m_folder;
    std::string m_numbers; // the locale that was
};

// Two events at a threshold of 0.5: the first class over two rows of 1 s, the third in the second row.
TEST_F(ReadersTest, ReadWhatWasWritten)
{
    const auto found = read({"events", "frames", "summary", "audacity", "raven"});
    ASSERT_EQ(found.size(), 5U);
    const Json& events = found[0];
    EXPECT_EQ(events["columns"],
              Json::parse(R"(["file", "start_s", "end_s", "label", "mid", "peak_probability", "mean_probability"])"));
    EXPECT_EQ(events["rows"], Json::parse(R"([
        ["dawn, late.wav", 0.0, 2.0, "Male speech, man speaking", "/m/1", 0.9, 0.8],
        ["dawn, late.wav", 1.0, 2.0, "The \"hum\"", "/m/3", 0.5, 0.5]])"));
    for (const std::size_t column : {1U, 2U, 5U, 6U})
        EXPECT_EQ(events["types"][column], "float64") << column;

    const Json& frames = found[1];
    EXPECT_EQ(frames["columns"],
              Json::parse(R"(["start_s", "end_s", "Male speech, man speaking", "Dog", "The \"hum\""])"));
    EXPECT_EQ(frames["rows"],
              Json::parse("[[0.0, 1.0, 0.9, 0.1, 0.25], [1.0, 2.0, 0.7, 0.2, 0.5], [2.0, 2.5, 0.1, 0.3, 0.125]]"));
    for (const Json& type : frames["types"])
        EXPECT_EQ(type, "float64");

    const Json& summary = found[2];
    EXPECT_EQ(summary["columns"], Json::parse(R"(["file", "duration_s", "label", "mid", "max_probability",
                                                  "mean_probability", "seconds_above_threshold"])"));
    EXPECT_EQ(summary["rows"], Json::parse(R"([
        ["dawn, late.wav", 2.5, "Male speech, man speaking", "/m/1", 0.9, 0.566667, 2.0],
        ["dawn, late.wav", 2.5, "Dog", "/m/2", 0.3, 0.2, 0.0],
        ["dawn, late.wav", 2.5, "The \"hum\"", "/m/3", 0.5, 0.291667, 1.0]])"));

    EXPECT_EQ(found[3],
              Json::parse(R"([[0.0, 2.0, "Male speech, man speaking 0.90"], [1.0, 2.0, "The \"hum\" 0.50"]])"));
    EXPECT_EQ(found[4], Json::parse(R"([[0.0, 2.0, 0.0, 8000.0, "Male speech, man speaking", 0.9],
                                        [1.0, 2.0, 0.0, 8000.0, "The \"hum\"", 0.5]])"));
}

TEST_F(ReadersTest, ReadWhatWasCorrected)
{
    CorrectionList corrections;
    Correction added;
    added.id = corrections.newId();
    added.tag = m_report.labels[1];
    added.span = EventSpan{1234 * 16 + 8, 2345 * 16}; // half a millisecond is rounded up
    corrections.set(added);
    correctReport(m_report, corrections);
    const std::array<const Export*, 3> formats{&exportNamed("events"), &exportNamed("audacity"), &exportNamed("raven")};
    writeReport(m_report, formats, m_folder / "dawn, late");
    const auto found = read({"events", "audacity", "raven"});
    ASSERT_EQ(found.size(), 3U);
    ASSERT_EQ(found[0]["rows"].size(), 3U);
    EXPECT_EQ(found[0]["columns"].back(), "correction");
    EXPECT_EQ(found[0]["rows"][2],
              Json::parse(R"(["dawn, late.wav", 1.235, 2.345, "Dog", "/m/2", 0.3, 0.25, "added"])"));
    EXPECT_TRUE(found[0]["rows"][0].back().is_null());
    EXPECT_EQ(found[1][2], Json::parse(R"([1.2345, 2.345, "Dog 0.30"])"));
    EXPECT_EQ(found[2][2], Json::parse(R"([1.235, 2.345, 0.0, 8000.0, "Dog", 0.3])"));
}

} // namespace
} // namespace dass
