#include "core/base/available_memory.h"

#include <fstream>
#include <limits>
#include <string>

namespace dass {

std::int64_t availableMemory()
{
    std::ifstream file("/proc/meminfo");
    std::string key;
    std::int64_t kilobytes = 0;
    while (file >> key >> kilobytes) {
        if (key == "MemAvailable:")
            return kilobytes * 1024;
        file.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
    }
    return 0;
}

} // namespace dass
