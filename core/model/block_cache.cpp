#include "core/model/block_cache.h"

#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>

#include <cstdint>
#include <list>
#include <map>
#include <mutex>
#include <new>

namespace dass {

namespace {

#if defined(__SANITIZE_ADDRESS__) // GCC
constexpr bool kMayKeep = false;
#elif defined(__has_feature) // Clang
constexpr bool kMayKeep = !__has_feature(address_sanitizer);
#else
constexpr bool kMayKeep = true;
#endif

constexpr std::size_t kAlignment = 64;         // what torch promises its kernels
constexpr std::size_t kLargeBytes = 128 << 10; // malloc keeps smaller blocks by itself
constexpr std::uint8_t kPriority = 1;          // above torch's own allocator

// In front of every block, so that whoever frees it knows its size.
struct alignas(kAlignment) Header
{
    std::size_t bytes; // usable, after the header
};

void* blockOf(Header* header)
{
    return header + 1;
}

Header* headerOf(void* block)
{
    return static_cast<Header*>(block) - 1;
}

Header* fetch(std::size_t bytes)
{
    auto* header = static_cast<Header*>(::operator new (sizeof(Header) + bytes, std::align_val_t{kAlignment}));
    header->bytes = bytes;
    return header;
}

void giveBack(Header* header)
{
    ::operator delete (header, std::align_val_t{kAlignment});
}

// Blocks by size, the longest unused one going first when they are too many.
class BlockCache
{
public:
    void setLimit(std::size_t bytes)
    {
        const std::scoped_lock lock(m_mutex);
        m_limit = kMayKeep ? bytes : 0;
        shrinkTo(m_limit);
    }

    std::size_t kept()
    {
        const std::scoped_lock lock(m_mutex);
        return m_bytes;
    }

    // The smallest block that suffices, unless more than a quarter of it would lie idle; else null.
    Header* take(std::size_t bytes)
    {
        const std::scoped_lock lock(m_mutex);
        const auto found = m_bySize.lower_bound(bytes);
        if (found == m_bySize.end() || found->first - bytes > found->first / 4)
            return nullptr;
        Header* header = *found->second;
        m_bytes -= header->bytes;
        m_byAge.erase(found->second);
        m_bySize.erase(found);
        return header;
    }

    // Where there is no memory even for the entry, the block goes back to the system.
    void keep(Header* header) noexcept
    {
        const std::scoped_lock lock(m_mutex);
        ByAge entry;
        try {
            entry.push_front(header);
            m_bySize.emplace(header->bytes, entry.begin());
        } catch (const std::bad_alloc&) {
            giveBack(header);
            return;
        }
        m_byAge.splice(m_byAge.begin(), entry);
        m_bytes += header->bytes;
        shrinkTo(m_limit);
    }

    void release()
    {
        const std::scoped_lock lock(m_mutex);
        shrinkTo(0);
    }

private:
    using ByAge = std::list<Header*>; // newest first

    void shrinkTo(std::size_t bytes)
    {
        while (m_bytes > bytes) {
            const auto oldest = std::prev(m_byAge.end());
            auto [entry, end] = m_bySize.equal_range((*oldest)->bytes);
            while (entry->second != oldest)
                ++entry;
            m_bySize.erase(entry);
            m_bytes -= (*oldest)->bytes;
            giveBack(*oldest);
            m_byAge.erase(oldest);
        }
    }

    std::mutex m_mutex;
    ByAge m_byAge;
    std::multimap<std::size_t, ByAge::iterator> m_bySize;
    std::size_t m_bytes = 0;
    std::size_t m_limit = 0;
};

// Never destroyed: tensors of static duration may be freed after everything else.
BlockCache& cache()
{
    static auto* const cache = new BlockCache;
    return *cache;
}

void freeBlock(void* block)
{
    if (block == nullptr)
        return;
    Header* header = headerOf(block);
    if (header->bytes < kLargeBytes)
        giveBack(header);
    else
        cache().keep(header);
}

class CachingAllocator final : public c10::Allocator
{
public:
    c10::DataPtr allocate(std::size_t bytes) override
    {
        const c10::Device cpu(c10::DeviceType::CPU);
        if (bytes == 0)
            return {nullptr, nullptr, &freeBlock, cpu};
        Header* header = bytes < kLargeBytes ? nullptr : cache().take(bytes);
        if (header == nullptr)
            header = fetchOrShrink(bytes);
        void* block = blockOf(header);
        return {block, block, &freeBlock, cpu};
    }

    c10::DeleterFnPtr raw_deleter() const override { return &freeBlock; }

    void copy_data(void* to, const void* from, std::size_t bytes) const override { default_copy_data(to, from, bytes); }

private:
    static Header* fetchOrShrink(std::size_t bytes)
    {
        try {
            return fetch(bytes);
        } catch (const std::bad_alloc&) {
            cache().release(); // what lies idle may be what is missing
            return fetch(bytes);
        }
    }
};

} // namespace

void keepFreedBlocks(std::size_t limitBytes)
{
    cache().setLimit(limitBytes);
    static auto* const allocator = new CachingAllocator;
    static std::once_flag once;
    std::call_once(once, [] { c10::SetCPUAllocator(allocator, kPriority); });
}

void releaseFreedBlocks()
{
    cache().release();
}

std::size_t freedBytesKept()
{
    return cache().kept();
}

} // namespace dass
