#include "core/base/error.h"
#include "core/base/thread_count.h"
#include "core/model/checkpoint.h"
#include "core/model/synthetic.h"
#include "core/model/tagging_model.h"
#include "core/model/tensor_io.h"
#include "tests/base/temporary_folder.h"
#include "tests/model/reference_files.h"

#include <ATen/Parallel.h>
#include <gmock/gmock.h>

#include <numeric>

namespace dass {
namespace {

class Tagging : public testing::Test
{
protected:
    void SetUp() override { saveHuggingFace(m_folder.path(), m_config, syntheticParameters(m_config, 7), {}); }

    std::unique_ptr<TaggingModel> load(Precision precision = Precision::Fp32, const std::string& device = "cpu") const
    {
        return TaggingModel::load(m_folder.path(), {device, precision, 1});
    }

    std::vector<float> logitsOf(TaggingModel& model, std::int64_t frames, Pooling pooling = Pooling::Mean) const
    {
        std::vector<float> logits(10);
        model.logits(syntheticSpectrogram(frames, 2), 1, frames, pooling, logits);
        return logits;
    }

    test::TemporaryFolder m_folder;
    DassConfig m_config = DassConfig::of({16, 32, 64, 128}, {1, 1, 2, 1}, 10);
};

TEST_F(Tagging, TellsWhatItLoaded)
{
    const auto model = load();
    const ModelInfo& info = model->info();
    EXPECT_EQ(info.architecture, "DASS");
    EXPECT_EQ(info.layout, "hugging-face");
    EXPECT_THAT(info.dims, testing::ElementsAre(16, 32, 64, 128));
    EXPECT_EQ(info.classes, 10);
    EXPECT_EQ(info.embeddingSize, 128);
    EXPECT_EQ(info.parameters, m_config.parameterCount());
    EXPECT_EQ(info.sha256.size(), 64U);
    EXPECT_EQ(info.labels.size(), 10U);
    EXPECT_EQ(model->device(), "cpu");
}

TEST_F(Tagging, ABatchGivesWhatItsClipsGiveAlone)
{
    const auto model = load();
    std::vector<float> input = syntheticSpectrogram(200, 1);
    const std::vector<float> second = syntheticSpectrogram(200, 2);
    input.insert(input.end(), second.begin(), second.end());
    std::vector<float> logits(20);
    std::vector<float> embeddings(256);
    model->logits(input, 2, 200, Pooling::Mean, logits, embeddings);
    EXPECT_THAT(std::vector<float>(logits.begin() + 10, logits.end()),
                testing::Pointwise(testing::FloatNear(1e-5F), logitsOf(*model, 200)));
    EXPECT_NE(embeddings.front(), embeddings[128]);
}

TEST_F(Tagging, Bf16StaysCloseToFp32)
{
    const auto exact = logitsOf(*load(), 1024);
    const auto model = load(Precision::Bf16);
    EXPECT_EQ(model->precision(), Precision::Bf16);
    EXPECT_THAT(logitsOf(*model, 1024), testing::Pointwise(testing::FloatNear(4e-2F), exact));
}

TEST_F(Tagging, OneFrameIsEnough)
{
    EXPECT_THAT(logitsOf(*load(), 1), testing::Each(testing::Truly([](float x) { return std::isfinite(x); })));
}

TEST_F(Tagging, PoolingsDifferAsTheirNamesSay)
{
    const auto model = load();
    const auto one = logitsOf(*model, 32); // a single time step: every pooling is that step
    for (const auto pooling : {Pooling::First, Pooling::Mid, Pooling::Last, Pooling::Sum, Pooling::Max})
        EXPECT_THAT(logitsOf(*model, 32, pooling), testing::Pointwise(testing::FloatNear(1e-5F), one))
            << nameOf(pooling);
    EXPECT_NE(logitsOf(*model, 320, Pooling::First), logitsOf(*model, 320, Pooling::Last));
    EXPECT_NE(logitsOf(*model, 320, Pooling::Mid), logitsOf(*model, 320, Pooling::Last));
}

TEST_F(Tagging, DenseModeAgreesWithPoolingAtItsLimits)
{
    const auto model = load();
    const std::int64_t frames = 330;
    const std::int64_t steps = TaggingModel::denseSteps(frames);
    ASSERT_EQ(steps, 11);
    const std::vector<float> input = syntheticSpectrogram(frames, 2);
    std::vector<float> dense(static_cast<std::size_t>(steps * 10));

    model->denseLogits(input, 1, frames, 1, dense); // a step is itself
    EXPECT_THAT(std::vector<float>(dense.begin(), dense.begin() + 10),
                testing::Pointwise(testing::FloatNear(1e-4F), logitsOf(*model, frames, Pooling::First)));
    EXPECT_THAT(std::vector<float>(dense.begin() + 50, dense.begin() + 60),
                testing::Pointwise(testing::FloatNear(1e-4F), logitsOf(*model, frames, Pooling::Mid)));

    model->denseLogits(input, 1, frames, 101, dense); // every step pools over all
    for (std::int64_t step = 0; step < steps; ++step)
        EXPECT_THAT(std::vector<float>(dense.begin() + step * 10, dense.begin() + (step + 1) * 10),
                    testing::Pointwise(testing::FloatNear(1e-4F), logitsOf(*model, frames)));
}

TEST_F(Tagging, EachInputOfABatchGivesWhatItGivesAlone)
{
    const std::int64_t frames = 150;
    const std::int64_t steps = TaggingModel::denseSteps(frames);
    const auto valuesOf = [](std::int64_t count) { return static_cast<std::size_t>(count); };
    // Fewer inputs than threads, as many, and more that do not come out even.
    for (const int threads : {1, 2, 3}) {
        const auto model = TaggingModel::load(m_folder.path(), {"cpu", Precision::Fp32, threads});
        for (const std::int64_t batch : {1, 2, 3, 5}) {
            const std::vector<float> input = syntheticSpectrogram(batch * frames, 9);
            std::vector<float> logits(valuesOf(batch * 10));
            std::vector<float> embeddings(valuesOf(batch * model->info().embeddingSize));
            std::vector<float> dense(valuesOf(batch * steps * 10));
            model->logits(input, batch, frames, Pooling::Mean, logits, embeddings);
            model->denseLogits(input, batch, frames, 1, dense);
            for (std::int64_t i = 0; i < batch; ++i) {
                const auto one = std::span(input).subspan(valuesOf(i * frames * 128), valuesOf(frames * 128));
                std::vector<float> oneLogits(10);
                std::vector<float> oneEmbedding(valuesOf(model->info().embeddingSize));
                std::vector<float> oneDense(valuesOf(steps * 10));
                model->logits(one, 1, frames, Pooling::Mean, oneLogits, oneEmbedding);
                model->denseLogits(one, 1, frames, 1, oneDense);
                const auto part = [&](const std::vector<float>& all, const std::vector<float>& single) {
                    const auto first = all.begin() + i * static_cast<std::ptrdiff_t>(single.size());
                    return std::vector<float>(first, first + static_cast<std::ptrdiff_t>(single.size()));
                };
                const auto near = testing::FloatNear(1e-5F);
                EXPECT_THAT(part(logits, oneLogits), testing::Pointwise(near, oneLogits)) << threads << ", " << batch;
                EXPECT_THAT(part(embeddings, oneEmbedding), testing::Pointwise(near, oneEmbedding));
                EXPECT_THAT(part(dense, oneDense), testing::Pointwise(near, oneDense)) << threads << ", " << batch;
            }
        }
    }
}

TEST_F(Tagging, AStoppedCallLeavesItsOutputsAlone)
{
    const auto model = load();
    std::stop_source stop;
    model->setStop(stop.get_token());
    stop.request_stop();
    std::vector<float> logits(10, 42.F);
    model->logits(syntheticSpectrogram(64, 1), 1, 64, Pooling::Mean, logits);
    EXPECT_THAT(logits, testing::Each(42.F));
    model->setStop({});
    model->logits(syntheticSpectrogram(64, 1), 1, 64, Pooling::Mean, logits);
    EXPECT_THAT(logits, testing::Not(testing::Contains(42.F)));
}

TEST_F(Tagging, ADeviceThatIsNotThereIsRefused)
{
    EXPECT_EQ(load(Precision::Auto, "auto")->device(), "cpu");
    EXPECT_THROW(load(Precision::Fp32, "cuda"), Error);
    EXPECT_THROW(load(Precision::Fp32, "gpu"), Error);
}

TEST_F(Tagging, BuffersOfTheWrongSizeAreRefused)
{
    const auto model = load();
    std::vector<float> logits(9);
    EXPECT_THROW(model->logits(syntheticSpectrogram(64, 1), 1, 64, Pooling::Mean, logits), Error);
    logits.resize(10);
    EXPECT_THROW(model->logits(syntheticSpectrogram(64, 1), 1, 65, Pooling::Mean, logits), Error);
}

TEST_F(Tagging, NamesOfPoolingsAndPrecisionsGoBothWays)
{
    for (const char* name : {"mean", "first", "mid", "last", "sum", "max"})
        EXPECT_EQ(nameOf(poolingFromName(name)), name);
    for (const char* name : {"auto", "fp32", "bf16"})
        EXPECT_EQ(nameOf(precisionFromName(name)), name);
    EXPECT_THROW(poolingFromName("median"), Error);
    EXPECT_THROW(precisionFromName("fp64"), Error);
}

TEST_F(Tagging, DenseModeRefusesAModelWhoseStepsAreOfAnotherLength)
{
    const DassConfig threeGroups = DassConfig::of({16, 32, 64}, {1, 1, 1}, 10);
    saveHuggingFace(m_folder.path(), threeGroups, syntheticParameters(threeGroups, 7), {});
    const auto model = load();
    std::vector<float> logits(static_cast<std::size_t>(TaggingModel::denseSteps(200) * 10));
    try {
        model->denseLogits(syntheticSpectrogram(200, 2), 1, 200, 1, logits);
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Unsupported);
        EXPECT_THAT(error.what(), testing::HasSubstr("3 groups"));
    }
}

TEST_F(Tagging, MoreThreadsThanCoresGiveTheSame)
{
    const auto one = load();
    const std::vector<float> wanted = logitsOf(*one, 300);
    const auto many = TaggingModel::load(m_folder.path(), {"cpu", Precision::Fp32, 1000});
    const std::vector<float> got = logitsOf(*many, 300);
    for (std::size_t i = 0; i < wanted.size(); ++i)
        EXPECT_NEAR(got[i], wanted[i], 1e-5);
}

TEST_F(Tagging, LeavesACoreFreeWhereAsked)
{
    for (const int choice : {-1, 0, 1}) {
        const auto model = TaggingModel::load(m_folder.path(), {"cpu", Precision::Fp32, choice});
        EXPECT_EQ(at::get_num_threads(), threadCount(choice)) << choice;
    }
}

} // namespace
} // namespace dass
