// The estimate of a pass's memory against what torch's tensors take.
#include "core/model/checkpoint.h"
#include "core/model/cpu_features.h"
#include "core/model/synthetic.h"
#include "core/model/tagging_model.h"
#include "tests/base/temporary_folder.h"

#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace dass {
namespace {

// Counts what it gives out. One for the whole process, as a block knows nothing of its owner; never destroyed: tensors
// may outlive the test.
class CountingAllocator final : public c10::Allocator
{
public:
    static CountingAllocator& instance()
    {
        static auto* const allocator = new CountingAllocator;
        return *allocator;
    }

    c10::DataPtr allocate(std::size_t bytes) override
    {
        const std::size_t whole = (bytes + 2 * kHeader - 1) / kHeader * kHeader;
        auto* block = static_cast<std::byte*>(std::aligned_alloc(kHeader, whole));
        std::memcpy(block, &bytes, sizeof bytes);
        change(static_cast<std::int64_t>(bytes));
        void* data = block + kHeader;
        return {data, data, raw_deleter(), c10::Device(c10::DeviceType::CPU)};
    }
    c10::DeleterFnPtr raw_deleter() const override { return &CountingAllocator::give; } // oneDNN allocates by pointer
    void copy_data(void* to, const void* from, std::size_t bytes) const override { default_copy_data(to, from, bytes); }

    // Most bytes in use at once above what is in use now, while work goes on.
    template <class Work>
    std::int64_t peakOf(const Work& work)
    {
        const std::int64_t before = m_bytes;
        m_peak = m_bytes;
        work();
        return m_peak - before;
    }

private:
    static constexpr std::size_t kHeader = 64; // holds the block's size; torch wants 64-byte alignment

    static void give(void* data)
    {
        auto* block = static_cast<std::byte*>(data) - kHeader;
        std::size_t bytes = 0;
        std::memcpy(&bytes, block, sizeof bytes);
        instance().change(-static_cast<std::int64_t>(bytes));
        std::free(block);
    }
    void change(std::int64_t bytes)
    {
        const std::scoped_lock lock(m_mutex);
        m_bytes += bytes;
        m_peak = std::max(m_peak, m_bytes);
    }

    std::mutex m_mutex;
    std::int64_t m_bytes = 0;
    std::int64_t m_peak = 0;
};

TEST(WorkingMemory, IsWhatAPassHoldsAtItsPeak)
{
    const test::TemporaryFolder folder;
    const DassConfig config = DassConfig::of({32, 64, 128, 256}, {1, 1, 1, 1}, 10);
    saveHuggingFace(folder.path(), config, syntheticParameters(config, 7), {});
    for (const Precision precision : {Precision::Fp32, Precision::Bf16}) {
        if (precision == Precision::Bf16 && !cpuMultipliesBf16())
            GTEST_SKIP() << "bf16 is not computed by oneDNN here, but by other operators";
        const auto model = TaggingModel::load(folder.path(), {"cpu", precision, 2}); // sets its own allocator first
        constexpr std::uint8_t kAboveAnother = 2;
        c10::Allocator* const inner = c10::GetCPUAllocator();
        CountingAllocator& counting = CountingAllocator::instance();
        c10::SetCPUAllocator(&counting, kAboveAnother);
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
            EXPECT_LT(estimate, 1.15 * peak) << nameOf(precision) << ' ' << batch << " x " << frames;
        }
        c10::SetCPUAllocator(inner, kAboveAnother);
    }
}

} // namespace
} // namespace dass
