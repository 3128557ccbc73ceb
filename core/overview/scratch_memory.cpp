#include "core/overview/scratch_memory.h"

#include <array>
#include <cstdio>
#include <fcntl.h>
#include <map>
#include <mutex>
#include <sys/mman.h>
#include <unistd.h>

namespace dass {

namespace {

struct Mappings
{
    std::mutex mutex;
    std::map<const std::byte*, std::size_t> all;
};

// Never destroyed: what is mapped may go later than what is static.
Mappings& mappings()
{
    static auto* const all = new Mappings;
    return *all;
}

// Pages of files that this process has mapped and holds; 0 where the system does not say.
std::size_t heldBytes()
{
    const int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return 0;
    std::array<char, 128> text{};
    const bool read = pread(file, text.data(), text.size() - 1, 0) > 0;
    close(file);
    unsigned long long size = 0;
    unsigned long long resident = 0;
    unsigned long long shared = 0;
    if (!read || std::sscanf(text.data(), "%llu %llu %llu", &size, &resident, &shared) != 3)
        return 0;
    return static_cast<std::size_t>(shared) * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

} // namespace

void addScratchMemory(const std::byte* data, std::size_t capacity)
{
    const std::scoped_lock lock(mappings().mutex);
    mappings().all.emplace(data, capacity);
}

void removeScratchMemory(const std::byte* data)
{
    const std::scoped_lock lock(mappings().mutex);
    mappings().all.erase(data);
}

void trimScratchMemory(std::size_t most)
{
    if (heldBytes() <= most)
        return;
    const std::scoped_lock lock(mappings().mutex);
    for (const auto& [data, capacity] : mappings().all)
        madvise(const_cast<std::byte*>(data), capacity, MADV_DONTNEED); // of a shared mapping: nothing is lost
}

} // namespace dass
