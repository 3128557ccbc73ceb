#include "core/base/error.h"
#include "core/niah/cost.h"
#include "core/niah/scorer.h"
#include "tests/base/wav_file.h"
#include "tests/cli/small_model.h"
#include "tests/inference/fake_model.h"

#include <gtest/gtest.h>

#include <cmath>

namespace dass::niah {
namespace {

class Scoring : public testing::Test
{
protected:
    static std::vector<float> score(MixtureScorer& scorer, std::span<const Mixture> mixtures)
    {
        std::vector<float> logits(mixtures.size() * static_cast<std::size_t>(scorer.model().info().classes));
        EXPECT_TRUE(scorer.score(mixtures, Pooling::Mean, logits));
        return logits;
    }

    std::vector<Mixture> mixtures(std::int64_t frames, std::size_t count) const
    {
        std::vector<Mixture> made;
        for (std::size_t i = 0; i < count; ++i)
            made.emplace_back(m_needles[i % m_needles.size()], m_zero,
                              MixtureSettings{frames, 0.5, {}, Insertion::Spectrogram, 0});
        return made;
    }

    const std::vector<NeedleSound> m_needles{needleOf(glidingTone(160000)), needleOf(glidingTone(50000)),
                                             needleOf(glidingTone(90000))};
    const Haystack m_zero = *Haystack::make({}, {{100000}, false, {}, {}}, {});
};

TEST_F(Scoring, GivesTheSameBitsAloneAndTogether)
{
    const auto model = TaggingModel::load(smallModel(), {"cpu", Precision::Fp32, 0});
    MixtureScorer scorer(*model, {2, 0, {}}, {});
    const auto all = mixtures(1500, 3);
    const auto together = score(scorer, all);
    const auto classes = static_cast<std::size_t>(model->info().classes);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto alone = score(scorer, std::span(all).subspan(i, 1));
        EXPECT_TRUE(
            std::equal(alone.begin(), alone.end(), together.begin() + static_cast<std::ptrdiff_t>(i * classes)));
    }
}

TEST_F(Scoring, TilesGiveTheSameToRounding)
{
    const auto model = TaggingModel::load(smallModel(), {"cpu", Precision::Fp32, 0});
    MixtureScorer atOnce(*model, {2, 0, {}}, {});
    MixtureScorer inTiles(*model, {2, 512, {}}, {});
    const auto one = mixtures(3001, 1);
    EXPECT_FALSE(atOnce.inTiles(3001));
    EXPECT_TRUE(inTiles.inTiles(3001));
    EXPECT_FALSE(inTiles.inTiles(1024)) << "the needle alone";
    EXPECT_GT(inTiles.keptBytes(3001), 0);
    EXPECT_EQ(atOnce.keptBytes(3001), 0);
    EXPECT_EQ(inTiles.scratchBytes(3001), 0) << "so little is kept in memory";
    EXPECT_GT(inTiles.scratchBytes(1'000'000), 0);
    const auto a = score(atOnce, one);
    const auto b = score(inTiles, one);
    for (std::size_t c = 0; c < a.size(); ++c)
        ASSERT_NEAR(a[c], b[c], 1e-4 + 1e-4 * std::abs(a[c]));
}

TEST_F(Scoring, OnePassGivesTheBitsOfEveryPooling)
{
    const auto model = TaggingModel::load(smallModel(), {"cpu", Precision::Fp32, 0});
    const std::vector<Pooling> poolings{Pooling::Mean, Pooling::First, Pooling::Mid,
                                        Pooling::Last, Pooling::Sum,   Pooling::Max};
    const auto classes = static_cast<std::size_t>(model->info().classes);
    for (const std::int64_t tile : {std::int64_t{0}, std::int64_t{512}}) {
        MixtureScorer scorer(*model, {2, tile, {}}, {});
        ASSERT_TRUE(scorer.poolsTogether(1500));
        const auto some = mixtures(1500, scorer.inTiles(1500) ? 1 : 3);
        const std::size_t size = some.size() * classes;
        std::vector<float> together(poolings.size() * size);
        ASSERT_TRUE(scorer.score(some, poolings, together));
        for (std::size_t i = 0; i < poolings.size(); ++i) {
            std::vector<float> alone(size);
            ASSERT_TRUE(scorer.score(some, poolings[i], alone));
            EXPECT_TRUE(
                std::equal(alone.begin(), alone.end(), together.begin() + static_cast<std::ptrdiff_t>(i * size)))
                << nameOf(poolings[i]) << ", tiles of " << tile;
        }
    }
}

TEST_F(Scoring, TilesAreForWhatDoesNotFit)
{
    FakeModel model;
    model.bytesPerFrame = 1 << 20; // 1 GiB for 1024 frames
    MixtureScorer scorer(model, {1, 0, {}}, {});
    EXPECT_FALSE(scorer.inTiles(1024));
    EXPECT_TRUE(scorer.inTiles(1025));
    EXPECT_EQ(scorer.atOnce(5000), 1);
}

// A model without tiles, as an AST is.
class UntiledModel : public TaggingModel
{
public:
    const ModelInfo& info() const override { return m_fake.info(); }
    Precision precision() const override { return Precision::Fp32; }
    std::string device() const override { return "cpu"; }
    void logits(std::span<const float> spectrograms, std::int64_t batch, std::int64_t frames, Pooling pooling,
                std::span<float> logits, std::span<float> embeddings) override
    {
        m_fake.logits(spectrograms, batch, frames, pooling, logits, embeddings);
    }
    void denseLogits(std::span<const float>, std::int64_t, std::int64_t, std::int64_t, std::span<float>) override {}
    std::int64_t workingBytes(std::int64_t batch, std::int64_t frames) const override
    {
        return batch * frames * frames * 1'000'000;
    }

private:
    FakeModel m_fake;
};

TEST_F(Scoring, WhatNeedsMoreMemoryThanThereIsSaysSo)
{
    UntiledModel model;
    MixtureScorer scorer(model, {1, 0, {}}, {});
    const auto one = mixtures(50000, 1);
    std::vector<float> logits(FakeModel::kClasses);
    try {
        scorer.score(one, Pooling::Mean, logits);
        FAIL() << "it took 2500 TB";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Unsupported);
        EXPECT_NE(std::string(error.what()).find("GB of memory for 50000 frames"), std::string::npos) << error.what();
    }
}

TEST_F(Scoring, StopsWithinALongOne)
{
    const auto model = TaggingModel::load(smallModel(), {"cpu", Precision::Fp32, 0});
    std::stop_source source;
    MixtureScorer scorer(*model, {2, 512, {}}, source.get_token());
    const auto one = mixtures(50000, 1);
    std::vector<float> logits(static_cast<std::size_t>(model->info().classes));
    double reached = 0;
    EXPECT_FALSE(scorer.score(one, Pooling::Mean, logits, [&](double fraction) {
        reached = fraction;
        if (fraction > 0.1)
            source.request_stop();
    }));
    EXPECT_LT(reached, 0.5);
}

TEST_F(Scoring, TheCostGrowsWithTheLength)
{
    const auto model = TaggingModel::load(smallModel(), {"cpu", Precision::Fp32, 0});
    MixtureScorer scorer(*model, {2, 0, {}}, {});
    const auto cost = CostModel::measure(scorer, {1024, 4000, 400000}, {});
    ASSERT_TRUE(cost);
    EXPECT_GT(cost->seconds(scorer, 1024), 0);
    EXPECT_NEAR(cost->seconds(scorer, 4000) / cost->seconds(scorer, 1024), 4000.0 / 1024, 1e-6);
    EXPECT_GT(cost->seconds(scorer, 400000), cost->seconds(scorer, 4000));
}

} // namespace
} // namespace dass::niah
