#include "core/base/thread_count.h"

#include <gtest/gtest.h>

#include <thread>

#ifdef __linux__
#include <sched.h>
#endif

namespace dass {
namespace {

TEST(ThreadCount, ZeroIsOneACore)
{
    for (const int cores : {1, 2, 8, 200})
        EXPECT_EQ(threadCount(0, cores), cores);
}

TEST(ThreadCount, ANumberIsThatManyUpToTheCores)
{
    EXPECT_EQ(threadCount(1, 1), 1);
    EXPECT_EQ(threadCount(3, 8), 3);
    EXPECT_EQ(threadCount(8, 8), 8);
    EXPECT_EQ(threadCount(9, 8), 8);
    EXPECT_EQ(threadCount(2, 1), 1);
}

TEST(ThreadCount, ANegativeNumberLeavesSoManyCoresFree)
{
    EXPECT_EQ(threadCount(-1, 8), 7);
    EXPECT_EQ(threadCount(-3, 8), 5);
    EXPECT_EQ(threadCount(-1, 2), 1);
}

TEST(ThreadCount, OneThreadAlwaysRemains)
{
    EXPECT_EQ(threadCount(-1, 1), 1);
    EXPECT_EQ(threadCount(-2, 2), 1);
    EXPECT_EQ(threadCount(-kMostThreads, 8), 1);
}

#ifdef __linux__
TEST(ThreadCount, OnlyCoresThatTheProcessMayUseCount)
{
    int counted = 0;
    std::thread([&counted] { // the mask is the thread's: the others keep theirs
        cpu_set_t allowed;
        ASSERT_EQ(sched_getaffinity(0, sizeof allowed, &allowed), 0);
        int first = 0;
        while (!CPU_ISSET(first, &allowed))
            ++first;
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(first, &one);
        ASSERT_EQ(sched_setaffinity(0, sizeof one, &one), 0);
        counted = coreCount();
    })
        .join();
    EXPECT_EQ(counted, 1);
}
#endif

} // namespace
} // namespace dass
