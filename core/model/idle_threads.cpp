#include "core/model/idle_threads.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

namespace dass {

namespace {

// libgomp reads its variables (GOMP_SPINCOUNT, OMP_WAIT_POLICY) when it is loaded, before any code of ours runs, and
// has no function for them. But it lets threads spin a thousand times instead of 300,000 as soon as the process holds
// more OpenMP threads than there are cores. A team of three that never gets any work makes that so, even when the model
// leaves a core free. A thread's team lives as long as the thread.
void holdIdleTeam(const std::stop_token& stop)
{
    std::atomic<int> awake = 0; // the compiler would leave a team without work out
#pragma omp parallel num_threads(3)
    ++awake;
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait(lock, stop, [] { return false; });
}

} // namespace

void letIdleThreadsSleep()
{
    static const std::jthread holder(holdIdleTeam);
}

} // namespace dass
