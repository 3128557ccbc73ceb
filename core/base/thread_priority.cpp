#include "core/base/thread_priority.h"

#ifdef __linux__
#include <algorithm>
#include <cerrno>
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace dass {

void lowerThreadPriority()
{
#ifdef __linux__
    // Linux keeps a nice value for each thread, whatever POSIX says, and a new thread takes its maker's. Five steps are
    // a third of the weight of a thread that kept its own: enough to give way, not so much that any other busy program
    // brings the work to a halt.
    constexpr int kSteps = 5;
    constexpr int kLowest = 19;
    const auto thread = static_cast<id_t>(gettid());
    errno = 0;
    const int now = getpriority(PRIO_PROCESS, thread);
    if (errno == 0)
        setpriority(PRIO_PROCESS, thread, std::min(now + kSteps, kLowest)); // lowering is never refused
#endif
}

} // namespace dass
