#include "core/base/error.h"
#include "core/distill/spec.h"
#include "tests/base/temporary_folder.h"
#include "tests/distill/toy_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace dass::distill {
namespace {

using testing::HasSubstr;
using Json = nlohmann::json;

class SpecTest : public testing::Test
{
protected:
    // The one-line message with which a changed specification is refused.
    std::string refusal(const Json& patch)
    {
        Json spec = m_data.spec(3);
        spec.merge_patch(patch);
        try {
            readSpec(m_data.writeSpec(spec));
        } catch (const Error& error) {
            EXPECT_THAT(error.what(), testing::Not(HasSubstr("\n")));
            return error.what();
        }
        return "";
    }

    test::TemporaryFolder m_folder;
    ToyData m_data{m_folder.path()};
};

TEST_F(SpecTest, FillsInTheAuthorsDefaults)
{
    const Spec spec = readSpec(m_data.writeSpec({{"teachers", {{{"kind", "stored"}, {"path", "teacher.npy"}}}},
                                                 {"data", {{"train", "clips.csv"}, {"labels", "labels.csv"}}}}));
    EXPECT_EQ(spec.student.dims, (std::vector<std::int64_t>{96, 192, 384, 768}));
    EXPECT_EQ(spec.student.depths, (std::vector<std::int64_t>{2, 2, 8, 2}));
    EXPECT_EQ(spec.loss.kd, KdKind::KlDiv);
    EXPECT_EQ(spec.batch, 12);
    EXPECT_EQ(spec.data.clipFrames, 1024);
    EXPECT_DOUBLE_EQ(spec.optimizer.lr, 1e-4);
    EXPECT_EQ(spec.data.train, m_folder.path() / "clips.csv");
    EXPECT_TRUE(spec.data.eval.empty());
}

TEST_F(SpecTest, RefusesHaystacksThatALiveTeacherWouldHear)
{
    const Json hidden{{"data", {{"haystack", {{"share", 0.5}}}}}};
    EXPECT_EQ(refusal(hidden), "");
    Json live = hidden;
    live["teachers"] = Json::array({{{"kind", "ema"}}});
    EXPECT_THAT(refusal(live), HasSubstr("data.haystack"));
    EXPECT_THAT(refusal({{"data", {{"clip_frames", 500}, {"haystack", {{"frames", 400}}}}}}), HasSubstr("frames"));
}

TEST_F(SpecTest, PresetsSetWhatTheFileDoesNot)
{
    Json json = m_data.spec(3);
    json["preset"] = "as2m";
    json["weight_average"] = nullptr;
    const Spec spec = readSpec(m_data.writeSpec(json));
    EXPECT_EQ(spec.sampler, SamplerKind::Balanced);
    EXPECT_EQ(spec.schedule.decayEvery, 1);
    EXPECT_EQ(spec.schedule.epochs, 3);
}

TEST_F(SpecTest, APresetsStudentDropsWhatItsSizeDoes)
{
    const auto dropped = [&](const std::string& preset, const Json& student) {
        Json json = m_data.spec(3);
        json["preset"] = preset;
        json["weight_average"] = nullptr;
        json["student"] = student;
        return readSpec(m_data.writeSpec(json)).student.dropPath;
    };
    EXPECT_EQ(dropped("as20k", {{"size", "small"}}), 0.2);
    EXPECT_EQ(dropped("as2m", {{"arch", "dass"}, {"size", "medium"}}), 0.3);
    EXPECT_EQ(dropped("table-1-dass-small-scratch", {{"size", "medium"}}), 0.3);
    EXPECT_EQ(dropped("as20k", {{"size", "small"}, {"drop_path", 0}}), 0);
    EXPECT_EQ(dropped("as20k", {{"size", "nano"}}), 0);
    EXPECT_EQ(dropped("as20k", {{"size", {{"dims", {8, 16}}, {"depths", {1, 1}}}}}), 0);
    EXPECT_EQ(dropped("table-1-dass-small-scratch", {{"arch", "ast"}, {"size", "tiny"}}), 0); // it would be refused
    Json own = m_data.spec(3);
    own["student"] = {{"size", "small"}};
    EXPECT_EQ(readSpec(m_data.writeSpec(own)).student.dropPath, 0); // nobody named a recipe
}

TEST_F(SpecTest, TextOfASpecificationReadsAsTheSame)
{
    const Spec spec = readSpec(m_data.writeSpec(m_data.spec(3)));
    writeText(m_folder.path() / "again.json", specText(spec));
    EXPECT_EQ(specText(readSpec(m_folder.path() / "again.json")), specText(spec));
}

TEST_F(SpecTest, RefusesWhatItDoesNotKnowAndSaysWhatItKnows)
{
    EXPECT_THAT(refusal({{"optimizer", {{"learning_rate", 1}}}}),
                testing::AllOf(HasSubstr("optimizer.learning_rate is not known"), HasSubstr("lr"), HasSubstr("betas")));
    EXPECT_THAT(refusal({{"loss", {{"kd", "mse"}}}}), HasSubstr("loss.kd is \"mse\"; want one of kldiv, bce"));
    EXPECT_THAT(refusal({{"sampler", 3}}), HasSubstr("sampler is 3; want a text"));
    EXPECT_THAT(refusal({{"teachers", {{{"kind", "oracle"}}}}}), HasSubstr("teachers[0].kind is \"oracle\""));
    EXPECT_THAT(refusal({{"preset", "as5k"}}), HasSubstr("preset is \"as5k\""));
}

TEST_F(SpecTest, RefusesValuesOutOfRange)
{
    EXPECT_THAT(refusal({{"batch", 0}}), HasSubstr("batch is 0; want 1 to"));
    EXPECT_THAT(refusal({{"mixup", 1.5}}), HasSubstr("mixup is 1.5"));
    EXPECT_THAT(refusal({{"batch", 2.5}}), HasSubstr("want a whole number"));
    EXPECT_THAT(refusal({{"optimizer", {{"betas", {0.9, 1.0}}}}}), HasSubstr("betas"));
    EXPECT_THAT(refusal({{"weight_average", {2, 9}}}), HasSubstr("at most schedule.epochs = 3"));
    EXPECT_THAT(refusal({{"time_mask", 49}}), HasSubstr("a clip has 48 frames"));
    EXPECT_THAT(refusal({{"student", {{"size", {{"dims", {8}}, {"depths", {1, 1}}}}}}}), HasSubstr("same length"));
    const auto sized = [&](Json dims, Json depths) {
        return refusal({{"student", {{"size", {{"dims", std::move(dims)}, {"depths", std::move(depths)}}}}}});
    };
    EXPECT_THAT(sized({8, 1LL << 40}, {1, 1}), HasSubstr("size.dims holds 1099511627776; want 1 to"));
    EXPECT_THAT(sized({8, 8}, {1, 1'000'000'000}), HasSubstr("size.depths make more than"));
    EXPECT_THAT(sized({8, 8}, {std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::max()}),
                HasSubstr("size.depths make more than"));
    EXPECT_THAT(refusal({{"student", {{"pooling", "median"}}}}), HasSubstr("student.pooling cannot be used"));
    EXPECT_THAT(refusal({{"precision", "fp8"}}), HasSubstr("precision cannot be used"));
}

TEST_F(SpecTest, RefusesAFileThatIsLargerThanAnySpecification)
{
    const auto path = m_folder.path() / "large.json";
    writeText(path, "{}");
    std::filesystem::resize_file(path, 4'000'001);
    try {
        readSpec(path);
        ADD_FAILURE() << "more was read than any specification has as a specification";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::InvalidArgument);
        EXPECT_THAT(error.what(), testing::AllOf(HasSubstr("large.json"), HasSubstr("4000001 bytes")));
    }
}

TEST_F(SpecTest, NamesTheFileThatIsNotThere)
{
    EXPECT_THAT(refusal({{"data", {{"train", "nowhere.json"}}}}),
                testing::AllOf(HasSubstr("data.train"), HasSubstr("nowhere.json"), HasSubstr("does not exist")));
    EXPECT_THAT(refusal({{"student", {{"init", "checkpoint"}}}}), HasSubstr("student.checkpoint is missing"));
}

TEST_F(SpecTest, RefusesBrokenJson)
{
    writeText(m_folder.path() / "broken.json", "{\"batch\": ");
    EXPECT_THROW(readSpec(m_folder.path() / "broken.json"), Error);
    EXPECT_THROW(readSpec(m_folder.path() / "missing.json"), Error);
}

TEST_F(SpecTest, RefusesNestingThatWouldExhaustTheStack)
{
    const auto refusalOf = [&](const std::string& text) -> std::string {
        writeText(m_folder.path() / "deep.json", text);
        try {
            readSpec(m_folder.path() / "deep.json");
        } catch (const Error& error) {
            return error.what();
        }
        return "";
    };
    EXPECT_THAT(refusalOf("{\"batch\": " + std::string(300'000, '[') + std::string(300'000, ']') + "}"),
                HasSubstr("more than 64 deep"));
    const std::string brackets = "\\\"" + std::string(100, '['); // in a text, they nest nothing
    EXPECT_THAT(refusalOf("{\"sampler\": \"" + brackets + "\"}"), testing::Not(HasSubstr("deep;")));
}

TEST_F(SpecTest, RefusesPathsThatJsonCannotHold)
{
    const std::filesystem::path folder = m_folder.path() / "caf\xe9";
    std::filesystem::create_directory(folder);
    const ToyData data(folder);
    const std::filesystem::path spec = data.writeSpec(data.spec(1));
    try {
        readSpec(spec);
        FAIL() << "a folder that is not UTF-8 was taken";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), testing::AllOf(HasSubstr("not UTF-8"), HasSubstr("teachers[0].path")));
    }
}

} // namespace
} // namespace dass::distill
