#include "core/model/idle_threads.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <iterator>
#include <omp.h>
#include <thread>

namespace dass {
namespace {

std::ptrdiff_t threadsOfThisProcess()
{
    const std::filesystem::path tasks = "/proc/self/task";
    if (!std::filesystem::exists(tasks))
        return -1;
    return std::distance(std::filesystem::directory_iterator(tasks), std::filesystem::directory_iterator());
}

// libgomp's own count of threads, which decides how long they spin, cannot be asked for; that the idle team is there
// can.
TEST(IdleThreads, ATeamOfThreeWaitsOnceHoweverOftenItIsAskedFor)
{
    const std::ptrdiff_t before = threadsOfThisProcess();
    if (before < 0 || omp_get_thread_limit() < 3)
        GTEST_SKIP() << "needs /proc to count threads, and three OpenMP threads";
    letIdleThreadsSleep();
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (threadsOfThisProcess() < before + 3 && std::chrono::steady_clock::now() < deadline)
        std::this_thread::yield();
    EXPECT_EQ(threadsOfThisProcess(), before + 3);
    letIdleThreadsSleep();
    EXPECT_EQ(threadsOfThisProcess(), before + 3);
}

} // namespace
} // namespace dass
