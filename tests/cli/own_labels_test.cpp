#include "core/model/checkpoint.h"
#include "core/model/model_origin.h"
#include "tests/cli/cli_fixture.h"

namespace dass {
namespace {

// A model whose config names classes of its own, none of them AudioSet's.
class OwnLabels : public CliTest
{
protected:
    void SetUp() override
    {
        CliTest::SetUp();
        const DassConfig config = DassConfig::of({16, 32, 64, 96}, {1, 1, 1, 1}, 3);
        saveHuggingFace(at("data/dass-studio/models/whales"), config, freshParameters(config, 7),
                        {{"", "blow"}, {"/m/own", "call, low"}, {"", "ice"}});
    }
    std::string model() const { return at("data/dass-studio/models/whales"); }
};

TEST_F(OwnLabels, NameTheTags)
{
    const auto result =
        run({"tag", "tone.wav", "--model", model(), "--precision", "fp32", "--format", "summary", "--output", "-"});
    ASSERT_EQ(result.code, 0) << result.err;
    EXPECT_EQ(countOf(result.out, "tone.wav,"), 3U) << result.out;
    EXPECT_NE(result.out.find(",blow,,"), std::string::npos) << result.out;
    EXPECT_NE(result.out.find(",\"call, low\",/m/own,"), std::string::npos) << result.out;
    EXPECT_EQ(result.out.find("Speech"), std::string::npos);
    const auto chosen =
        run({"tag", "tone.wav", "--model", model(), "--classes", "\"call, low\"", "--threshold", "0", "--output", "-"});
    ASSERT_EQ(chosen.code, 0) << chosen.err;
    EXPECT_EQ(countOf(chosen.out, "\"call, low\""), 1U) << chosen.out;
    EXPECT_EQ(countOf(chosen.out, ",ice,"), 0U);
}

TEST_F(OwnLabels, AnInstalledModelIsFoundByItsName)
{
    ModelOrigin origin;
    origin.release = "whales";
    origin.name = "Whales 1.0";
    writeModelOrigin(model(), origin);
    const char* before = std::getenv("XDG_DATA_HOME");
    const std::string kept = before ? before : "";
    setenv("XDG_DATA_HOME", at("data").c_str(), 1);
    const auto found = run({"inspect", "whales"});
    const auto hidden = run({"inspect", ".."});
    before ? setenv("XDG_DATA_HOME", kept.c_str(), 1) : unsetenv("XDG_DATA_HOME");
    ASSERT_EQ(found.code, 0) << found.err;
    EXPECT_NE(found.out.find("Whales 1.0"), std::string::npos) << found.out;
    EXPECT_EQ(hidden.code, 1);
    EXPECT_EQ(run({"inspect", "whales"}).code, 1); // in nobody else's folder
}

} // namespace
} // namespace dass
