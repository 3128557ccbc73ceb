#include "core/model/safetensors.h"
#include "tests/cli/cli_fixture.h"

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

} // namespace
} // namespace dass
