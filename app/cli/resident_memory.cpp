#include "app/cli/resident_memory.h"

#include <fstream>
#include <string>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace dass::cli {

namespace {

std::int64_t statusBytes(const std::string& key)
{
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;) {
        if (word == key) {
            std::int64_t kibibytes = 0;
            status >> kibibytes;
            return kibibytes * 1024;
        }
    }
    return 0;
}

} // namespace

std::int64_t residentBytes()
{
    return statusBytes("VmRSS:");
}

std::int64_t peakResidentBytes()
{
    return statusBytes("VmHWM:");
}

void resetPeakMemory()
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
    std::ofstream("/proc/self/clear_refs") << "5";
}

} // namespace dass::cli
