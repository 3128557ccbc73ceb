#include "core/model/checkpoint.h"
#include "core/model/tensor_io.h"
#include "tests/cli/cli_fixture.h"

#include <ATen/ATen.h>

#include <cmath>

namespace dass {
namespace {

namespace fs = std::filesystem;

class ReferenceRecording : public CliTest
{
protected:
    void SetUp() override
    {
        if (!fs::exists(reference("front_end.safetensors")))
            GTEST_SKIP() << "the reference tensors are not here";
    }

    static fs::path reference(const std::string& name) { return fs::path(DASS_SHARED_DIR) / "reference" / name; }

    // The reference's logits of this recording are those of the nano checkpoint after its first Adam step (lr 1e-3,
    // weight decay 5e-7), in which the moments cancel: w - lr g / (|g| + eps).
    std::string modelAfterOneStep() const
    {
        Checkpoint nano = loadCheckpoint(reference("dass_nano_official.pth"));
        const SafetensorsFile step(reference("dass_nano_training_step.safetensors"));
        for (auto& [name, weight] : nano.parameters) {
            const at::Tensor gradient = readTensor(step, "grad." + name) + 5e-7 * weight;
            weight = weight - 1e-3 * gradient / (gradient.abs() + 1e-8);
        }
        saveHuggingFace(at("after"), nano.config, nano.parameters, nano.labels);
        return at("after");
    }
};

TEST_F(ReferenceRecording, GivesTheReferencesProbabilities)
{
    const auto result = run({"tag", reference("chirp_16k.wav").string(), "--model", modelAfterOneStep(), "--precision",
                             "fp32", "--threshold", "0", "--format", "frames", "--output", "-", "--quiet"});
    ASSERT_EQ(result.code, 0) << result.err;
    std::istringstream lines(result.out);
    std::string line;
    std::getline(lines, line);
    std::getline(lines, line);
    std::istringstream fields(line);
    std::string field;
    std::getline(fields, field, ',');
    EXPECT_EQ(field, "0.000");
    std::getline(fields, field, ',');
    EXPECT_EQ(field, "10.000");
    for (const float logit : floatsOf(SafetensorsFile(reference("front_end.safetensors")).at("nano_logits"))) {
        ASSERT_TRUE(std::getline(fields, field, ','));
        EXPECT_NEAR(std::stod(field), 1 / (1 + std::exp(-logit)), 3e-5);
    }
}

} // namespace
} // namespace dass
