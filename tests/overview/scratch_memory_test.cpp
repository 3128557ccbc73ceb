#include "core/overview/scratch_file.h"
#include "core/overview/scratch_memory.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <fstream>
#include <limits>
#include <string>

namespace dass {
namespace {

constexpr std::size_t kBytes = std::size_t{24} << 20;

double heldMegabytes()
{
    std::ifstream status("/proc/self/status");
    double held = 0;
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("RssFile:") || line.starts_with("RssShmem:"))
            held += std::stod(line.substr(line.find(':') + 1)) / 1024;
    return held;
}

std::uint64_t sumOf(const ScratchFile& file)
{
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < kBytes; i += 512)
        sum += static_cast<std::uint8_t>(file.data()[i]);
    return sum;
}

TEST(ScratchMemory, IsLetGoOfAndComesBack)
{
    ScratchFile first(kBytes);
    ScratchFile second(kBytes);
    std::uint64_t wanted = 0;
    for (ScratchFile* file : {&first, &second}) {
        file->reserve(kBytes);
        for (std::size_t i = 0; i < kBytes; i += 512) {
            file->data()[i] = static_cast<std::byte>(i / 512 % 251);
            wanted += i / 512 % 251;
        }
    }
    ASSERT_EQ(sumOf(first) + sumOf(second), wanted);
    const double before = heldMegabytes();

    trimScratchMemory(std::numeric_limits<std::size_t>::max());
    EXPECT_GT(heldMegabytes(), before - 8); // it holds no more than it may
    trimScratchMemory(std::size_t{1} << 20);
    EXPECT_LT(heldMegabytes(), before - 40);
    EXPECT_EQ(sumOf(first) + sumOf(second), wanted);
    EXPECT_GT(heldMegabytes(), before - 8);
}

TEST(ScratchMemory, ForgetsFilesThatAreGone)
{
    {
        ScratchFile gone(kBytes);
        gone.reserve(4096);
    }
    ScratchFile here(kBytes);
    here.reserve(kBytes);
    here.data()[7] = std::byte{9};
    trimScratchMemory(0); // touches no address that somebody else may have now
    EXPECT_EQ(here.data()[7], std::byte{9});
}

} // namespace
} // namespace dass
