#include "core/model/idle_threads.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <thread>
#include <vector>

namespace dass {
namespace {

TEST(IdleThreads, AMachineIsBusyWhenThreadsWaitForCores)
{
    const CoreTimes before{100, 10};
    EXPECT_FALSE(machineIsBusy(before, {102, 10.1}, false)); // 5 %
    EXPECT_TRUE(machineIsBusy(before, {102, 12}, false));    // 50 %
    // In between it stays what it was, so that it does not change to and fro.
    EXPECT_FALSE(machineIsBusy(before, {102, 10.45}, false));
    EXPECT_TRUE(machineIsBusy(before, {102, 10.45}, true));
    EXPECT_FALSE(machineIsBusy(before, {102, 10.1}, true));
    EXPECT_FALSE(machineIsBusy(before, before, true)) << "without any news";
}

TEST(IdleThreads, CoreTimesGrowWithTheWorkOfEveryThread)
{
    const CoreTimes before = coreTimes();
    if (before.running == 0)
        GTEST_SKIP() << "this system does not tell how long threads ran";
    std::atomic<bool> enough = false;
    std::atomic<std::uint64_t> turns = 0;
    std::vector<std::jthread> workers;
    for (int i = 0; i < 2; ++i)
        workers.emplace_back([&] {
            while (!enough)
                ++turns;
        });
    // Ends when the time has come in, however slow the machine is.
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    CoreTimes now = before;
    while (now.running - before.running < 0.2 && std::chrono::steady_clock::now() < deadline)
        now = coreTimes();
    enough = true;
    EXPECT_GE(now.running - before.running, 0.2);
    EXPECT_GE(now.waiting, before.waiting);
}

TEST(IdleThreads, MayBeAdaptedFromAnyThreadAtAnyTime)
{
    std::vector<std::jthread> callers;
    for (int i = 0; i < 3; ++i)
        callers.emplace_back([] {
            for (int k = 0; k < 1000; ++k)
                adaptIdleThreads();
        });
}

} // namespace
} // namespace dass
