// The tensor-free way to a whole recording as one input.
#include "core/base/error.h"
#include "core/model/checkpoint.h"
#include "core/model/safetensors.h"
#include "core/model/synthetic.h"
#include "core/model/whole_model.h"
#include "tests/base/temporary_folder.h"

#include <gmock/gmock.h>

#include <limits>

namespace dass {
namespace {

class WholeRecording : public testing::Test
{
protected:
    void SetUp() override
    {
        const DassConfig config = DassConfig::of({16, 32, 64, 128}, {1, 1, 2, 1}, 10);
        saveHuggingFace(m_folder.path(), config, syntheticParameters(config, 7), {});
        m_model = TaggingModel::load(m_folder.path(), {"cpu", Precision::Fp32, 1});
    }

    test::TemporaryFolder m_folder;
    test::TemporaryFolder m_scratch;
    std::unique_ptr<TaggingModel> m_model;
};

TEST_F(WholeRecording, GivesWhatTheModelSaysOfAllOfIt)
{
    const std::vector<float> input = syntheticSpectrogram(2777, 1);
    std::vector<float> wanted(10);
    std::vector<float> wantedEmbedding(128);
    m_model->logits(input, 1, 2777, Pooling::Max, wanted, wantedEmbedding);

    for (const std::int64_t tileFrames : {0, 300}) {
        WholeOptions options;
        options.pooling = Pooling::Max;
        options.tileFrames = tileFrames;
        options.scratchFolder = m_scratch.path();
        const auto whole = wholeModelOf(*m_model).beginWhole(options);
        whole->add(input);
        std::vector<float> logits(10);
        std::vector<float> embedding(128);
        ASSERT_TRUE(whole->finish(logits, embedding));
        EXPECT_THAT(logits, testing::Pointwise(testing::FloatNear(1e-4F), wanted));
        EXPECT_THAT(embedding, testing::Pointwise(testing::FloatNear(1e-4F), wantedEmbedding));
    }
    EXPECT_TRUE(std::filesystem::is_empty(m_scratch.path()));
}

// As many frames as a number holds would overflow, and adding would never end.
TEST_F(WholeRecording, TakesATileLargerThanAnyRecording)
{
    const std::vector<float> input = syntheticSpectrogram(200, 1);
    std::vector<float> wanted(10);
    m_model->logits(input, 1, 200, Pooling::Mean, wanted, {});
    WholeOptions options;
    options.tileFrames = std::numeric_limits<std::int64_t>::max();
    const auto whole = wholeModelOf(*m_model).beginWhole(options);
    whole->add(input);
    std::vector<float> logits(10);
    ASSERT_TRUE(whole->finish(logits));
    EXPECT_THAT(logits, testing::Pointwise(testing::FloatNear(1e-4F), wanted));
    EXPECT_GT(wholeModelOf(*m_model).wholeWorkingBytes(200, options.tileFrames), 0);
}

TEST_F(WholeRecording, AnnouncesTheMemoryOfWholeColumns)
{
    const WholeModel& whole = wholeModelOf(*m_model);
    EXPECT_EQ(whole.wholeWorkingBytes(5000, 1), whole.wholeWorkingBytes(5000, 4));
    EXPECT_EQ(whole.wholeWorkingBytes(5000, 1023), whole.wholeWorkingBytes(5000, 1020));
    EXPECT_LT(whole.wholeWorkingBytes(5000, 1020), whole.wholeWorkingBytes(5000, 1024));
}

TEST_F(WholeRecording, StopsWhenTheModelIsAskedTo)
{
    std::stop_source stop;
    m_model->setStop(stop.get_token());
    const auto whole = wholeModelOf(*m_model).beginWhole({});
    whole->add(syntheticSpectrogram(100, 1));
    stop.request_stop();
    std::vector<float> logits(10, 42.F);
    EXPECT_FALSE(whole->finish(logits));
    EXPECT_THAT(logits, testing::Each(42.F));
}

TEST_F(WholeRecording, SaysBeforehandThatTheDiskIsTooSmall)
{
    WholeOptions options;
    options.scratchFolder = m_scratch.path();
    options.framesExpected = std::int64_t{1} << 45;
    try {
        wholeModelOf(*m_model).beginWhole(options);
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Io);
        EXPECT_THAT(error.what(), testing::HasSubstr(m_scratch.path().string()));
    }
}

TEST_F(WholeRecording, AnnouncesMemoryUpToABoundAndBeyondItSpaceInProportionToTheLength)
{
    const WholeModel& whole = wholeModelOf(*m_model);
    EXPECT_EQ(whole.wholeScratchBytes(6000, 0), 0);
    EXPECT_GT(whole.wholeKeptBytes(60'000, 0), 2 * 15'000 * 32 * 16 * 4);
    const std::int64_t hours = whole.wholeScratchBytes(6'000'000, 0);
    EXPECT_GT(hours, 2 * std::int64_t{1'500'000} * 32 * 16 * 4);
    EXPECT_NEAR(static_cast<double>(whole.wholeScratchBytes(600'000'000, 0)), 100.0 * static_cast<double>(hours),
                0.02 * 100.0 * static_cast<double>(hours));
    EXPECT_LE(whole.wholeKeptBytes(600'000'000, 0), kMostKeptInMemory);
    EXPECT_EQ(whole.wholeWorkingBytes(600'000'000, 0), whole.wholeWorkingBytes(60'000, 0));
}

// Only clips.
class ClipModel : public TaggingModel
{
public:
    ClipModel() { m_info.name = "clips only"; }
    const ModelInfo& info() const override { return m_info; }
    Precision precision() const override { return Precision::Fp32; }
    std::string device() const override { return "cpu"; }
    void logits(std::span<const float>, std::int64_t, std::int64_t, Pooling, std::span<float>,
                std::span<float>) override
    {
    }
    void denseLogits(std::span<const float>, std::int64_t, std::int64_t, std::int64_t, std::span<float>) override {}
    std::int64_t workingBytes(std::int64_t, std::int64_t) const override { return 0; }

private:
    ModelInfo m_info;
};

TEST(WholeModel, IsNotEveryModel)
{
    ClipModel model;
    try {
        wholeModelOf(model);
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Unsupported);
        EXPECT_THAT(error.what(), testing::HasSubstr("'clips only'"));
    }
}

} // namespace
} // namespace dass
