#include "tests/cli/cli_fixture.h"
#include "tests/distill/toy_data.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace dass {
namespace {

using Json = nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;

// A corpus of the toy data, laid out as --corpus wants it.
class DistillTest : public CliTest
{
protected:
    void SetUp() override
    {
        CliTest::SetUp();
        const distill::ToyData toy(m_folder.path());
        std::filesystem::rename(at("labels.csv"), at("class_labels_indices.csv"));
        std::filesystem::rename(at("teacher.npy"), at("teacher_logits_f16.npy"));
        std::istringstream list(read("clips.csv"));
        std::string manifest;
        int row = 0;
        for (std::string line; std::getline(list, line); ++row)
            manifest += line + (row == 0 ? ",split" : row % 4 == 0 ? ",eval" : ",train") + "\n";
        write("manifest.csv", manifest);
    }
};

TEST_F(DistillTest, PresetsAreListedAndPrinted)
{
    const ProcessResult list = run({"distill", "presets"});
    EXPECT_EQ(list.code, 0);
    EXPECT_THAT(list.out, AllOf(HasSubstr("table-1-ast-small-scratch "), HasSubstr("table-3-dass-medium-ensemble "),
                                HasSubstr("scaled-stored "), HasSubstr("(paper: mAP 48.9)")));
    const ProcessResult one = run({"distill", "presets", "table-3-dass-small"});
    EXPECT_EQ(one.code, 0);
    const Json spec = Json::parse(one.out);
    EXPECT_EQ(spec["student"]["size"], "small");
    EXPECT_TRUE(spec["data"]["train"].is_null());
    EXPECT_TRUE(spec["teachers"][0]["path"].is_null());
    const ProcessResult none = run({"distill", "presets", "table-9"});
    EXPECT_EQ(none.code, 2);
    EXPECT_THAT(none.err, HasSubstr("table-9"));
}

TEST_F(DistillTest, AModelsOutputsTeachTheNextOne)
{
    const ProcessResult first =
        run({"distill", "--preset", "scaled-ast-student", "--corpus", ".", "--epochs", "1", "--output", "first"});
    ASSERT_EQ(first.code, 0) << first.err;
    const auto evalWith = [&](const std::vector<std::string>& options) {
        std::vector<std::string> arguments{"eval",    "--data", "manifest.csv", "--labels", "class_labels_indices.csv",
                                           "--model", "first"};
        arguments.insert(arguments.end(), options.begin(), options.end());
        return run(arguments);
    };
    const auto teachWith = [&](const std::string& outputs) {
        Json spec = Json::parse(read("first/spec.json"));
        spec["teachers"][0]["path"] = at(outputs);
        spec["teachers"][0]["eval_path"] = at(outputs);
        write("next.json", spec.dump());
        return run({"distill", "next.json", "--output", "taught by " + outputs});
    };
    const ProcessResult written = evalWith({"--outputs", "outputs.safetensors"});
    ASSERT_EQ(written.code, 0) << written.err;
    const ProcessResult agreed = evalWith({"--teacher", "outputs.safetensors"});
    ASSERT_EQ(agreed.code, 0) << agreed.err;
    EXPECT_EQ(Json::parse(agreed.out)["teacher_first_tag"], 1.0);
    EXPECT_EQ(Json::parse(agreed.out)["teacher_five_tags"], 1.0);
    const ProcessResult second = teachWith("outputs.safetensors");
    EXPECT_EQ(second.code, 0) << second.err;

    // Only some rows were scored: no teacher for a run, which says so.
    ASSERT_EQ(evalWith({"--split-column", "split", "--split", "eval", "--outputs", "part.safetensors"}).code, 0);
    const ProcessResult refused = teachWith("part.safetensors");
    EXPECT_NE(refused.code, 0);
    EXPECT_THAT(refused.err, AllOf(HasSubstr("part.safetensors"), HasSubstr("row 0"), HasSubstr("not finite")));
}

TEST_F(DistillTest, PresetOfACorpusRunsAndItsModelTags)
{
    const ProcessResult result =
        run({"distill", "--preset", "scaled-ast-student", "--corpus", ".", "--epochs", "1", "--output", "run"});
    ASSERT_EQ(result.code, 0) << result.err;
    const Json status = Json::parse(read("run/status.json"));
    EXPECT_EQ(status["state"], "finished");
    EXPECT_EQ(status["steps"], 3); // 18 of 24 clips in batches of 8
    const ProcessResult tagged = run({"tag", "tone.wav", "--model", "run", "--output", "out"});
    EXPECT_EQ(tagged.code, 0) << tagged.err;
    EXPECT_TRUE(exists("out/tone.events.csv"));
}

TEST_F(DistillTest, SaysWhatIsMissing)
{
    EXPECT_EQ(run({"distill", "--preset", "scaled-stored", "--corpus", "."}).code, 2);
    EXPECT_EQ(run({"distill", "-o", "run"}).code, 2);
    EXPECT_EQ(run({"distill", "--corpus", ".", "-o", "run"}).code, 2);
    const ProcessResult paths = run({"distill", "--preset", "table-1-dass-small-scratch", "-o", "run"});
    EXPECT_EQ(paths.code, 2);
    EXPECT_THAT(paths.err, HasSubstr("--preset table-1-dass-small-scratch: data.train is missing"));
    const ProcessResult teacher = run({"distill", "--preset", "scaled-ast", "--corpus", ".", "-o", "run"});
    EXPECT_EQ(teacher.code, 2);
    EXPECT_THAT(teacher.err, HasSubstr("wants a file of each of its teachers (ast)"));
    EXPECT_FALSE(exists("run"));
}

} // namespace
} // namespace dass
