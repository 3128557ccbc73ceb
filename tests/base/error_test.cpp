#include "core/base/error.h"

#include <gtest/gtest.h>

#include <new>

namespace dass {
namespace {

TEST(Error, KeepsItsMessageOnOneLine)
{
    const Error error(ErrorCode::BadFile, "'a\nb\x1b[31m.wav' is empty");
    EXPECT_STREQ(error.what(), "'a b [31m.wav' is empty");
    EXPECT_EQ(error.code(), ErrorCode::BadFile);
}

TEST(Describe, TakesTheFirstLineOfAForeignException)
{
    EXPECT_EQ(describe(std::runtime_error("shape mismatch\nException raised from …")), "shape mismatch");
}

TEST(Describe, SaysWhatToDoWhenMemoryRunsOut)
{
    EXPECT_NE(describe(std::bad_alloc()).find("smaller batch"), std::string::npos);
}

} // namespace
} // namespace dass
