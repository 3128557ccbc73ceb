#include "core/base/error.h"
#include "core/distill/model_scores.h"
#include "tests/base/temporary_folder.h"
#include "tests/distill/toy_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace dass::distill {
namespace {

using testing::HasSubstr;

// Says the same of every clip.
class ConstantModel : public TaggingModel
{
public:
    explicit ConstantModel(float logit) : m_logit(logit)
    {
        m_info.path = "constant.safetensors";
        m_info.classes = ToyData::kClasses;
        m_info.labels = {{"", "class 0"}, {"", "class 1"}, {"", "class 2"}};
    }

    const ModelInfo& info() const override { return m_info; }
    Precision precision() const override { return Precision::Fp32; }
    std::string device() const override { return "cpu"; }
    void logits(std::span<const float>, std::int64_t, std::int64_t, Pooling, std::span<float> logits,
                std::span<float>) override
    {
        std::ranges::fill(logits, m_logit);
    }
    void denseLogits(std::span<const float>, std::int64_t, std::int64_t, std::int64_t, std::span<float>) override {}
    std::int64_t workingBytes(std::int64_t, std::int64_t) const override { return 0; }

private:
    ModelInfo m_info;
    float m_logit;
};

class ModelScoresTest : public testing::Test
{
protected:
    ScoringData scoring(bool withLabels) const
    {
        ScoringData data;
        data.list = m_folder.path() / "clips.csv";
        if (withLabels)
            data.labels = m_folder.path() / "labels.csv";
        data.frames = 48;
        return data;
    }

    // The error that scoring ends with.
    static Error failure(float logit, const ScoringData& data)
    {
        ConstantModel model(logit);
        try {
            scoreModel(model, data, {}, {});
        } catch (const Error& error) {
            return error;
        }
        return {ErrorCode::Internal, "none"};
    }

    test::TemporaryFolder m_folder;
    ToyData m_toy{m_folder.path()};
};

TEST_F(ModelScoresTest, AskForALabelFileWhereTheModelHasNoMids)
{
    EXPECT_THAT(failure(0, scoring(false)).what(),
                testing::AllOf(HasSubstr("the label /t/tone cannot be looked up"), HasSubstr("--labels")));
    EXPECT_STREQ(failure(0, scoring(true)).what(), "none");
}

TEST_F(ModelScoresTest, CountHowOftenAProbabilityWasRight)
{
    ConstantModel model(0);
    const auto scores = scoreModel(model, scoring(true), {}, {});
    ASSERT_TRUE(scores);
    std::int64_t positives = 0;
    for (const std::int64_t count : scores->tagging.positives)
        positives += count;
    EXPECT_GT(positives, 0);
    const std::int64_t pairs = scores->tagging.clips * ToyData::kClasses;
    for (const ReliabilityBin& bin : scores->reliability) {
        const bool holdsHalf = bin.lower <= 0.5 && 0.5 < bin.upper;
        EXPECT_EQ(bin.count, holdsHalf ? pairs : 0) << bin.lower;
        if (holdsHalf) {
            EXPECT_DOUBLE_EQ(bin.positiveShare, static_cast<double>(positives) / static_cast<double>(pairs));
        }
    }
}

TEST_F(ModelScoresTest, RefuseLogitsThatAreNoNumbers)
{
    const Error error = failure(std::numeric_limits<float>::quiet_NaN(), scoring(true));
    EXPECT_EQ(error.code(), ErrorCode::BadFile);
    EXPECT_THAT(error.what(), HasSubstr("constant.safetensors"));
}

TEST_F(ModelScoresTest, KeepLogitsByTheRowsOfTheListWhereAskedTo)
{
    ConstantModel model(0.25F);
    ScoringData data = scoring(true);
    ASSERT_TRUE(scoreModel(model, data, {}, {})->logits.empty());

    data.keepLogits = true;
    std::filesystem::remove(m_folder.path() / "clip-0-2.wav");
    const auto scores = scoreModel(model, data, {}, {});
    ASSERT_TRUE(scores);
    ASSERT_EQ(scores->leftOut.size(), 1U);
    ASSERT_EQ(scores->logits.size(), std::size_t{ToyData::kClasses * ToyData::kClipsOfAClass * ToyData::kClasses});
    for (std::size_t i = 0; i < scores->logits.size(); ++i) {
        const bool isRemoved = i / ToyData::kClasses == 2;
        EXPECT_EQ(std::isnan(scores->logits[i]), isRemoved) << i;
        EXPECT_TRUE(isRemoved || scores->logits[i] == 0.25F) << i;
    }
}

} // namespace
} // namespace dass::distill
