#include "core/base/available_memory.h"

#include <gtest/gtest.h>

#include <sstream>

namespace dass {
namespace {

TEST(AvailableMemory, CountsFreeSwapOnlyWhereItIsAskedFor)
{
    std::istringstream text("MemTotal:       8000 kB\nMemAvailable:   3000 kB\nActive(anon):      5 kB\n"
                            "SwapTotal:      2000 kB\nSwapFree:       1000 kB\nHugePages_Total:       0\n");
    const MemoryInfo info = memoryInfoIn(text);
    EXPECT_EQ(info.available, 3000 * 1024);
    EXPECT_EQ(info.withSwap(), 4000 * 1024);
}

TEST(AvailableMemory, IsNotKnownWhereTheSystemDoesNotSay)
{
    std::istringstream text("MemTotal:       8000 kB\nSwapFree:       1000 kB\n");
    const MemoryInfo info = memoryInfoIn(text);
    EXPECT_EQ(info.available, 0);
    EXPECT_EQ(info.withSwap(), 0);
}

} // namespace
} // namespace dass
