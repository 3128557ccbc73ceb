#include "core/base/error.h"
#include "core/base/one_line.h"

#include <gtest/gtest.h>

namespace dass {
namespace {

TEST(OneLine, HasNoLineBreaksAndNoControlCharacters)
{
    EXPECT_EQ(oneLine("a\r\nb\tc\x1b[31m\x7f"), "a  b c [31m ");
    EXPECT_EQ(oneLine("a\xc2\x9b[31m"), "a  [31m");
    EXPECT_EQ(oneLine("Vögel, 鳥, 3\u00a0°"), "Vögel, 鳥, 3\u00a0°");
}

TEST(OneLine, KeepsBothEndsOfWhatWouldFillTheScreen)
{
    const std::string line = oneLine("'a.wav' has " + std::string(1'000'000, 'x') + "; choose another file");
    EXPECT_LE(line.size(), 2000U);
    EXPECT_TRUE(line.starts_with("'a.wav' has xxx")) << line;
    EXPECT_NE(line.find("x … x"), std::string::npos) << line;
    EXPECT_TRUE(line.ends_with("x; choose another file")) << line;
}

TEST(OneLine, CutsNoCharacterInTwo)
{
    for (std::size_t before = 0; before < 3; ++before) {
        std::string text(before, 'x');
        for (int i = 0; i < 1000; ++i)
            text += "鳥";
        const std::string line = oneLine(text);
        const std::size_t gap = line.find(" … ");
        ASSERT_NE(gap, std::string::npos);
        EXPECT_EQ((gap - before) % 3, 0U);
        EXPECT_EQ((line.size() - gap - std::string(" … ").size()) % 3, 0U);
    }
}

TEST(OneLine, IsWhatEveryErrorSays)
{
    EXPECT_LE(std::string(Error(ErrorCode::BadFile, std::string(1'000'000, 'x')).what()).size(), 2000U);
    EXPECT_LE(describe(std::runtime_error(std::string(1'000'000, 'x'))).size(), 2000U);
}

} // namespace
} // namespace dass
