#include "core/base/available_memory.h"

#include <fstream>
#include <limits>
#include <string>

namespace dass {

namespace {

MemoryInfo memoryInfo()
{
    std::ifstream file("/proc/meminfo");
    return memoryInfoIn(file);
}

} // namespace

MemoryInfo memoryInfoIn(std::istream& text)
{
    MemoryInfo info;
    std::string key;
    std::int64_t kilobytes = 0;
    while (text >> key >> kilobytes) {
        if (key == "MemAvailable:")
            info.available = kilobytes * 1024;
        else if (key == "SwapFree:")
            info.freeSwap = kilobytes * 1024;
        text.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
    }
    return info;
}

std::int64_t availableMemory()
{
    return memoryInfo().available;
}

std::int64_t availableMemoryWithSwap()
{
    return memoryInfo().withSwap();
}

} // namespace dass
