#include "core/model/ast_config.h"
#include "core/model/htsat_config.h"
#include "core/model/safetensors.h"
#include "core/model/synthetic.h"
#include "core/model/tensor_io.h"
#include "tests/cli/cli_fixture.h"

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace dass {
namespace {

using Json = nlohmann::json;

// The subcommands that take a model, with a tiny AST and a tiny HTS-AT in their authors' layouts.
class TeacherModels : public CliTest
{
protected:
    void SetUp() override
    {
        CliTest::SetUp();
        AstConfig ast = AstConfig::of(16, 1);
        ast.columns = 5;
        save("ast.safetensors", "module.", ast.parameters());
        HtsatConfig htsat;
        htsat.width = 8;
        htsat.layers = {{{1, 1, 16}, {1, 2, 32}, {1, 4, 64}, {1, 8, 64}}};
        save("htsat.safetensors", "sed_model.", htsat.parameters());
    }

    void save(const std::string& name, const std::string& prefix, const NamedShapes& shapes, double times = 1) const
    {
        std::map<std::string, at::Tensor> tensors;
        for (const auto& [parameter, tensor] : syntheticParameters(shapes, 3))
            tensors.emplace(prefix + parameter, tensor * times);
        writeTensors(at(name), tensors);
    }

    void expectLogits(const std::string& name, std::int64_t width) const
    {
        const SafetensorsFile file(at(name));
        EXPECT_EQ(file.at("logits").shape, (std::vector<std::int64_t>{1, 527}));
        EXPECT_EQ(file.at("embedding").shape, (std::vector<std::int64_t>{1, width}));
        for (const float logit : floatsOf(file.at("logits")))
            EXPECT_TRUE(std::isfinite(logit));
    }
};

TEST_F(TeacherModels, AnAstIsInspectedRunAndTaggedWithLikeADass)
{
    const auto inspected = run({"inspect", "ast.safetensors", "--json"});
    ASSERT_EQ(inspected.code, 0) << inspected.err;
    const Json facts = Json::parse(inspected.out);
    EXPECT_EQ(facts["architecture"], "AST");
    EXPECT_EQ(facts["layout"], "official");
    EXPECT_EQ(facts["dims"], Json::array({16}));
    EXPECT_EQ(facts["heads"], Json::array({1}));
    EXPECT_EQ(facts["patches"], Json::array({12, 5}));
    EXPECT_EQ(facts["positions"], "learned");
    EXPECT_EQ(facts["classes"], 527);

    const auto written = run({"logits", "--model", "ast.safetensors", "--audio", "tone.wav", "-o", "o.safetensors"});
    ASSERT_EQ(written.code, 0) << written.err;
    expectLogits("o.safetensors", 16);

    const auto tagged = run({"tag", "tone.wav", "--model", "ast.safetensors", "--threshold", "0", "--classes",
                             "Speech,Dog", "--precision", "fp32"});
    ASSERT_EQ(tagged.code, 0) << tagged.err;
    EXPECT_NE(tagged.out.find("tone.wav,0.000,25.000,Speech,/m/09x0r,0."), std::string::npos) << tagged.out;
    const auto dense = run({"tag", "tone.wav", "--model", "ast.safetensors", "--mode", "dense"});
    EXPECT_EQ(dense.code, 1);
    EXPECT_NE(dense.err.find("dense mode needs a DASS model"), std::string::npos) << dense.err;
    const auto converted = run({"convert", "ast.safetensors", "folder"});
    EXPECT_EQ(converted.code, 1);
    EXPECT_NE(converted.err.find("is an AST checkpoint"), std::string::npos) << converted.err;
}

TEST_F(TeacherModels, AnHtsatIsInspectedAndHearsARecordingButNoSpectrogram)
{
    const auto inspected = run({"inspect", "htsat.safetensors", "--json"});
    ASSERT_EQ(inspected.code, 0) << inspected.err;
    const Json facts = Json::parse(inspected.out);
    EXPECT_EQ(facts["architecture"], "HTS-AT");
    EXPECT_EQ(facts["dims"], Json::array({8, 16, 32, 64}));
    EXPECT_EQ(facts["heads"], Json::array({1, 2, 4, 8}));

    const auto written = run({"logits", "--model", "htsat.safetensors", "--audio", "tone.wav", "-o", "o.safetensors"});
    ASSERT_EQ(written.code, 0) << written.err;
    expectLogits("o.safetensors", 64);
    const std::vector<std::vector<std::string>> refused{
        {"logits", "--model", "htsat.safetensors", "--audio", "tone.wav", "--mode", "whole", "-o", "p.safetensors"},
        {"logits", "--model", "htsat.safetensors", "--spectrogram", "o.safetensors", "-o", "p.safetensors"},
        {"tag", "tone.wav", "--model", "htsat.safetensors"}};
    const std::vector<std::string> reasons{"20.5 s", "hears sound", "hears sound at 32 kHz"};
    const std::vector<int> codes{1, 2, 1}; // failed, bad usage, failed
    for (std::size_t i = 0; i < refused.size(); ++i) {
        const auto result = run(refused[i]);
        EXPECT_EQ(result.code, codes[i]);
        EXPECT_NE(result.err.find(reasons[i]), std::string::npos) << result.err;
    }
    EXPECT_FALSE(exists("p.safetensors"));
}

TEST_F(TeacherModels, LogitsThatAreNoNumbersAreRefusedNotWritten)
{
    AstConfig ast = AstConfig::of(16, 1);
    ast.columns = 5;
    save("wild.safetensors", "module.", ast.parameters(), 1e36);
    const auto wild = run({"logits", "--model", "wild.safetensors", "--audio", "tone.wav", "--output", "wild.out"});
    EXPECT_EQ(wild.code, 1) << wild.err;
    EXPECT_NE(wild.err.find("no numbers"), std::string::npos) << wild.err;
    EXPECT_FALSE(exists("wild.out"));

    writeTensors(at("gaps.safetensors"), {{"input", at::full({1, 1024, 128}, std::nan(""))}});
    const auto gaps =
        run({"logits", "--model", "ast.safetensors", "--spectrogram", "gaps.safetensors", "--output", "gaps.out"});
    EXPECT_EQ(gaps.code, 1) << gaps.err;
    EXPECT_NE(gaps.err.find("gaps.safetensors': tensor 'input'"), std::string::npos) << gaps.err;
    EXPECT_FALSE(exists("gaps.out"));
}

} // namespace
} // namespace dass
