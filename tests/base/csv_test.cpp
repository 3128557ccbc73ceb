#include "core/base/csv.h"
#include "core/base/error.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dass {
namespace {

using Fields = std::vector<std::string>;

std::string refusal(const std::string& text)
{
    try {
        csvTable(text, "t.csv");
        return {};
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::BadFile);
        return error.what();
    }
}

TEST(Csv, FieldsInQuotesHoldCommasQuotesAndLineEnds)
{
    const auto records = csvRecords("a,b\r\n\"1, \"\"x\"\"\",\"two\nlines\"\n\n,\"\"\nlast", "t.csv");
    ASSERT_EQ(records.size(), 4U);
    EXPECT_EQ(records[0].fields, (Fields{"a", "b"}));
    EXPECT_EQ(records[1].fields, (Fields{"1, \"x\"", "two\nlines"}));
    EXPECT_EQ(records[2].fields, (Fields{"", ""}));
    EXPECT_EQ(records[3].fields, (Fields{"last"}));
    EXPECT_EQ(records[0].line, 1U);
    EXPECT_EQ(records[1].line, 2U);
    EXPECT_EQ(records[2].line, 5U) << "after the empty line";
    EXPECT_EQ(records[3].line, 6U);
}

TEST(Csv, QuotesWithinAFieldAndAByteOrderMarkAreHarmless)
{
    const auto records = csvRecords("\xEF\xBB\xBFname\n5\" pipe,x\n", "t.csv");
    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(records[0].fields, (Fields{"name"}));
    EXPECT_EQ(records[1].fields, (Fields{"5\" pipe", "x"}));
    EXPECT_TRUE(csvRecords("", "t.csv").empty());
}

TEST(Csv, ATableHasRowsOfItsHeadersLength)
{
    const CsvTable table = csvTable("x,y\n1,2\n", "t.csv");
    EXPECT_EQ(table.columnOf("y"), 1U);
    EXPECT_FALSE(table.columnOf("z"));
    EXPECT_EQ(table.rows, (std::vector<Fields>{{"1", "2"}}));
    EXPECT_NE(refusal("\n\n").find("t.csv: is empty"), std::string::npos);
    EXPECT_NE(refusal("x,y\n\n1\n").find("line 3 has 1 fields; the header has 2"), std::string::npos);
    EXPECT_NE(refusal("x\n1\n\"2\n").find("that starts in line 3 has no end"), std::string::npos);
}

TEST(Csv, LinesMayEndInACarriageReturnAlone)
{
    const CsvTable table = csvTable("x,y\r1,2\r\"3\",\"a\rb\"\r", "t.csv");
    EXPECT_EQ(table.columns, (Fields{"x", "y"}));
    EXPECT_EQ(table.rows, (std::vector<Fields>{{"1", "2"}, {"3", "a\rb"}}));
    EXPECT_EQ(csvTable("x,y\r\r\n1,2\r\r\n", "t.csv").rows, (std::vector<Fields>{{"1", "2"}})) << "twice converted";
    EXPECT_NE(refusal("x,y\r\r1\r").find("line 3 has 1 fields; the header has 2"), std::string::npos);
    EXPECT_NE(refusal("x,y\r\n\r\n1\r\n").find("line 3 has 1 fields; the header has 2"), std::string::npos);
    EXPECT_NE(refusal("x\r1\r\"2\r").find("that starts in line 3 has no end"), std::string::npos);
}

TEST(Csv, FieldsAreBounded)
{
    EXPECT_EQ(csvRecords("a,b\n1,2\n", "t.csv", 4).size(), 2U);
    for (const char* text : {"a,b\n1,2\n3", "a,b,c,d,e", ",,,,", "1\n2\n3\n4\n5\n"}) {
        try {
            csvRecords(text, "t.csv", 4);
            ADD_FAILURE() << text;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::BadFile);
            EXPECT_STREQ(error.what(), "t.csv: holds more than 4 fields; split it");
        }
    }
}

TEST(Csv, QuotesOnlyWhereNeededAndIsReadAgain)
{
    EXPECT_EQ(csvField("Dog"), "Dog");
    EXPECT_EQ(csvField("a,b"), "\"a,b\"");
    EXPECT_EQ(csvField("a\"b"), "\"a\"\"b\"");
    EXPECT_EQ(csvField("a\nb"), "\"a\nb\"");
    const Fields fields{"plain", "\"", "a,\"b\"\r\nc", "", "x\"y"};
    std::string line;
    for (const std::string& field : fields)
        line += (line.empty() ? "" : ",") + csvField(field);
    EXPECT_EQ(csvRecords(line, "t.csv").at(0).fields, fields);
}

// A field without an end would be told of a text that is read to its end.
TEST(Csv, IsNotReadOnceAStopWasAskedFor)
{
    std::stop_source source;
    EXPECT_THROW(csvTable("a,b\n1,\"2", "list", source.get_token()), Error);
    source.request_stop();
    EXPECT_FALSE(csvTable("a,b\n1,\"2", "list", source.get_token()));
}

} // namespace
} // namespace dass
