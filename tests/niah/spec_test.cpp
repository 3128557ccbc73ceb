#include "core/base/error.h"
#include "core/niah/spec.h"
#include "tests/base/temporary_folder.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>

namespace dass::niah {
namespace {

using Json = nlohmann::json;

class Specification : public testing::Test
{
protected:
    void SetUp() override
    {
        std::ofstream(m_folder / "eval.json") << R"({"data": []})";
        std::ofstream(m_folder / "speech.wav") << "";
        std::ofstream(m_folder / "t.npy") << "";
        std::ofstream(m_folder / "m.safetensors") << "";
    }

    static Json smallest() { return {{"needles", {{"list", "eval.json"}}}, {"lengths_s", {10.24, 50}}}; }
    Spec read(const Json& json) const { return specFromJson(json, m_folder.path(), "spec.json"); }
    Spec with(const Json& change) const
    {
        Json json = smallest();
        json.merge_patch(change);
        return read(json);
    }
    std::string complaintOf(const Json& change) const
    {
        try {
            with(change);
            return {};
        } catch (const Error& error) {
            return error.what();
        }
    }

    test::TemporaryFolder m_folder;
};

TEST_F(Specification, WhatIsLeftOutHasTheDocumentedValue)
{
    const Spec spec = read(smallest());
    ASSERT_EQ(spec.models.size(), 1U);
    EXPECT_TRUE(spec.models[0].path.empty());
    EXPECT_EQ(spec.models[0].name, "bundled");
    EXPECT_EQ(spec.pooling, std::vector{Pooling::Mean});
    EXPECT_EQ(spec.haystacks[0].kind, HaystackKind::Zero);
    EXPECT_EQ(spec.lengths, (std::vector<std::int64_t>{1024, 5000}));
    EXPECT_EQ(spec.positions, std::vector{0.5});
    EXPECT_EQ(spec.precision, Precision::Fp32);
    EXPECT_EQ(spec.insertion, Insertion::Spectrogram);
}

TEST_F(Specification, TheExampleOfTheDocumentationIsRead)
{
    const Spec spec = read(Json::parse(R"({"models": ["m.safetensors"], "pooling": ["mean"],
        "needles": {"list": "eval.json", "limit": 200}, "haystack": {"kind": "zero", "file": null, "seed": 1},
        "lengths_s": [10.24, 50, 300], "positions": [0, 0.25, 0.5, 0.75, 1], "snr_db": [null],
        "labels": null, "device": "auto", "precision": "fp32", "tile_frames": 0, "save_logits": false})"));
    EXPECT_EQ(spec.models[0].name, "m");
    EXPECT_EQ(spec.needles.limit, 200);
    EXPECT_EQ(spec.positions.size(), 5U);
}

TEST_F(Specification, WrittenOutItReadsBackTheSame)
{
    const Spec spec =
        with({{"haystacks", {{{"kind", "white"}, {"seed", 7}}, {{"kind", "babble"}, {"file", "speech.wav"}}}},
              {"snr_db", {0, -7.5}},
              {"models",
               {"m.safetensors",
                {{"path", "m.safetensors"}, {"positions", {0}}},
                {{"path", "m.safetensors"}, {"ast_positions", "sinusoidal"}}}},
              {"device", "cuda:1"},
              {"insertion", "waveform"},
              {"bootstrap", {{"resamples", 50}}}});
    EXPECT_EQ(spec.models[1].name, "m-2") << "names are unlike each other";
    EXPECT_FALSE(spec.models[1].sinusoidalPositions);
    EXPECT_TRUE(spec.models[2].sinusoidalPositions);
    EXPECT_FALSE(
        with({{"models", {{{"path", "m.safetensors"}, {"ast_positions", "stored"}}}}}).models[0].sinusoidalPositions);
    const Json written = specJson(spec);
    EXPECT_FALSE(written["models"][1].contains("ast_positions")) << "specifications of before keep their text";
    EXPECT_EQ(specJson(specFromJson(written, "/", "again")), written);
}

TEST_F(Specification, TenSecondsAreAClip)
{
    EXPECT_EQ(with({{"lengths_s", {10}}}).lengths, std::vector<std::int64_t>{1024});
    EXPECT_EQ(with({{"lengths_s", nullptr}, {"lengths_frames", {900000, 1024, 1024}}}).lengths,
              (std::vector<std::int64_t>{1024, 900000}));
}

TEST_F(Specification, PresetsAreReadAndWhatIsSaidGoesBeforeThem)
{
    const auto names = presetNames();
    for (const char* name : {"figure-3", "figure-4", "figure-5", "figure-6", "scaled"})
        EXPECT_NE(std::find(names.begin(), names.end(), name), names.end()) << name;
    for (const std::string& name : names) {
        Json json{{"preset", name}, {"needles", {{"list", "eval.json"}, {"teacher", "t.npy"}}}};
        EXPECT_NO_THROW(read(json)) << name;
    }
    const Json six{{"preset", "figure-6"}, {"needles", {{"list", "eval.json"}}}};
    EXPECT_EQ(read(six).haystacks.size(), 2U);
    Json changed = six;
    changed["haystack"] = {{"kind", "pink"}};
    changed["lengths_frames"] = {2000};
    const Spec spec = read(changed);
    ASSERT_EQ(spec.haystacks.size(), 1U);
    EXPECT_EQ(spec.haystacks[0].kind, HaystackKind::Pink);
    EXPECT_EQ(spec.lengths, std::vector<std::int64_t>{2000});
    EXPECT_EQ(read({{"preset", "figure-4"}, {"needles", {{"list", "eval.json"}}}}).lengths.back(), 900000);
}

TEST_F(Specification, WhatIsWrongIsNamed)
{
    const std::vector<std::pair<Json, std::string>> wrong{
        {{{"lenghts_s", {50}}}, "lenghts_s"},
        {{{"lengths_s", {5}}}, "lengths_s"},
        {{{"lengths_s", {1e300}}}, "lengths_s"},
        {{{"lengths_s", Json::array()}}, "lengths_s"},
        {{{"lengths_s", "50"}}, "lengths_s"},
        {{{"lengths_s", nullptr}}, "lengths_s"},
        {{{"lengths_frames", {2000}}}, "lengths_s"},
        {{{"lengths_s", nullptr}, {"lengths_frames", {2000.5}}}, "lengths_frames"},
        {{{"lengths_s", nullptr}, {"lengths_frames", {1023}}}, "lengths_frames"},
        {{{"lengths_s", std::vector<double>(1001, 50)}}, "lengths_s"},
        {{{"positions", {0, 1.5}}}, "positions"},
        {{{"positions", {nullptr}}}, "positions"},
        {{{"snr_db", {"loud"}}}, "snr_db"},
        {{{"snr_db", {1000}}}, "snr_db"},
        {{{"haystack", {{"kind", "white"}}}}, "snr_db"},
        {{{"haystack", {{"kind", "green"}}}, {"snr_db", {0}}}, "haystack.kind"},
        {{{"haystack", {{"kind", "recording"}}}, {"snr_db", {0}}}, "haystack.file"},
        {{{"haystack", {{"kind", "recording"}, {"file", "gone.wav"}}}}, "gone.wav"},
        {{{"haystack", {{"kind", "zero"}, {"file", "speech.wav"}}}}, "haystack.file"},
        {{{"haystack", {{"kind", "zero"}, {"seed", -1}}}}, "haystack.seed"},
        {{{"haystack", {{"kind", "zero"}}}, {"haystacks", {{{"kind", "zero"}}}}}, "haystack"},
        {{{"haystacks", {5}}}, "haystacks[0]"},
        {{{"models", {5}}}, "models[0]"},
        {{{"models", "m.safetensors"}}, "models"},
        {{{"models", {{{"path", "m.safetensors"}, {"positions", {7}}}}}}, "positions"},
        {{{"models", {{{"path", "m.safetensors"}, {"ast_positions", "learned"}}}}}, "models[0].ast_positions"},
        {{{"models", {{{"path", "m.safetensors"}, {"ast_positions", 1}}}}}, "models[0].ast_positions"},
        {{{"device", "tpu"}}, "device cannot be used: there is no device 'tpu'"},
        {{{"device", "cuda:"}}, "device"},
        {{{"device", "cuda:1x"}}, "device"},
        {{{"pooling", {"median"}}}, "pooling cannot be used: there is no pooling 'median'"},
        {{{"pooling", {1}}}, "pooling"},
        {{{"precision", "fp8"}}, "precision cannot be used: there is no precision 'fp8'"},
        {{{"insertion", "glue"}}, "insertion"},
        {{{"crossfade_s", 9}}, "crossfade_s"},
        {{{"preset", "figure-7"}}, "figure-7"},
        {{{"preset", "../../secret"}}, "preset"},
        {{{"bootstrap", {{"resamples", 1e9}}}}, "bootstrap.resamples"},
        {{{"bootstrap", {{"level", 2}}}}, "bootstrap.level"},
        {{{"tile_frames", -1}}, "tile_frames"},
        {{{"needles", {{"list", nullptr}}}}, "needles.list"},
        {{{"needles", {{"list", "gone.json"}}}}, "gone.json"},
        {{{"needles", {{"spectrograms", "t.npy"}}}}, "needles.list"},
        {{{"needles", {{"labels_from_teacher", 0.3}}}}, "needles.labels_from_teacher"},
        {{{"needles", {{"split", "eval"}}}}, "needles.split_column"},
        {{{"needles", {{"limit", -3}}}}, "needles.limit"},
        {{{"needles", {{"list", nullptr}, {"files", {{{"labels", "/m/1"}}}}}}}, "needles.files[0].wav"},
    };
    for (const auto& [change, named] : wrong) {
        const std::string complaint = complaintOf(change);
        EXPECT_NE(complaint.find(named), std::string::npos) << change.dump() << " -> " << complaint;
    }
}

// Each list is short enough; what they make together is not.
TEST_F(Specification, AnExperimentHasABoundedNumberOfCells)
{
    const auto numbers = [](int count) {
        Json list = Json::array();
        for (int i = 0; i < count; ++i)
            list.push_back(1.0 * i / 1000);
        return list;
    };
    Json lengths = Json::array();
    for (int i = 0; i < 100; ++i)
        lengths.push_back(1024 + i);
    const Json most{{"lengths_s", nullptr}, {"lengths_frames", lengths}, {"positions", numbers(999)}};
    EXPECT_NO_THROW(with(most)); // 99,900 and a baseline
    Json more = most;
    more["positions"] = numbers(1000);
    EXPECT_NE(complaintOf(more).find("100001 cells"), std::string::npos) << complaintOf(more);
    more["haystack"] = {{"kind", "white"}};
    more["snr_db"] = numbers(1000);
    EXPECT_NE(complaintOf(more).find("100000001 cells"), std::string::npos) << complaintOf(more);
}

TEST_F(Specification, FilesThatAreNoSpecificationAreRefused)
{
    for (const std::string& text :
         {std::string(), std::string("{"), std::string("[1]"), std::string("\"x\""), std::string(100000, '['),
          std::string("{\"needles\": 3}"), "{" + std::string(5'000'000, ' ') + "}"}) {
        std::ofstream(m_folder / "spec.json", std::ios::trunc) << text;
        EXPECT_THROW(readSpec(m_folder / "spec.json"), Error) << text.substr(0, 20);
    }
    EXPECT_THROW(readSpec(m_folder / "missing.json"), Error);
    EXPECT_THROW(readSpec(m_folder.path()), Error);
}

} // namespace
} // namespace dass::niah
