#include "core/base/thread_priority.h"

#include <gtest/gtest.h>

#ifdef __linux__
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

namespace dass {
namespace {

// Of the calling thread; a higher value is a lower priority.
int niceValue()
{
    return getpriority(PRIO_PROCESS, static_cast<id_t>(gettid()));
}

TEST(ThreadPriority, IsLoweredForOneThreadAndThoseItStarts)
{
    const int before = niceValue();
    if (before == 19)
        GTEST_SKIP() << "the test itself runs at the lowest priority: there is nothing below";
    int lowered = before;
    int inherited = before;
    std::thread([&] {
        lowerThreadPriority();
        lowered = niceValue();
        std::thread([&] { inherited = niceValue(); }).join();
    }).join();
    EXPECT_GT(lowered, before);
    EXPECT_EQ(inherited, lowered);
    EXPECT_EQ(niceValue(), before);
    int next = 0;
    std::thread([&] { next = niceValue(); }).join();
    EXPECT_EQ(next, before);
}

TEST(ThreadPriority, StopsAtTheLowest)
{
    int lowered = 0;
    std::thread([&] {
        for (int i = 0; i < 10; ++i)
            lowerThreadPriority();
        lowered = niceValue();
    }).join();
    EXPECT_EQ(lowered, 19);
}

} // namespace
} // namespace dass
#endif
