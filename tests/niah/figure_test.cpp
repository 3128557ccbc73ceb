#include "core/base/sha256.h"
#include "core/base/version.h"
#include "core/niah/figure.h"
#include "core/niah/record.h"
#include "tests/niah/run_fixture.h"

#include <algorithm>
#include <limits>

namespace dass::niah {
namespace {

std::size_t countOf(const std::string& text, const std::string& what)
{
    std::size_t count = 0;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size()))
        ++count;
    return count;
}

std::string between(const std::string& text, const std::string& begin, const std::string& end)
{
    const auto from = text.find(begin);
    const auto to = text.find(end, from);
    return from == std::string::npos || to == std::string::npos
               ? std::string()
               : text.substr(from + begin.size(), to - from - begin.size());
}

std::string unescaped(std::string text)
{
    for (const auto& [from, to] :
         {std::pair<std::string, std::string>{"&quot;", "\""}, {"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}}) {
        for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + 1))
            text.replace(at, from.size(), to);
    }
    return text;
}

TEST_F(NiahRun, TheFigureHoldsCurvesHeatMapsAndWhatMadeThem)
{
    ASSERT_EQ(run(spec(), "out"), Outcome::Finished);
    const std::string svg = read("out/figure.svg");
    EXPECT_EQ(between(svg, "<title>", "</title>"),
              "Needle in a haystack, small-model: retention of the mAP of 7 needles alone");
    EXPECT_EQ(countOf(svg, "<g class=\"retention\""), 1U);
    EXPECT_EQ(countOf(svg, "<g class=\"heat-map\""), 2U) << "silence and white noise";
    EXPECT_EQ(countOf(svg, "white 0 dB, at 0.5"), 1U);
    for (const auto& cell : table("out/cells.csv")) {
        const std::string length = cell.at("length_frames") == "1024" ? "10.24 s" : "16 s";
        EXPECT_EQ(countOf(svg, length + ", position " + cell.at("position") + ": "), 2U);
        if (cell.at("retention") == "1.000000") {
            EXPECT_NE(svg.find(length + ", position " + cell.at("position") + ": 100 %"), std::string::npos);
        }
    }
    const Json made = Json::parse(unescaped(between(svg, "<metadata>", "</metadata>")));
    const Experiment experiment = readExperiment(m_folder / "out");
    EXPECT_EQ(made.at("program"), std::string("dass ") + dass::kVersion);
    EXPECT_EQ(made.at("spec_sha256"), sha256Of(experiment.specText));
    ASSERT_EQ(made.at("models").size(), 1U);
    EXPECT_EQ(made.at("models")[0].at("name"), "small-model");
    EXPECT_EQ(made.at("models")[0].at("sha256"), experiment.models.front().sha256);
}

TEST_F(NiahRun, OneLengthHasAHeatMapAlone)
{
    ASSERT_EQ(run(spec({{"lengths_frames", {1600}}}), "out"), Outcome::Finished);
    const std::string svg = read("out/figure.svg");
    EXPECT_EQ(countOf(svg, "<g class=\"retention\""), 0U);
    EXPECT_EQ(countOf(svg, "<g class=\"heat-map\""), 2U);
}

TEST(NiahFigure, NamesCannotBreakIt)
{
    const double none = std::numeric_limits<double>::quiet_NaN();
    Figure figure;
    figure.title = "a < b & \"c\"\n\xEF\xBF\xBE";
    figure.provenance = R"({"name": "</metadata>"})";
    figure.curves = {{"<script>", {{10, 1, none, none}, {20, 0.5, 0.4, 0.6}}}};
    figure.heatMaps = {{"<b>", {10, 100}, {0, 0.5}, {1, none, 0.5, 1.25}}};
    const std::string svg = figureSvg(figure);
    EXPECT_EQ(between(svg, "<title>", "</title>"), "a &lt; b &amp; &quot;c&quot;  ");
    EXPECT_EQ(countOf(svg, "</metadata>"), 1U);
    EXPECT_EQ(countOf(svg, "<script>"), 0U);
    EXPECT_EQ(countOf(svg, "<b>"), 0U);
    EXPECT_EQ(countOf(svg, ": 125 %</title>"), 1U);
    EXPECT_EQ(countOf(svg, "1.67 min, position 0: –</title>"), 1U) << "what is not known has no colour of a number";
    EXPECT_EQ(countOf(svg, "nan"), 0U);
    EXPECT_TRUE(figureSvg({}).empty());
}

TEST(NiahFigure, MapsBeyondWhatOneSeesAreCounted)
{
    Figure figure;
    figure.heatMaps.assign(30, {"one", {10}, {0.5}, {1}});
    const std::string svg = figureSvg(figure);
    EXPECT_EQ(countOf(svg, "<g class=\"heat-map\""), 24U);
    EXPECT_EQ(countOf(svg, "and 6 more in cells.csv"), 1U);
}

} // namespace
} // namespace dass::niah
