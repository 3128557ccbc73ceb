#include "core/report/preview.h"
#include "core/report/selection.h"
#include "tests/report/report_fixture.h"

#include <algorithm>

namespace dass {
namespace {

class Preview : public ReportTest
{
protected:
    std::string preview(const std::string& format, std::size_t lines, std::size_t columns = 100'000) const
    {
        return previewOf(m_report, exportNamed(format), lines, columns);
    }
};

TEST_F(Preview, IsTheFileItselfWhereThatIsShort)
{
    for (const Export& format : allExports()) {
        std::string wanted = text(std::string(format.name));
        std::erase(wanted, '\r');
        EXPECT_EQ(preview(std::string(format.name), 100'000), wanted) << format.name;
        const auto lines = static_cast<std::size_t>(std::ranges::count(wanted, '\n'));
        if (format.appendable) // rows
            EXPECT_EQ(preview(std::string(format.name), lines), wanted) << format.name;
    }
}

TEST_F(Preview, EndsAfterItsLines)
{
    ASSERT_EQ(m_report.events.size(), 2U);
    const std::string all = preview("events", 100);
    const std::size_t second = all.find('\n', all.find('\n') + 1) + 1;
    EXPECT_EQ(preview("events", 2), all.substr(0, second) + "…\n");
}

TEST_F(Preview, CutsLinesByCharacters)
{
    m_report.file = "ää.wav";
    const std::string shown = preview("events", 2, 3);
    EXPECT_EQ(shown, "fil\nää.\n…\n"); // of two bytes each
    m_report.file = "雨と犬.wav";
    EXPECT_EQ(preview("events", 2, 4), "file\n雨と犬.\n…\n"); // of three
}

TEST_F(Preview, OfNothingIsTheHeader)
{
    m_report.events.clear();
    EXPECT_EQ(std::ranges::count(preview("events", 5), '\n'), 1);
    std::stop_source stopped;
    stopped.request_stop();
    EXPECT_LE(previewOf(m_report, exportNamed("frames"), 5, 100, stopped.get_token()).size(), 200U);
}

TEST_F(Preview, SelectionsKeepWhatTouchesThemWithItsCorrections)
{
    m_report.events.clear();
    for (std::int64_t i = 0; i < 6; ++i) {
        Event event;
        event.startSample = 1000 * i;
        event.endSample = 1000 * i + 1000;
        event.classIndex = i % 3;
        m_report.events.push_back(event);
    }
    for (const std::size_t place : {1U, 3U, 5U}) {
        CorrectedRow row;
        row.place = place;
        row.correction.id = place;
        m_report.corrected.push_back(row);
    }
    keepEventsBetween(m_report, 2000, 3500);
    ASSERT_EQ(m_report.events.size(), 2U); // one that ends where it starts does not touch it
    EXPECT_EQ(m_report.events[0].startSample, 2000);
    EXPECT_EQ(m_report.events[1].startSample, 3000);
    ASSERT_EQ(m_report.corrected.size(), 1U);
    EXPECT_EQ(m_report.corrected[0].place, 1U);
    EXPECT_EQ(m_report.corrected[0].correction.id, decltype(Correction::id){3});
}

} // namespace
} // namespace dass
