#include "core/model/safetensors.h"
#include "tests/cli/cli_fixture.h"
#include "tests/model/sparse_weights.h"

#include <nlohmann/json.hpp>

#include <map>

namespace dass {
namespace {

using Json = nlohmann::json;
using Shape = std::vector<std::int64_t>;

// Reference files that are damaged or make no sense, in a folder "references".
class Verify : public CliTest
{
protected:
    void SetUp() override
    {
        std::filesystem::create_directory(at("references"));
        writeWav(at("references/recording.wav"), glidingTone(16000));
    }

    void writeReference(const std::string& name, const std::map<std::string, Shape>& shapes,
                        const std::map<std::string, std::string>& metadata = {}) const
    {
        const std::vector<float> zeros(64);
        std::map<std::string, TensorInfo> tensors;
        for (const auto& [tensor, shape] : shapes) {
            std::size_t count = 1;
            for (const std::int64_t size : shape)
                count *= static_cast<std::size_t>(size);
            tensors.emplace(tensor, floatTensor(shape, std::span(zeros).first(count)));
        }
        writeSafetensors(at("references/" + name), tensors, metadata);
    }
};

TEST_F(Verify, AFileThatIsALinkInACircleIsNotPassedOver)
{
    std::filesystem::create_symlink("circle.safetensors", at("references/circle.safetensors"));
    const auto result = run({"verify", "references"});
    EXPECT_EQ(result.code, 1) << result.out << result.err;
    EXPECT_NE((result.out + result.err).find("circle.safetensors"), std::string::npos) << result.out << result.err;
}

TEST_F(Verify, ABadFileFailsAloneWithItsReason)
{
    const std::map<std::string, Shape> fullSize{{"logits", {4}}, {"stage0.shape", {4}}, {"patch_embed.head", {4}}};
    const std::map<std::string, std::string> sizes{{"dims", "[16, 32]"}, {"depths", "[1, 1]"}};
    auto odd = sizes;
    odd["dims"] = "[16, \"x\"]";
    writeReference("a_scalar.safetensors", {{"logits", {}}, {"stage0.shape", {4}}, {"patch_embed.head", {4}}});
    writeReference("b_dims.safetensors", fullSize, odd);
    writeReference("c_frames.safetensors", fullSize, {{"size", "nano"}, {"frames", "many"}});
    writeReference("d_width.safetensors",
                   {{"student_logits", {2, 3}}, {"teacher_logits", {2, 4}}, {"kldiv_T2.0", {1}}});
    writeReference("e_temperature.safetensors",
                   {{"student_logits", {2, 3}}, {"teacher_logits", {2, 3}}, {"kldiv_Thot", {1}}});
    writeReference("f_nothing.safetensors", {{"student_logits", {2, 3}}, {"teacher_logits", {2, 3}}});
    writeReference("g_needle.safetensors", {{"logits_2048_-1_zero_0", {4}}, {"frames_x", {1}}});
    writeReference("h_scores.safetensors", {{"scores", {}}, {"targets", {}}, {"average_precision", {1}}});
    write("references/i_damaged.safetensors", "no tensors");
    write("references/j_damaged.pth", "no weights");

    const auto result = run({"verify", "references", "--json"});
    EXPECT_EQ(result.code, 1) << result.err;
    EXPECT_EQ(result.err, "");
    const Json verdicts = Json::parse(result.out);
    EXPECT_FALSE(verdicts["pass"].get<bool>());
    ASSERT_EQ(verdicts["files"].size(), 10U) << result.out;
    for (const Json& file : verdicts["files"]) {
        EXPECT_EQ(file["pass"], false) << file;
        ASSERT_FALSE(file["quantities"].empty()) << file;
        EXPECT_GT(file["quantities"].back()["quantity"].get<std::string>().size(), 10U) << file;
    }
}

// Before its 5 GB are made.
TEST_F(Verify, AReferenceOfTooManyFramesIsRefusedInALine)
{
    writeReference("a_dass.safetensors", {{"logits", {4}}, {"stage0.shape", {4}}, {"patch_embed.head", {4}}},
                   {{"size", "small"}, {"frames", "10000000"}, {"salt", "0"}, {"input_seed", "1"}});
    writeReference("b_needle.safetensors", {{"logits_10000000_0_zero_0", {4}}, {"frames_x", {1}}});
    const auto result = run({"verify", "references", "--json"});
    EXPECT_EQ(result.code, 1) << result.err;
    const Json verdicts = Json::parse(result.out);
    ASSERT_EQ(verdicts["files"].size(), 2U) << result.out;
    EXPECT_EQ(verdicts["files"][0]["quantities"].back()["quantity"],
              "its metadata 'frames' is 10000000; 1 to 20000 was wanted");
    EXPECT_NE(verdicts["files"][1]["quantities"].back()["quantity"].get<std::string>().find("1024 to 20000 frames"),
              std::string::npos)
        << result.out;
}

// What a stranger's file describes must not be made before it was found to be of a size that makes sense.
TEST_F(Verify, SizesOfAModelAreBounded)
{
    const std::map<std::string, Shape> fullSize{{"logits", {4}}, {"stage0.shape", {4}}, {"patch_embed.head", {4}}};
    struct Case
    {
        std::string dims;
        std::string depths;
        std::string frames;
        std::string reason;
    };
    std::string many = "[1";
    for (int i = 1; i < 17; ++i)
        many += ", 1";
    many += "]";
    const std::vector<Case> cases{
        {"[16, 8193]", "[1, 1]", "64", "'dims' is no list of 1 to 16 numbers from 1 to 8192"},
        {"[16, 4611686018427387904]", "[1, 1]", "64", "'dims' is no list of 1 to 16 numbers from 1 to 8192"},
        {many, many, "64", "'dims' is no list of 1 to 16 numbers from 1 to 8192"},
        {"[16, 0]", "[1, 1]", "64", "'dims' is no list of whole numbers above 0"},
        {"[16, -32]", "[1, 1]", "64", "'dims' is no list of whole numbers above 0"},
        {"[16, 99999999999999999999]", "[1, 1]", "64", "'dims' is no list of whole numbers above 0"},
        {"[]", "[]", "64", "'dims' is no list of whole numbers above 0"},
        {"[16, 32]", "[1, 1001]", "64", "'depths' is no list of 1 to 16 numbers from 1 to 1000"},
        {"[8192, 8192]", "[1000, 1000]", "64", " parameters; at most 1000000000 make sense"},
        {"[16, 32]", "[1, 1]", "10000001", "'frames' is 10000001; 1 to "},
        {"[16, 32]", "[1, 1]", "0", "'frames' is 0; 1 to "},
    };
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const std::string name = (i < 10 ? "0" : "") + std::to_string(i) + ".safetensors"; // in this order
        writeReference(name, fullSize,
                       {{"dims", cases[i].dims}, {"depths", cases[i].depths}, {"frames", cases[i].frames}});
    }
    const auto result = run({"verify", "references", "--json"});
    EXPECT_EQ(result.code, 1) << result.err;
    const Json verdicts = Json::parse(result.out);
    ASSERT_EQ(verdicts["files"].size(), cases.size()) << result.out;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const Json& file = verdicts["files"][i];
        EXPECT_EQ(file["pass"], false) << file;
        ASSERT_EQ(file["quantities"].size(), 1U) << file;
        EXPECT_NE(file["quantities"][0]["quantity"].get<std::string>().find(cases[i].reason), std::string::npos)
            << file;
    }
}

// A terabyte each, which no computer here has.
TEST_F(Verify, TensorsAreJudgedBeforeTheyAreRead)
{
    constexpr std::int64_t kSide = std::int64_t{1} << 19;
    const std::string most = std::to_string(kSide * kSide) + " values; at most 33554432 make sense";
    struct Case
    {
        NamedShapes shapes;
        std::string reason;
    };
    const std::vector<Case> cases{
        {{{"kldiv_T1.0", {kSide, kSide}}, {"student_logits", {2, 3}}, {"teacher_logits", {2, 3}}},
         "kldiv_T1.0 is [524288, 524288]; [1] was wanted"},
        {{{"kldiv_T1.0", {1}}, {"student_logits", {kSide, kSide}}, {"teacher_logits", {kSide, kSide}}},
         "its tensor 'student_logits' has " + most},
        {{{"average_precision", {1}}, {"scores", {kSide, kSide}}, {"targets", {kSide, kSide}}},
         "its tensor 'scores' has " + most},
        {{{"average_precision", {1}}, {"scores", {2, 3}}, {"targets", {kSide, kSide}}},
         "its tensors 'scores' [2, 3] and 'targets' [524288, 524288] are not both [clips, classes]"},
        {{{"merged", {1}}, {"scanned", {1}}, {"x", {1, 1, kSide, kSide}}}, "its tensor 'x' has " + most},
        {{{"A", {2, 1}},
          {"B", {1, 1, 1, 3}},
          {"C", {1, 1, 1, 3}},
          {"D", {2}},
          {"delta", {kSide, kSide}},
          {"delta_bias", {2}},
          {"u", {1, 2, 3}},
          {"y", {1, 2, 3}}},
         "its tensor 'delta' is [524288, 524288] of F32; floats of the shape [1, 2, 3] were wanted"},
        {{{"A", {4096, 1024}},
          {"B", {64, 1, 1024, 1}},
          {"C", {64, 1, 1024, 1}},
          {"D", {4096}},
          {"delta", {64, 4096, 1}},
          {"delta_bias", {4096}},
          {"u", {64, 4096, 1}},
          {"y", {1}}},
         "its inputs make more than 33554432 values of clips x channels x states x length / 32; no reference needs so "
         "many"},
        {{{"frames_x", {1}}, {"logits_1024_0_white_0", {4}}, {"white_noise", {kSide, kSide}}},
         "its tensor 'white_noise' has " + most},
    };
    for (std::size_t i = 0; i < cases.size(); ++i)
        if (!writeSparseWeights(at("references/" + std::to_string(i) + ".safetensors"), cases[i].shapes))
            GTEST_SKIP() << "this file system has no files of a terabyte";
    const std::vector<std::int64_t> whole(6);
    const TensorInfo numbers{DType::I64, {2, 3}, std::as_bytes(std::span(whole))};
    writeSafetensors(at("references/numbers.safetensors"),
                     {{"student_logits", numbers}, {"teacher_logits", numbers}, {"kldiv_T1.0", numbers}});
    const auto result = run({"verify", "references", "--json"});
    EXPECT_EQ(result.code, 1) << result.err;
    const Json verdicts = Json::parse(result.out);
    ASSERT_EQ(verdicts["files"].size(), cases.size() + 1) << result.out;
    for (std::size_t i = 0; i < cases.size(); ++i)
        EXPECT_EQ(verdicts["files"][i]["quantities"].back()["quantity"], cases[i].reason);
    EXPECT_EQ(verdicts["files"].back()["quantities"].back()["quantity"],
              "its tensor 'student_logits' is [2, 3] of I64; floats of the shape [any, any] were wanted");
}

} // namespace
} // namespace dass
