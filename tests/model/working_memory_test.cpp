// The estimate of a pass's memory against what torch's tensors take.
#include "core/model/checkpoint.h"
#include "core/model/cpu_features.h"
#include "core/model/synthetic.h"
#include "core/model/tagging_model.h"
#include "tests/base/temporary_folder.h"
#include "tests/model/counting_allocator.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dass {
namespace {

TEST(WorkingMemory, IsWhatAPassHoldsAtItsPeak)
{
    const test::TemporaryFolder folder;
    const DassConfig config = DassConfig::of({32, 64, 128, 256}, {1, 1, 1, 1}, 10);
    saveHuggingFace(folder.path(), config, syntheticParameters(config, 7), {});
    for (const Precision precision : {Precision::Fp32, Precision::Bf16}) {
        if (precision == Precision::Bf16 && !cpuMultipliesBf16())
            GTEST_SKIP() << "bf16 is not computed by oneDNN here, but by other operators";
        struct Case
        {
            int threads;
            std::int64_t batch;
            std::int64_t frames;
        };
        for (const auto& [threads, batch, frames] : {Case{2, 1, 1024}, {1, 3, 500}, {2, 3, 500}, {2, 1, 12000}}) {
            const auto model =
                TaggingModel::load(folder.path(), {"cpu", precision, threads}); // sets its allocator first
            const CountingAllocations counting;
            std::vector<float> input;
            const std::vector<float> clip = syntheticSpectrogram(frames, 2);
            for (std::int64_t b = 0; b < batch; ++b)
                input.insert(input.end(), clip.begin(), clip.end());
            std::vector<float> logits(static_cast<std::size_t>(batch * 10));
            const auto peak = static_cast<double>(
                counting.peakOf([&] { model->logits(input, batch, frames, Pooling::Mean, logits); }));
            const auto estimate = static_cast<double>(model->workingBytes(batch, frames));
            const std::string what = nameOf(precision) + ", " + std::to_string(threads) + " threads, " +
                                     std::to_string(batch) + " x " + std::to_string(frames);
            EXPECT_GT(estimate, 0.85 * peak) << what;
            // Threads that share inputs out reach their peaks together or not, as it happens; together they hold as
            // much as so many passes by themselves, each of which is measured above.
            if (threads > 1 && batch >= threads)
                EXPECT_EQ(estimate, threads * static_cast<double>(model->workingBytes(1, frames))) << what;
            else
                EXPECT_LT(estimate, 1.15 * peak) << what;
        }
    }
}

} // namespace
} // namespace dass
