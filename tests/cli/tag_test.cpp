#include "core/model/checkpoint.h"
#include "tests/cli/cli_fixture.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace dass {
namespace {

using Tag = CliTest;
using Json = nlohmann::json;

TEST_F(Tag, PrintsEventsAsCsvWhereStdoutIsNoTerminal)
{
    const auto result = tag({"tone.wav", "--threshold", "0", "--classes", "Speech,Dog"});
    ASSERT_EQ(result.code, 0) << result.err;
    EXPECT_EQ(result.out.substr(0, result.out.find('\n')),
              "file,start_s,end_s,label,mid,peak_probability,mean_probability\r");
    EXPECT_EQ(countOf(result.out, "\r\n"), 3U);
    EXPECT_NE(result.out.find("tone.wav,0.000,25.000,Speech,/m/09x0r,0."), std::string::npos) << result.out;
}

TEST_F(Tag, WritesEveryFormatWithItsProvenance)
{
    const auto result =
        tag({"tone.wav", "--threshold", "0", "--output", "out", "--format", "events", "--format", "frames", "--format",
             "summary", "--format", "audacity", "--format", "raven", "--format", "json", "--quiet"});
    ASSERT_EQ(result.code, 0) << result.err;
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(result.err, "");
    EXPECT_EQ(countOf(read("out/tone.events.csv"), "\r\n"), 528U);
    EXPECT_EQ(countOf(read("out/tone.frames.csv"), "\r\n"), 4U);
    EXPECT_EQ(countOf(read("out/tone.summary.csv"), "\r\n"), 528U);
    EXPECT_EQ(countOf(read("out/tone.audacity.txt"), "\n"), 527U);
    EXPECT_EQ(countOf(read("out/tone.raven.txt"), "\n"), 528U);

    const Json json = Json::parse(read("out/tone.json"));
    EXPECT_EQ(json["events"].size(), 527U);
    EXPECT_EQ(json["duration_s"], 25.0);
    const Json provenance = Json::parse(read("out/tone.provenance.json"));
    Json withFormats = json["provenance"];
    withFormats["formats"] = {"events", "frames", "summary", "audacity", "raven", "json"};
    EXPECT_EQ(withFormats, provenance);
    EXPECT_EQ(provenance["model"]["sha256"].get<std::string>().size(), 64U);
    EXPECT_EQ(provenance["input"]["duration_s"], 25.0);
    EXPECT_EQ(provenance["input"]["bytes"], 25 * 32000 + 44);
    EXPECT_EQ(provenance["settings"]["threshold"], 0.0);
    EXPECT_TRUE(provenance["complete"].get<bool>());
}

TEST_F(Tag, RowsFollowWindowAndHop)
{
    ASSERT_EQ(tag({"tone.wav", "--window", "5", "--hop", "2.5", "--format", "frames", "--output", "."}).code, 0);
    const std::string frames = read("tone.frames.csv");
    EXPECT_EQ(countOf(frames, "\r\n"), 1U + 9U);
    EXPECT_NE(frames.find("\n2.500,7.500,0."), std::string::npos);
    EXPECT_NE(frames.find("\n20.000,25.000,0."), std::string::npos);
}

TEST_F(Tag, GivesClassesThresholdsOfTheirOwnAndRecordsThem)
{
    const auto result = tag({"tone.wav", "--threshold", "1", "--classes", "Dog,Speech,\"Male speech, man speaking\"",
                             "--threshold-for", "Speech,Male speech, man speaking=0.99999", "--threshold-for", "Cat=0",
                             "--threshold-for", "speech=0", "--format", "json,summary", "--output", "out"});
    ASSERT_EQ(result.code, 0) << result.err;
    const Json report = Json::parse(read("out/tone.json"));
    ASSERT_EQ(report["events"].size(), 1U);
    EXPECT_EQ(report["events"][0]["label"], "Speech") << "the last one holds";
    const Json& settings = report["provenance"]["settings"];
    EXPECT_EQ(settings["threshold"], 1.0);
    EXPECT_EQ(settings["own_thresholds"], Json::parse(R"([{"label": "Speech", "threshold": 0.0, "end_threshold": 0.0},
                              {"label": "Male speech, man speaking", "threshold": 0.99999, "end_threshold": 0.99999}])"))
        << "of the classes that were asked for";
    EXPECT_NE(read("out/tone.summary.csv").find(",25.000\r\n"), std::string::npos) << "seconds above its own threshold";
    EXPECT_EQ(tag({"tone.wav", "--threshold-for", "Speach=0.2"}).code, 2);
}

TEST_F(Tag, ShapesEventsAndRecordsHow)
{
    const std::vector<std::string> common{"tone.wav", "--threshold", "0", "--classes", "Animal,Dog,Cat,Bark",
                                          "--format", "json"};
    const auto peaks = [&](const std::string& folder, std::vector<std::string> more) {
        more.insert(more.begin(), common.begin(), common.end());
        more.insert(more.end(), {"--output", folder});
        const auto result = tag(more);
        EXPECT_EQ(result.code, 0) << result.err;
        std::map<std::string, double> found;
        const Json report = Json::parse(read(folder + "/tone.json"));
        for (const Json& event : report["events"])
            found[event["label"]] = event["peak_probability"];
        return found;
    };
    auto plain = peaks("plain", {});
    auto rolled = peaks("rolled", {"--roll-up"});
    EXPECT_GT(rolled["Animal"], plain["Animal"]); // of some eighty classes one is nearly always more probable
    EXPECT_GE(rolled["Animal"], std::max({plain["Dog"], plain["Cat"], plain["Bark"]}));
    EXPECT_GE(rolled["Cat"], plain["Cat"]);
    EXPECT_EQ(rolled["Bark"], plain["Bark"]);
    auto smooth = peaks("smooth", {"--smooth", "mean", "--smooth-rows", "3"});
    EXPECT_LT(smooth["Dog"], plain["Dog"]);
    const Json settings = Json::parse(read("smooth/tone.provenance.json"))["settings"];
    EXPECT_EQ(settings["smoothing"], "mean");
    EXPECT_EQ(settings["smoothing_rows"], 3);
    EXPECT_EQ(Json::parse(read("rolled/tone.provenance.json"))["settings"]["roll_up"], true);
}

TEST_F(Tag, TakesClassesFromFiles)
{
    write("list.txt", "# two of them\nDog\n/m/09x0r   # Speech\n");
    auto result = tag({"tone.wav", "--threshold", "0", "--classes", "@list.txt"});
    ASSERT_EQ(result.code, 0) << result.err;
    EXPECT_EQ(countOf(result.out, "\r\n"), 3U);
    result = tag({"tone.wav", "--threshold", "0", "--exclude", "@list.txt"});
    ASSERT_EQ(result.code, 0) << result.err;
    EXPECT_EQ(countOf(result.out, "\r\n"), 526U);
    EXPECT_EQ(result.out.find(",Dog,"), std::string::npos);
    write("list.txt", "Dog\nUnicorn\nDragon\n");
    result = tag({"tone.wav", "--classes", "@list.txt"});
    EXPECT_EQ(result.code, 2);
    EXPECT_NE(result.err.find("'Unicorn', 'Dragon'"), std::string::npos) << result.err;
    EXPECT_EQ(tag({"tone.wav", "--classes", "@nothing.txt"}).code, 1);
}

TEST_F(Tag, TakesAnyNumberOfThreads)
{
    for (const char* threads : {"0", "1", "1000", "-1", "-1000"}) { // below 0: so many cores stay free
        const auto result = tag({"tone.wav", "--threshold", "0", "--classes", "Speech", "--threads", threads});
        EXPECT_EQ(result.code, 0) << threads << result.err;
        EXPECT_EQ(countOf(result.out, "\r\n"), 2U) << threads;
    }
}

TEST_F(Tag, DenseModeGivesARowEvery320Milliseconds)
{
    ASSERT_EQ(tag({"tone.wav", "--mode", "dense", "--format", "frames"}).code, 0);
    const std::string frames = read("tone.frames.csv");
    EXPECT_EQ(countOf(frames, "\r\n"), 1U + 79U); // 2498 frames / 32
    EXPECT_NE(frames.find("\n0.320,0.640,0."), std::string::npos);
}

TEST_F(Tag, NoEventsGiveAFileWithItsHeader)
{
    ASSERT_EQ(tag({"tone.wav", "--threshold", "1", "--output", "out"}).code, 0);
    EXPECT_EQ(read("out/tone.events.csv"), "file,start_s,end_s,label,mid,peak_probability,mean_probability\r\n");
}

TEST_F(Tag, ReportsProgressAsJsonLines)
{
    const auto result = tag({"tone.wav", "--progress", "json", "--output", "out"});
    ASSERT_EQ(result.code, 0);
    std::istringstream lines(result.err);
    std::size_t progress = 0;
    for (std::string line; std::getline(lines, line);) {
        const Json json = Json::parse(line);
        progress += json["kind"] == "progress" ? 1 : 0;
    }
    EXPECT_GE(progress, 1U);
}

TEST_F(Tag, ASecondRunGivesTheSameBytes)
{
    const std::vector<std::string> arguments{"tone.wav", "--threshold", "0", "--hop", "1"};
    EXPECT_EQ(tag(arguments).out, tag(arguments).out);
}

TEST_F(Tag, PoolsAsTheModelSays)
{
    const DassConfig config = DassConfig::of({16, 32, 64, 96}, {1, 1, 1, 1}, 2);
    saveHuggingFace(at("last"), config, freshParameters(config, 1), {{"", "a"}, {"", "b"}}, Pooling::Last);
    ASSERT_EQ(run({"tag", "tone.wav", "--model", "last", "--output", "out"}).code, 0);
    EXPECT_EQ(Json::parse(read("out/tone.provenance.json"))["settings"]["pooling"], "last");

    const auto dense = run({"tag", "tone.wav", "--model", "last", "--output", "out", "--mode", "dense"});
    EXPECT_EQ(dense.code, 1);
    EXPECT_NE(dense.err.find("pools by mean"), std::string::npos) << dense.err;
}

TEST_F(Tag, TellsTheMachineIdsOfAModelsOwnClasses)
{
    const DassConfig config = DassConfig::of({16, 32, 64, 96}, {1, 1, 1, 1}, 3);
    saveHuggingFace(at("own"), config, freshParameters(config, 1), {{"x/1", "Whirr"}, {"", "Dog"}, {"", "Nothing"}});
    const auto result = run({"tag", "tone.wav", "--model", "own", "--threshold", "0"});
    ASSERT_EQ(result.code, 0) << result.err;
    EXPECT_NE(result.out.find(",Whirr,x/1,"), std::string::npos) << result.out;
    EXPECT_NE(result.out.find(",Dog,/m/0bt9lr,"), std::string::npos) << "AudioSet's, by name: " << result.out;
    EXPECT_NE(result.out.find(",Nothing,,"), std::string::npos) << result.out;
}

} // namespace
} // namespace dass
