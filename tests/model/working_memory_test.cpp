// The estimate of a pass's memory against what torch's tensors take.
#include "core/model/checkpoint.h"
#include "core/model/cpu_features.h"
#include "core/model/synthetic.h"
#include "core/model/tagging_model.h"
#include "tests/base/temporary_folder.h"
#include "tests/model/counting_allocator.h"

#include <gtest/gtest.h>

#include <memory>
#include <utility>
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
        const auto model = TaggingModel::load(folder.path(), {"cpu", precision, 2}); // sets its own allocator first
        const CountingAllocations counting;
        for (const auto& [batch, frames] : {std::pair<std::int64_t, std::int64_t>{1, 1024}, {3, 500}, {1, 12000}}) {
            std::vector<float> input;
            const std::vector<float> clip = syntheticSpectrogram(frames, 2);
            for (std::int64_t b = 0; b < batch; ++b)
                input.insert(input.end(), clip.begin(), clip.end());
            std::vector<float> logits(static_cast<std::size_t>(batch * 10));
            const auto peak = static_cast<double>(
                counting.peakOf([&] { model->logits(input, batch, frames, Pooling::Mean, logits); }));
            const auto estimate = static_cast<double>(model->workingBytes(batch, frames));
            EXPECT_GT(estimate, 0.85 * peak) << nameOf(precision) << ' ' << batch << " x " << frames;
            // Inputs that the two threads share out reach their peaks together or not, as it happens.
            const double most = batch > 1 ? 2 * 1.15 : 1.15;
            EXPECT_LT(estimate, most * peak) << nameOf(precision) << ' ' << batch << " x " << frames;
        }
    }
}

} // namespace
} // namespace dass
