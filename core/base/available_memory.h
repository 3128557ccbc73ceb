#pragma once

#include <cstdint>
#include <iosfwd>

namespace dass {

// Memory that the system says a program can take without paging, bytes; 0 where it does not say.
std::int64_t availableMemory();

// The same with the free swap space, bytes: what a program can take at all, if slowly; 0 where it does not say.
std::int64_t availableMemoryWithSwap();

// As the two above tell it, of the text of Linux's /proc/meminfo.
struct MemoryInfo
{
    std::int64_t available = 0; // bytes; 0: it is not told
    std::int64_t freeSwap = 0;

    std::int64_t withSwap() const { return available > 0 ? available + freeSwap : 0; }
};
MemoryInfo memoryInfoIn(std::istream& text);

} // namespace dass
