#pragma once

#include <atomic>
#include <cstdint>

namespace dass::distill {

inline constexpr std::int64_t kCacheMegabyte = 1'000'000; // bytes, of data.cache_mb

// The memory that a run may keep decoded clips in, of all its lists together: whoever comes first is served. Several
// threads.
class CacheBudget
{
public:
    explicit CacheBudget(std::int64_t bytes) : m_left(bytes) {}

    // Whether there was so much left, which it then no longer is.
    bool take(std::int64_t bytes)
    {
        std::int64_t left = m_left.load();
        while (bytes <= left)
            if (m_left.compare_exchange_weak(left, left - bytes))
                return true;
        return false;
    }

private:
    std::atomic<std::int64_t> m_left;
};

} // namespace dass::distill
