#include "tests/report/report_fixture.h"

#include <nlohmann/json.hpp>

#include <limits>

namespace dass {
namespace {

using Json = nlohmann::json;
using JsonExport = ReportTest;

TEST_F(JsonExport, HoldsEventsSummaryAndProvenance)
{
    const Json json = Json::parse(text("json"));
    EXPECT_EQ(json["file"], "dawn, late.wav");
    EXPECT_EQ(json["duration_s"], 2.5);
    ASSERT_EQ(json["events"].size(), 2U);
    EXPECT_EQ(json["events"][0]["start_s"], 0.0);
    EXPECT_EQ(json["events"][0]["end_s"], 2.0);
    EXPECT_EQ(json["events"][0]["label"], "Male speech, man speaking");
    EXPECT_EQ(json["events"][0]["peak_probability"], 0.9);
    ASSERT_EQ(json["summary"].size(), 3U);
    EXPECT_EQ(json["summary"][1]["seconds_above_threshold"], 0.0);
    EXPECT_EQ(json["summary"][1]["max_probability"], 0.3);
    EXPECT_EQ(json["provenance"]["model"]["name"], "DASS-Nano");
    EXPECT_EQ(json["provenance"]["warnings"][0], "decoding stopped early");
}

TEST_F(JsonExport, IsValidWithoutEventsAndWithValuesThatAreNoNumbers)
{
    m_report.events.clear();
    m_report.result.probabilities = std::make_shared<ProbabilityMatrix>(3);
    m_report.result.probabilities->append(std::vector<float>(3, std::numeric_limits<float>::quiet_NaN()));
    const Json json = Json::parse(text("json"));
    EXPECT_TRUE(json["events"].empty());
    EXPECT_TRUE(json["summary"][0]["mean_probability"].is_null());
}

TEST_F(JsonExport, NamesThatAreNoUtf8BecomeValid)
{
    m_report.labels[0].name = "B\xFF";
    EXPECT_EQ(Json::parse(text("json"))["events"][0]["label"], "B\xEF\xBF\xBD");
}

} // namespace
} // namespace dass
