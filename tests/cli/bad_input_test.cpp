#include "tests/cli/cli_fixture.h"

#include <nlohmann/json.hpp>

#include <random>

namespace dass {
namespace {

class BadInput : public CliTest
{
protected:
    static std::string randomBytes(std::size_t count)
    {
        std::mt19937 random(3);
        std::string bytes(count, '\0');
        for (char& byte : bytes)
            byte = static_cast<char>(random());
        return bytes;
    }
};

TEST_F(BadInput, IsOneLineThatNamesTheFileAndEndsWithOne)
{
    write("empty.wav", "");
    write("random.wav", randomBytes(50'000));
    write("text.mp3", "This is no sound at all, only a text that pretends to be some.\n");
    write("header.wav", read("tone.wav").substr(0, 44));
    std::filesystem::create_directory(at("folder.wav"));
    for (const char* name : {"empty.wav", "random.wav", "text.mp3", "header.wav", "missing.wav", "folder.wav"}) {
        const auto result = tag({name, "--quiet", "--output", "out"});
        EXPECT_EQ(result.code, 1) << name << result.err;
        EXPECT_EQ(countOf(result.err, "\n"), 1U) << result.err;
        EXPECT_NE(result.err.find(name), std::string::npos) << result.err;
    }
}

TEST_F(BadInput, DoesNotStopABatch)
{
    write("random.wav", randomBytes(50'000));
    const auto result = tag({"missing.wav", "random.wav", "tone.wav", "--quiet", "--output", "out"});
    EXPECT_EQ(result.code, 1);
    EXPECT_EQ(countOf(result.err, "\n"), 2U) << result.err;
    EXPECT_TRUE(exists("out/tone.events.csv"));
    EXPECT_FALSE(exists("out/random.events.csv"));
}

TEST_F(BadInput, ACutRecordingIsTaggedAsFarAsItGoesWithAWarning)
{
    const std::string whole = read("tone.wav");
    write("cut.wav", whole.substr(0, whole.size() / 2 + 1));
    const auto result = tag({"cut.wav", "--output", "out"});
    EXPECT_EQ(result.code, 0) << result.err;
    EXPECT_NE(result.err.find("warning: cut.wav"), std::string::npos) << result.err;
    const auto provenance = nlohmann::json::parse(read("out/cut.provenance.json"));
    EXPECT_GE(provenance["warnings"].size(), 1U);
    EXPECT_NEAR(provenance["input"]["duration_s"].get<double>(), 12.5, 0.01);
}

TEST_F(BadInput, SoundWithAnotherEndingIsTaggedAsWhatItIs)
{
    write("mislabelled.mp3", read("tone.wav"));
    EXPECT_EQ(tag({"mislabelled.mp3", "--output", "out"}).code, 0);
    EXPECT_TRUE(exists("out/mislabelled.events.csv"));
}

TEST_F(BadInput, AModelThatIsNoneEndsWithOne)
{
    write("model.safetensors", randomBytes(1000));
    for (const char* model : {"model.safetensors", "nowhere", "tone.wav"}) {
        const auto result = run({"tag", "tone.wav", "--model", model});
        EXPECT_EQ(result.code, 1) << result.err;
        EXPECT_NE(result.err.find(model), std::string::npos) << result.err;
        EXPECT_EQ(countOf(result.err, "\n"), 1U) << result.err;
    }
}

TEST_F(BadInput, AFullDiskEndsWithOne)
{
    write("in the way", "");
    const auto result = tag({"tone.wav", "--output", "in the way/out", "--quiet"});
    EXPECT_EQ(result.code, 1);
    EXPECT_NE(result.err.find("in the way/out"), std::string::npos) << result.err;
}

} // namespace
} // namespace dass
