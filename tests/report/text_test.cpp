#include "core/base/number_text.h"
#include "core/base/utf8.h"

#include <gtest/gtest.h>

#include <limits>

namespace dass {
namespace {

TEST(NumberText, SecondsAreRoundedHalfUpFromSamples)
{
    EXPECT_EQ(millisecondText(0), "0.000");
    EXPECT_EQ(millisecondText(7), "0.000");
    EXPECT_EQ(millisecondText(8), "0.001");
    EXPECT_EQ(millisecondText(163840), "10.240");
    EXPECT_EQ(millisecondText(std::int64_t{16000} * 36000), "36000.000");
    EXPECT_EQ(microsecondText(1), "0.000063");
    EXPECT_EQ(microsecondText(16001), "1.000063");
}

TEST(NumberText, FixedDecimals)
{
    EXPECT_EQ(fixedText(0.5, 2), "0.50");
    EXPECT_EQ(fixedText(1e-9, 6), "0.000000");
    EXPECT_EQ(fixedText(1e300, 0).size(), 301U);
    EXPECT_EQ(fixedText(std::numeric_limits<double>::quiet_NaN(), 3), "nan");
}

TEST(Utf8, KeepsWhatIsValidAndReplacesTheRest)
{
    EXPECT_EQ(validUtf8("Größe 东 🐕"), "Größe 东 🐕");
    const std::string bad = "\xEF\xBF\xBD";
    EXPECT_EQ(validUtf8("a\xFF"
                        "b"),
              "a" + bad + "b");
    EXPECT_EQ(validUtf8("\xC0\x80"), bad + bad) << "overlong";
    EXPECT_EQ(validUtf8("\xED\xA0\x80"), bad + bad + bad) << "surrogate";
    EXPECT_EQ(validUtf8("\xE6\xB1"), bad + bad) << "cut";
    EXPECT_EQ(validUtf8("\xF4\x90\x80\x80"), bad + bad + bad + bad) << "beyond U+10FFFF";
}

TEST(TabField, HasNoTabsAndLineBreaks)
{
    EXPECT_EQ(tabField("a\tb\r\nc"), "a b  c");
}

} // namespace
} // namespace dass
