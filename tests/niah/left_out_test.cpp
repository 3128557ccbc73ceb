// Clips that are no needles, and what is told of them.
#include "core/base/error.h"
#include "tests/niah/run_fixture.h"

#include <optional>
#include <vector>

namespace dass::niah {
namespace {

TEST_F(NiahRun, NeedlesThatCannotBeUsedAreLeftOutAndCounted)
{
    Json list = Json::parse(read("eval.json"));
    list["data"].push_back({{"wav", "gone.wav"}, {"labels", "/m/09x0r"}});
    list["data"].push_back({{"wav", "clip0.wav"}});
    write("silent.wav", "");
    writeWav(m_folder / "silent.wav", std::vector<float>(80000, 0.0F));
    list["data"].push_back({{"wav", "silent.wav"}, {"labels", "/m/09x0r"}});
    write("eval.json", list.dump());
    ASSERT_EQ(run(spec({{"needles", {{"min_seconds", 4}}}}), "out"), Outcome::Finished);
    EXPECT_NE(m_messages.find("gone.wav"), std::string::npos);
    EXPECT_NE(m_messages.find("6 needles (left out: 1 without a label, 1 too short, 1 silent, 1 that cannot be read)"),
              std::string::npos)
        << m_messages;
    write("eval.json", Json{{"data", {{{"wav", "gone.wav"}, {"labels", "/m/09x0r"}}}}}.dump());
    EXPECT_THROW(run(spec(), "none"), Error);
}

// One rule for the estimate, too, and whatever the haystack is: in silence they would have a score.
TEST_F(NiahRun, SilentClipsAreNoNeedlesAnywhere)
{
    writeWav(m_folder / "silent.wav", std::vector<float>(80000, 0.0F));
    const Json json =
        spec({{"needles",
               {{"list", nullptr},
                {"files",
                 {{{"wav", "clip0.wav"}, {"labels", "/m/09x0r"}}, {{"wav", "silent.wav"}, {"labels", "/m/09x0r"}}}}}},
              {"haystacks", {{{"kind", "zero"}}}}});
    RunOptions options;
    for (const bool estimate : {true, false}) {
        options.estimateOnly = estimate;
        m_messages.clear();
        std::vector<std::string> warned;
        std::optional<std::int64_t> needles;
        ASSERT_EQ(run(json, "out", options, {},
                      [&](const RunProgress& now) {
                          if (now.warning == Warning::LeftOut)
                              warned.push_back(now.message);
                          if (now.estimate)
                              needles = now.estimate->needles;
                      }),
                  Outcome::Finished);
        ASSERT_EQ(warned.size(), 1U);
        EXPECT_NE(warned.front().find("silent.wav: is silent"), std::string::npos) << warned.front();
        EXPECT_NE(m_messages.find("0 too short, 1 silent, 0 that cannot be read"), std::string::npos) << m_messages;
        EXPECT_EQ(needles, 1);
    }
}

} // namespace
} // namespace dass::niah
