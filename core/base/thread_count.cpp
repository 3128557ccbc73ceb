#include "core/base/thread_count.h"

#include <algorithm>
#include <thread>

#ifdef __linux__
#include <sched.h>
#endif

namespace dass {

int coreCount()
{
#ifdef __linux__
    // What taskset or a cluster's scheduler left to this process; the standard library counts the whole machine.
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) == 0)
        return std::max(1, CPU_COUNT(&allowed));
#endif
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

int threadCount(int choice, int cores)
{
    return choice > 0 ? std::min(choice, cores) : std::max(1, cores + choice);
}

} // namespace dass
