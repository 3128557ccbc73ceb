// What bf16 costs the bundled model on real sound.
#include "core/base/resources.h"
#include "core/distill/clip_store.h"
#include "core/distill/data_list.h"
#include "core/distill/spectrogram.h"
#include "core/features/fbank.h"
#include "core/model/cpu_features.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <vector>

namespace dass::distill {
namespace {

constexpr std::int64_t kPrecisionFrames = 1024;
constexpr std::int64_t kBatch = 16;
constexpr std::int64_t kEvery = 3; // third clip of the list, which goes by source: all would take a minute

// Spectrograms of every third clip from `first` on. [up to kBatch, kPrecisionFrames, 128], normalised
std::vector<float> batchOf(ClipStore& store, std::int64_t first)
{
    std::vector<float> batch;
    for (std::int64_t i = first; i < std::min(first + kBatch * kEvery, store.size()); i += kEvery) {
        const std::vector<float> spectrogram = paddedFbank(store.samples(i), kPrecisionFrames);
        batch.insert(batch.end(), spectrogram.begin(), spectrogram.end());
    }
    fbank::normalise(batch);
    return batch;
}

// The most probable class of each clip.
std::vector<std::int64_t> firstTags(TaggingModel& model, const std::vector<float>& batch)
{
    const std::int64_t classes = model.info().classes;
    const auto clips = static_cast<std::int64_t>(batch.size()) / (kPrecisionFrames * fbank::kMelBins);
    std::vector<float> logits(static_cast<std::size_t>(clips * classes));
    model.logits(batch, clips, kPrecisionFrames, model.info().pooling, logits);
    std::vector<std::int64_t> tags;
    for (auto row = logits.begin(); row != logits.end(); row += classes)
        tags.push_back(std::max_element(row, row + classes) - row);
    return tags;
}

TEST(Precision, Bf16NamesTheSameFirstTagOnNearlyAllClips)
{
    const std::filesystem::path list = std::filesystem::path(DASS_SHARED_DIR) / "corpus/manifest.csv";
    if (!std::filesystem::exists(list))
        GTEST_SKIP() << "the corpus of sound is not here: " << list;
    if (!cpuMultipliesBf16())
        GTEST_SKIP() << "this processor only emulates bf16, which is slow; nothing chooses it here";
    const auto exact = TaggingModel::load({}, {"cpu", Precision::Fp32, 0});
    const auto rounded = TaggingModel::load({}, {"cpu", Precision::Bf16, 0});
    ASSERT_EQ(rounded->precision(), Precision::Bf16);

    const LabelTable labels(exact->info().labels, "the model's label table");
    ClipStore store(readDataList(list, labels, {{}, "split", "eval"}).clips, nullptr);
    std::int64_t clips = 0;
    std::int64_t same = 0;
    for (std::int64_t first = 0; first < store.size(); first += kBatch * kEvery) {
        const std::vector<float> batch = batchOf(store, first);
        const std::vector<std::int64_t> wanted = firstTags(*exact, batch);
        const std::vector<std::int64_t> found = firstTags(*rounded, batch);
        clips += static_cast<std::int64_t>(wanted.size());
        for (std::size_t i = 0; i < wanted.size(); ++i)
            same += found[i] == wanted[i];
    }
    ASSERT_TRUE(store.takeComplaints().empty());
    RecordProperty("clips", std::to_string(clips));
    RecordProperty("same_first_tag", std::to_string(same));
    EXPECT_GE(static_cast<double>(same), 0.99 * static_cast<double>(clips)) << same << " of " << clips;
}

} // namespace
} // namespace dass::distill
