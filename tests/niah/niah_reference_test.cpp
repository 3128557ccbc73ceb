// Needles and haystacks against what the public implementation makes of them.
#include "core/model/safetensors.h"
#include "core/niah/mixture.h"
#include "core/niah/scorer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

namespace dass::niah {
namespace {

const std::filesystem::path kReference = std::filesystem::path(DASS_SHARED_DIR) / "reference";

// logits_<frames>_<position>_<zero|white>_<snr>
struct Condition
{
    std::string tensor;
    MixtureSettings settings;
    bool white = false;
};

class NiahReference : public testing::TestWithParam<std::int64_t> // frames of a tile, 0 = chosen
{
protected:
    void SetUp() override
    {
        if (!std::filesystem::exists(kReference / "niah.safetensors"))
            GTEST_SKIP() << "the reference tensors are not here";
        m_model = TaggingModel::load(kReference / "dass_nano_official.pth", {"cpu", Precision::Fp32, 0});
    }

    static std::vector<Condition> conditionsIn(const SafetensorsFile& file)
    {
        std::vector<Condition> conditions;
        for (const auto& [name, tensor] : file.tensors()) {
            std::istringstream parts(name);
            std::string word;
            std::vector<std::string> words;
            while (std::getline(parts, word, '_'))
                words.push_back(word);
            if (words.front() != "logits")
                continue;
            Condition condition{name, {}, words.at(3) == "white"};
            condition.settings.frames = std::stoll(words.at(1));
            condition.settings.position = std::stod(words.at(2));
            if (condition.white)
                condition.settings.snrDb = std::stod(words.at(4));
            conditions.push_back(condition);
        }
        return conditions;
    }

    std::unique_ptr<TaggingModel> m_model;
};

TEST_P(NiahReference, LogitsAgree)
{
    const SafetensorsFile file(kReference / "niah.safetensors");
    const NeedleSound needle = needleOf(decodeSamples(kReference / "chirp_16k.wav", 1 << 20, {}));
    MixtureScorer scorer(*m_model, {1, GetParam(), {}}, {});
    int zeros = 0;
    int whites = 0;
    for (const Condition& condition : conditionsIn(file)) {
        HaystackOptions options;
        options.lengths = {haystackFrames(condition.settings.frames, Insertion::Spectrogram)};
        const auto haystack = condition.white
                                  ? Haystack::of(*loopSamples(floatsOf(file.at("white_noise"))), options, {})
                                  : Haystack::make({}, options, {});
        std::vector<Mixture> mixtures;
        mixtures.emplace_back(needle, *haystack, condition.settings);
        const std::vector<float> expected = floatsOf(file.at(condition.tensor));
        std::vector<float> logits(expected.size());
        ASSERT_TRUE(scorer.score(mixtures, Pooling::Mean, logits));
        for (std::size_t c = 0; c < logits.size(); ++c)
            EXPECT_NEAR(logits[c], expected[c], 1e-4 + 1e-4 * std::abs(expected[c])) << condition.tensor;
        ++(condition.white ? whites : zeros);
    }
    EXPECT_GT(zeros, 0);
    EXPECT_GT(whites, 0);
}

INSTANTIATE_TEST_SUITE_P(Tiles, NiahReference, testing::Values(0, 700));

} // namespace
} // namespace dass::niah
