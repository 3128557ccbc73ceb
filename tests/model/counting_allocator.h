#pragma once

#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <mutex>

namespace dass {

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

// While it lives, torch's tensors come from the counting allocator.
class CountingAllocations
{
public:
    CountingAllocations() { c10::SetCPUAllocator(&CountingAllocator::instance(), kAboveAnother); }
    ~CountingAllocations() { c10::SetCPUAllocator(m_inner, kAboveAnother); }
    CountingAllocations(const CountingAllocations&) = delete;
    CountingAllocations& operator=(const CountingAllocations&) = delete;

    template <class Work>
    std::int64_t peakOf(const Work& work) const
    {
        return CountingAllocator::instance().peakOf(work);
    }

private:
    static constexpr std::uint8_t kAboveAnother = 2; // than the block cache's
    c10::Allocator* const m_inner = c10::GetCPUAllocator();
};

} // namespace dass
