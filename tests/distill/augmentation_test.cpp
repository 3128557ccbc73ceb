#include "core/base/error.h"
#include "core/base/random_stream.h"
#include "core/distill/batch_source.h"
#include "core/distill/haystack_augmentation.h"
#include "core/distill/prefetcher.h"
#include "core/distill/run_data.h"
#include "core/distill/sampler.h"
#include "core/distill/schedule.h"
#include "core/distill/spectrogram.h"
#include "core/features/fbank.h"
#include "tests/base/temporary_folder.h"
#include "tests/distill/toy_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <span>

namespace dass::distill {
namespace {

TEST(RandomStream, DependsOnItsKeyAlone)
{
    RandomStream first(1, Stream::Clip, {2, 3});
    RandomStream again(1, Stream::Clip, {2, 3});
    RandomStream other(1, Stream::Clip, {3, 2});
    RandomStream stream(1, Stream::Mask, {2, 3});
    const std::uint64_t value = first.next();
    EXPECT_EQ(value, again.next());
    EXPECT_NE(value, other.next());
    EXPECT_NE(value, stream.next());
}

TEST(RandomStream, BetaHasItsMomentsAndRange)
{
    RandomStream random(5, Stream::Clip, {});
    double sum = 0;
    double squares = 0;
    constexpr int kDraws = 20000;
    for (int i = 0; i < kDraws; ++i) {
        const double value = random.beta(10, 10);
        ASSERT_TRUE(value > 0 && value < 1);
        sum += value;
        squares += value * value;
    }
    const double mean = sum / kDraws;
    EXPECT_NEAR(mean, 0.5, 0.005);
    EXPECT_NEAR(squares / kDraws - mean * mean, 1.0 / 84, 0.001); // ab / ((a + b)^2 (a + b + 1))
}

TEST(Sampler, ShufflesEveryClipOnceAndAnewEachEpoch)
{
    const std::vector<Clip> clips(50);
    const Sampler sampler(SamplerKind::Shuffle, clips, 1, 9);
    const auto first = sampler.epochOrder(1);
    EXPECT_EQ(std::set<std::int64_t>(first.begin(), first.end()).size(), clips.size());
    EXPECT_EQ(first, sampler.epochOrder(1));
    EXPECT_NE(first, sampler.epochOrder(2));
}

TEST(Sampler, BalancesClassesOfDifferentSize)
{
    std::vector<Clip> clips(100, Clip{"", {0}, 0});
    for (std::size_t i = 0; i < 5; ++i)
        clips[i].labels = {1};
    const Sampler sampler(SamplerKind::Balanced, clips, 2, 9);
    double rare = 0;
    constexpr int kEpochs = 100;
    for (int epoch = 1; epoch <= kEpochs; ++epoch) {
        const auto order = sampler.epochOrder(epoch);
        rare += static_cast<double>(std::count_if(order.begin(), order.end(), [](std::int64_t i) { return i < 5; }));
    }
    EXPECT_NEAR(rare / (kEpochs * 100), 0.5, 0.02); // 95/95.01 against 5/5.01
}

TEST(SpecAugment, ZeroesOneBandOfBinsAndOneOfFrames)
{
    constexpr std::int64_t kFrames = 100;
    std::set<std::int64_t> widths;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        std::vector<float> logMel(kFrames * fbank::kMelBins, 1.0F);
        RandomStream random(seed, Stream::Mask, {});
        maskSpectrogram(logMel, 48, 20, random);
        std::int64_t bins = 0;
        std::int64_t frames = 0;
        const auto isZero = [&](std::int64_t frame, std::int64_t bin) {
            return logMel[static_cast<std::size_t>(frame * fbank::kMelBins + bin)] == 0.0F;
        };
        for (std::int64_t bin = 0; bin < fbank::kMelBins; ++bin) {
            bool all = true;
            for (std::int64_t frame = 0; frame < kFrames; ++frame)
                all = all && isZero(frame, bin);
            bins += all;
        }
        for (std::int64_t frame = 0; frame < kFrames; ++frame) {
            bool all = true;
            for (std::int64_t bin = 0; bin < fbank::kMelBins; ++bin)
                all = all && isZero(frame, bin);
            frames += all;
        }
        EXPECT_LT(bins, 48);
        EXPECT_LT(frames, 20);
        widths.insert(bins);
    }
    EXPECT_GT(widths.size(), 20U); // of every width
}

TEST(Schedule, WarmsUpInStagesAndDecaysAfterEpochs)
{
    OptimizerSpec optimizer;
    optimizer.lr = 1;
    ScheduleSpec schedule;
    const auto rate = [&](std::int64_t step) { return learningRate(optimizer, schedule, step, 2000); };
    EXPECT_DOUBLE_EQ(rate(49), 0); // the authors set the rate at steps 0, 50, 100, …
    EXPECT_DOUBLE_EQ(rate(50), 0.05);
    EXPECT_DOUBLE_EQ(rate(999), 0.95);
    EXPECT_DOUBLE_EQ(rate(1000), 1);
    EXPECT_DOUBLE_EQ(rate(10 * 2000 - 1), 1);
    EXPECT_DOUBLE_EQ(rate(10 * 2000), 0.5);
    EXPECT_DOUBLE_EQ(rate(15 * 2000), 0.25);

    schedule.kind = ScheduleKind::Cosine;
    schedule.epochs = 10;
    schedule.finalFraction = 0.1;
    EXPECT_DOUBLE_EQ(rate(10000), 0.55);
    EXPECT_DOUBLE_EQ(rate(20000), 0.1);
}

class BatchTest : public testing::Test
{
protected:
    Spec read(const nlohmann::json& patch)
    {
        nlohmann::json spec = m_toy.spec(2);
        spec.merge_patch(patch);
        return readSpec(m_toy.writeSpec(spec));
    }

    test::TemporaryFolder m_folder;
    ToyData m_toy{m_folder.path()};
};

TEST_F(BatchTest, IsTheSameInWhateverOrderItIsMade)
{
    const Spec spec = read({{"data", {{"short_clips", {{"pad", 1}, {"repeat", 1}, {"join", 1}}}, {"crop", "random"}}}});
    RunData data = readRunData(spec);
    BatchSource forwards(*data.train.store, data.train.teachers, spec, 3);
    ASSERT_EQ(forwards.stepsPerEpoch(), 4);
    const Batch fourth = [&] {
        Prefetcher prefetcher(forwards, 0, 6);
        for (int i = 0; i < 4; ++i)
            prefetcher.take();
        return prefetcher.take();
    }();

    RunData fresh = readRunData(spec);
    BatchSource directly(*fresh.train.store, fresh.train.teachers, spec, 3);
    const Batch again = directly.batch(4);
    EXPECT_EQ(fourth.spectrograms, again.spectrograms);
    EXPECT_EQ(fourth.labels, again.labels);
    EXPECT_EQ(fourth.teacher, again.teacher);
}

TEST_F(BatchTest, IsTheSameFromSeveralThreadsAndComesInOrder)
{
    const Spec spec = read({{"data", {{"crop", "random"}}}});
    RunData data = readRunData(spec);
    RunData fresh = readRunData(spec);
    BatchSource source(*data.train.store, data.train.teachers, spec, 3);
    BatchSource reference(*fresh.train.store, fresh.train.teachers, spec, 3);
    Prefetcher prefetcher(source, 1, 40, 5); // over ten epochs' ends
    for (std::int64_t step = 1; step < 40; ++step) {
        const Batch found = prefetcher.take();
        const Batch wanted = reference.batch(step);
        ASSERT_EQ(found.spectrograms, wanted.spectrograms) << step;
        ASSERT_EQ(found.labels, wanted.labels) << step;
    }
}

TEST_F(BatchTest, ThatCannotBeMadeIsToldInItsTurn)
{
    const Spec spec = read({{"data", {{"cache_mb", 0}}}});
    RunData data = readRunData(spec);
    BatchSource source(*data.train.store, data.train.teachers, spec, 3);
    for (const auto& file : std::filesystem::directory_iterator(m_folder.path()))
        if (file.path().extension() == ".wav")
            std::filesystem::remove(file.path());
    Prefetcher prefetcher(source, 0, 8, 3);
    EXPECT_THROW(prefetcher.take(), Error);
    EXPECT_THROW(prefetcher.take(), Error); // there is no other one
}

TEST_F(BatchTest, AsManyThreadsMakeThemAsTheStudentNeeds)
{
    EXPECT_EQ(Prefetcher::threadsFor(1), 1);
    EXPECT_EQ(Prefetcher::threadsFor(7), 1);
    EXPECT_EQ(Prefetcher::threadsFor(16), 4);
    EXPECT_EQ(Prefetcher::threadsFor(256), 8);
}

TEST_F(BatchTest, MixesLabelsAndTeacherInTheSoundsProportion)
{
    const Spec spec = read({{"mixup", 1.0}});
    RunData data = readRunData(spec);
    BatchSource source(*data.train.store, data.train.teachers, spec, 3);
    const Batch batch = source.batch(0);
    bool mixed = false;
    for (std::int64_t clip = 0; clip < batch.clips; ++clip) {
        const auto labels = std::span(batch.labels).subspan(static_cast<std::size_t>(3 * clip), 3);
        EXPECT_NEAR(std::accumulate(labels.begin(), labels.end(), 0.0F), 1, 1e-5);
        mixed = mixed || *std::max_element(labels.begin(), labels.end()) < 0.99F;
        for (std::size_t c = 0; c < 3; ++c) {
            const float logit = batch.teacher[static_cast<std::size_t>(3 * clip) + c];
            const float low = 1 / (1 + std::exp(4.0F));
            EXPECT_NEAR(1 / (1 + std::exp(-logit)), low + labels[c] * (1 - 2 * low), 1e-4);
        }
    }
    EXPECT_TRUE(mixed);
}

TEST_F(BatchTest, PadsShortClipsWithSilenceBeforeNormalisation)
{
    const Spec spec = read({{"mixup", 0}, {"freq_mask", 0}, {"time_mask", 0}, {"data", {{"clip_frames", 100}}}});
    RunData data = readRunData(spec);
    BatchSource source(*data.train.store, data.train.teachers, spec, 3);
    const Batch batch = source.batch(0);
    const auto last = std::span(batch.spectrograms).subspan(99 * fbank::kMelBins, fbank::kMelBins);
    EXPECT_THAT(last, testing::Each(testing::FloatNear(fbank::kNormalisedPadding, 1e-6F)));
}

TEST_F(BatchTest, HidesClipsInLongerInputsForTheShareOfStepsAskedFor)
{
    const auto specWith = [&](double share, double noise) {
        return read(
            {{"mixup", 0},
             {"freq_mask", 0},
             {"time_mask", 0},
             {"data", {{"clip_frames", 90}, {"haystack", {{"share", share}, {"frames", 720}, {"noise", noise}}}}}});
    };
    const Spec spec = specWith(1, 0);
    RunData data = readRunData(spec);
    const Spec plainSpec = specWith(0, 0);
    RunData plainData = readRunData(plainSpec);
    BatchSource source(*data.train.store, data.train.teachers, spec, 3);
    BatchSource plain(*plainData.train.store, plainData.train.teachers, plainSpec, 3);
    std::set<std::int64_t> lengths;
    for (std::int64_t step = 0; step < 4; ++step) {
        const Batch hidden = source.batch(step);
        const Batch clips = plain.batch(step);
        ASSERT_EQ(clips.frames, 90);
        ASSERT_GE(hidden.frames, 90);
        ASSERT_LE(hidden.frames, 720);
        lengths.insert(hidden.frames);
        EXPECT_EQ(hidden.labels, clips.labels);
        EXPECT_EQ(hidden.teacher, clips.teacher);
        const std::size_t clipValues = 90 * fbank::kMelBins;
        const std::size_t values = static_cast<std::size_t>(hidden.frames * fbank::kMelBins);
        ASSERT_EQ(hidden.spectrograms.size(), values * static_cast<std::size_t>(hidden.clips));
        for (std::size_t i = 0; i < static_cast<std::size_t>(hidden.clips); ++i) {
            const auto whole = std::span(hidden.spectrograms).subspan(i * values, values);
            const auto clip = std::span(clips.spectrograms).subspan(i * clipValues, clipValues);
            const auto found = std::ranges::search(whole, clip);
            ASSERT_FALSE(found.empty()) << "the clip is there, unchanged";
            EXPECT_EQ((found.begin() - whole.begin()) % fbank::kMelBins, 0);
            EXPECT_TRUE(std::all_of(whole.begin(), found.begin(), [](float value) { return value == 0; }));
            EXPECT_TRUE(std::all_of(found.end(), whole.end(), [](float value) { return value == 0; }));
        }
    }
    EXPECT_GT(lengths.size(), 2U);
}

TEST(HideClip, SurroundsItWithNoiseOfTheClipsLoudnessOrLess)
{
    const std::vector<float> clip(100 * fbank::kMelBins, 3.0F);
    std::vector<float> samples(16000);
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i] = i % 2 == 0 ? 0.1F : -0.1F; // rms 0.1
    for (std::uint64_t seed = 0; seed < 8; ++seed) {
        RandomStream random(seed, Stream::Haystack, {0});
        const auto whole = hideClip(clip, samples, 400, {.share = 1, .frames = 400, .noise = 1}, random);
        ASSERT_EQ(whole.size(), 400U * fbank::kMelBins);
        double sum = 0;
        std::int64_t count = 0;
        for (const float value : whole) {
            sum += value == 3.0F ? 0 : value;
            count += value == 3.0F ? 0 : 1;
        }
        EXPECT_EQ(count, 300 * fbank::kMelBins);
        // The log-mel mean of Gaussian noise of rms r is that of rms 1 plus 2 ln r.
        std::vector<float> unit(300 * fbank::kFrameShift + fbank::kFrameLength);
        std::ranges::generate(unit, [&] { return static_cast<float>(random.normal()); });
        const std::vector<float> reference = computeFbank(unit);
        const double unitMean =
            std::accumulate(reference.begin(), reference.end(), 0.0) / static_cast<double>(reference.size());
        const double logMel = sum / static_cast<double>(count) * 2 * fbank::kStandardDeviation + fbank::kMean;
        const double levelDb = (logMel - unitMean) * 10 / std::log(10.0);
        EXPECT_LT(levelDb, -20 + 0.5);
        EXPECT_GT(levelDb, -40 - 0.5);
    }
}

TEST_F(BatchTest, ReplacesFilesThatCannotBeDecodedAndTellsOfThem)
{
    writeText(m_folder.path() / "clip-1-3.wav", "this is no sound");
    const Spec spec = read({{"mixup", 0}});
    RunData data = readRunData(spec);
    BatchSource source(*data.train.store, data.train.teachers, spec, 3);
    std::vector<std::string> complaints;
    for (std::int64_t step = 0; step < 8; ++step) {
        const Batch batch = source.batch(step);
        EXPECT_EQ(batch.clips, 6);
        complaints.insert(complaints.end(), batch.complaints.begin(), batch.complaints.end());
    }
    ASSERT_EQ(complaints.size(), 1U);
    EXPECT_THAT(complaints.front(), testing::HasSubstr("clip-1-3.wav"));
}

} // namespace
} // namespace dass::distill
