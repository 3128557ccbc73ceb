#include "core/model/idle_threads.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <optional>
#include <stop_token>
#include <system_error>
#include <thread>

namespace dass {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kBetweenLooks{250};

// libgomp reads its variables (GOMP_SPINCOUNT, OMP_WAIT_POLICY) when it is loaded, before any code of ours runs, and
// has no function for them. But it spins 3,000 times shorter while the process holds more OpenMP threads than there are
// cores. A team of three that gets no work makes that so, even when the model leaves a core free. A thread's team lives
// as long as the thread.
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

class Adapter
{
public:
    void look()
    {
        const std::unique_lock lock(m_mutex, std::try_to_lock);
        const Clock::time_point now = Clock::now();
        if (!lock || now - m_last < kBetweenLooks)
            return;
        const CoreTimes times = coreTimes();
        const bool busy = machineIsBusy(m_times, times, m_holder.has_value());
        m_last = now;
        m_times = times;
        if (busy && !m_holder)
            m_holder.emplace(holdIdleTeam);
        else if (!busy)
            m_holder.reset();
    }

private:
    std::mutex m_mutex;
    Clock::time_point m_last;
    CoreTimes m_times;
    std::optional<std::jthread> m_holder;
};

} // namespace

CoreTimes coreTimes()
{
    constexpr double kNanosecond = 1e-9;
    CoreTimes sum;
    std::error_code none;
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task", none)) {
        std::ifstream file(task.path() / "schedstat"); // nanoseconds running, nanoseconds waiting, turns
        double running = 0;
        double waiting = 0;
        if (file >> running >> waiting) {
            sum.running += running * kNanosecond;
            sum.waiting += waiting * kNanosecond;
        }
    }
    return sum;
}

bool machineIsBusy(const CoreTimes& before, const CoreTimes& now, bool busyBefore)
{
    // Measured on two cores: 6 % when quiet, 40 to 52 % beside one busy thread, 85 % beside two.
    const double share = busyBefore ? 0.12 : 0.25;
    const double running = now.running - before.running;
    const double waiting = now.waiting - before.waiting;
    return waiting > share * (running + waiting);
}

void adaptIdleThreads()
{
    static Adapter adapter;
    adapter.look();
}

} // namespace dass
