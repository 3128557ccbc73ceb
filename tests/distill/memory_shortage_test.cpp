#include "core/base/error.h"
#include "core/distill/memory_shortage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <new>
#include <stdexcept>

namespace dass::distill {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string toldOf(const std::function<void()>& action)
{
    Spec spec;
    spec.batch = 8;
    try {
        tellingShortage(spec, action);
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::OutOfMemory);
        return error.what();
    }
    return {};
}

TEST(MemoryShortage, IsToldWithWhatHelps)
{
    const auto helps = AllOf(HasSubstr("out of memory: a batch of 8 asked for"),
                             HasSubstr(" free; close other programs"), HasSubstr("smaller batch"));
    EXPECT_THAT(toldOf([] { throw std::bad_alloc(); }), helps);
    EXPECT_THAT(toldOf([] { throw std::runtime_error("could not create a primitive"); }), helps);
    EXPECT_THAT(toldOf([] {
                    throw std::runtime_error("[enforce fail at alloc_cpu.cpp:80] err == 0. DefaultCPUAllocator: can't "
                                             "allocate memory: you tried to allocate 2100000000 bytes. Error code 12");
                }),
                AllOf(helps, HasSubstr("asked for 2.1 GB more")));
}

TEST(MemoryShortage, LeavesOtherFailuresAsTheyAre)
{
    Spec spec;
    EXPECT_THROW(tellingShortage(spec, [] { throw std::out_of_range("no such tensor"); }), std::out_of_range);
    EXPECT_THROW(
        tellingShortage(
            spec, [] { throw std::runtime_error("could not create a primitive descriptor for the matmul primitive"); }),
        std::runtime_error);
    bool isDone = false;
    tellingShortage(spec, [&] { isDone = true; });
    EXPECT_TRUE(isDone);
}

} // namespace
} // namespace dass::distill
