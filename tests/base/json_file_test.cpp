#include "core/base/json_file.h"
#include "core/base/json_slips.h"
#include "tests/base/temporary_folder.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

namespace dass {
namespace {

TEST(JsonSlips, NameTheKeyThatStandsTwiceInOneObject)
{
    EXPECT_EQ(slipIn(R"({"batch": 8, "seed": 1, "batch": 12})"), "batch stands there twice; keep one");
    EXPECT_EQ(slipIn(R"({"student": {"size": "nano", "arch": "dass", "size": "small"}})"),
              "student.size stands there twice; keep one");
    EXPECT_EQ(slipIn(R"({"models": ["a", {"path": "b", "path": "c"}]})"),
              "models[1].path stands there twice; keep one");
    EXPECT_EQ(slipIn(R"({"a": [[1], [2, {"b": 1, "\u0062": 2}]]})"), "a[1][1].b stands there twice; keep one");
    EXPECT_EQ(slipIn(R"({"a": {"x": 1}, "b": {"x": 1}, "c": [{"x": 1}, {"x": 2}], "x": "x"})"), "");
    EXPECT_EQ(slipIn(R"([{}, 1.5, -2, 3, null, true, "a"])"), "");
}

TEST(JsonSlips, NameTheTextThatHoldsNul)
{
    EXPECT_EQ(slipIn(R"({"data": {"train": "list.json\u0000.csv"}})"),
              "data.train holds the character NUL (\\u0000), which no name has; remove it");
    EXPECT_EQ(slipIn(R"({"models": ["a", "b\u0000"]})"),
              "models[1] holds the character NUL (\\u0000), which no name has; remove it");
    EXPECT_EQ(slipIn(R"("\u0000")"), "the text holds the character NUL (\\u0000), which no name has; remove it");
    EXPECT_NE(slipIn(R"({"a\u0000": 1})"), "");
}

TEST(JsonSlips, OfNoJsonAreNone)
{
    for (const char* text : {"", "{", "{\"a\": }", "]", "[1, {\"a\""})
        EXPECT_EQ(slipIn(text), "") << text;
}

TEST(SpecFile, IsRefusedForItsSlipsAsOtherJsonIsNot)
{
    const test::TemporaryFolder folder;
    const auto refusal = [&](const std::string& text) -> std::string {
        std::ofstream(folder / "spec.json", std::ios::binary | std::ios::trunc) << text;
        try {
            readSpecFile(folder / "spec.json");
            return {};
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::InvalidArgument);
            return error.what();
        }
    };
    EXPECT_EQ(refusal(R"({"seed": 1, "seed": 2})"),
              (folder / "spec.json").string() + ": seed stands there twice; keep one");
    EXPECT_EQ(readJsonFile(folder / "spec.json", ErrorCode::BadFile).at("seed"), 2);
    EXPECT_NE(refusal(R"({"seed": "a\u0000b"})").find("spec.json: seed holds the character NUL"), std::string::npos);
    EXPECT_NE(refusal("{").find("spec.json: is no valid JSON"), std::string::npos);
    EXPECT_NE(refusal(std::string(100, '[')).find("spec.json: nests lists and objects"), std::string::npos);
    EXPECT_EQ(refusal(R"({"seed": 1})"), "");
}

TEST(JsonFile, IsNotReadOnceAStopWasAskedFor)
{
    const test::TemporaryFolder folder;
    std::ofstream(folder / "a.json", std::ios::binary) << R"({"wav": "a"})" << std::string(100'000, ' ');
    std::stop_source source;
    EXPECT_EQ(readJsonFile(folder / "a.json", ErrorCode::BadFile, source.get_token())->at("wav"), "a");
    source.request_stop();
    EXPECT_FALSE(readJsonFile(folder / "a.json", ErrorCode::BadFile, source.get_token()));
}

} // namespace
} // namespace dass
