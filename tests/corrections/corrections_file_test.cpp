#include "core/base/error.h"
#include "core/corrections/corrections_file.h"
#include "tests/base/temporary_folder.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

namespace dass {
namespace {

const std::string kHead = R"({"format": "dass-corrections", "version": 1, "recording": {}, "corrections": )";

class CorrectionsFile : public testing::Test
{
protected:
    void write(const std::string& text) const { std::ofstream(m_file, std::ios::binary) << text; }

    // The error of reading the file; its message is one line that names the file.
    ErrorCode errorOf(const std::string& text) const
    {
        write(text);
        try {
            readCorrections(m_file);
        } catch (const Error& error) {
            EXPECT_NE(std::string(error.what()).find(m_file.string()), std::string::npos) << error.what();
            EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos) << error.what();
            return error.code();
        }
        ADD_FAILURE() << "was read: " << text.substr(0, 200);
        return ErrorCode::Internal;
    }

    test::TemporaryFolder m_folder;
    std::filesystem::path m_file = m_folder.path() / "dawn.json";
};

TEST_F(CorrectionsFile, IsReadAsItWasWritten)
{
    const Label horn{"", "Horn, \"loud\""};
    CorrectionList list;
    Correction deleted;
    deleted.id = list.newId();
    deleted.found = FoundEvent{{"/m/dog", "Dog"}, {16000, 48000}};
    deleted.deleted = true;
    list.set(deleted);
    Correction all;
    all.id = list.newId();
    all.found = FoundEvent{horn, {1, 2}};
    all.tag = Label{"/m/cat", "Cat"};
    all.span = EventSpan{3, 1'000'000'000'000};
    all.verdict = Verdict::Wrong;
    list.set(all);
    Correction added;
    added.id = list.newId();
    added.tag = horn;
    added.span = EventSpan{0, 5};
    added.verdict = Verdict::Right;
    list.set(added);
    writeCorrections(m_file, {"/sounds/d\xffwn.wav", 12}, list); // a path may hold any bytes

    const CorrectionList read = readCorrections(m_file);
    ASSERT_EQ(read.size(), 3U);
    EXPECT_EQ(correctionsText(read), correctionsText(list));
    EXPECT_TRUE(read.all()[0].deleted);
    EXPECT_EQ(read.all()[0].found->span, (EventSpan{16000, 48000}));
    EXPECT_EQ(read.all()[1].found->tag.name, horn.name);
    EXPECT_EQ(read.all()[1].span->endSample, 1'000'000'000'000);
    EXPECT_EQ(read.all()[1].tag->mid, "/m/cat");
    EXPECT_EQ(read.all()[1].verdict, Verdict::Wrong);
    EXPECT_TRUE(read.all()[2].isAdded());
    EXPECT_EQ(read.all()[2].verdict, Verdict::Right);
}

TEST_F(CorrectionsFile, AnEmptyListIsValid)
{
    writeCorrections(m_file, {"a.wav", 1}, {});
    EXPECT_TRUE(readCorrections(m_file).empty());
}

TEST_F(CorrectionsFile, OneThatIsNotThereIsNotFound)
{
    try {
        readCorrections(m_folder.path() / "none.json");
        ADD_FAILURE();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::NotFound);
    }
}

TEST_F(CorrectionsFile, DamageIsABadFile)
{
    const std::string found = R"("found": {"label": "Dog", "mid": "", "start_sample": 1, "end_sample": 2})";
    for (const std::string& text : {
             std::string(),
             std::string("\0\0\0\0", 4),
             std::string("{"),
             std::string("[]"),
             std::string("null"),
             std::string(R"({"format": "other", "version": 1, "corrections": []})"),
             kHead + "{}}",
             kHead + "[7]}",
             kHead + "[{}]}",                             // neither
             kHead + R"([{"label": "Dog", "mid": ""}]})", // added, but where?
             kHead + R"([{"deleted": true, "label": "D", "mid": "", "start_sample": 1, "end_sample": 2}]})",
             kHead + R"([{"found": {"label": "Dog", "start_sample": 1, "end_sample": 2}}]})", // no mid
             kHead + R"([{"found": {"label": "", "mid": "", "start_sample": 1, "end_sample": 2}}]})",
             kHead + R"([{"found": {"label": "Dog", "mid": "", "start_sample": 2, "end_sample": 2}}]})",
             kHead + R"([{"found": {"label": "Dog", "mid": "", "start_sample": -1, "end_sample": 2}}]})",
             kHead + R"([{"found": {"label": "Dog", "mid": "", "start_sample": 1.5, "end_sample": 2}}]})",
             kHead + R"([{"found": {"label": "Dog", "mid": "", "start_sample": 1, "end_sample": 1e300}}]})",
             kHead +
                 R"([{"found": {"label": "Dog", "mid": "", "start_sample": 1, "end_sample": 18446744073709551615}}]})",
             kHead + "[{" + found + R"(, "deleted": "yes"}]})",
             kHead + "[{" + found + R"(, "verdict": "maybe"}]})",
             kHead + "[{" + found + R"(, "label": 7, "mid": ""}]})",
             kHead + "[{" + found + R"(, "start_sample": 5}]})",
             kHead + "[{" + found + R"(, "colour": "red"}]})",
             kHead + "[{" + found + "}]",                      // cut off
             kHead + "[{\"found\": {\"label\": \"D\xff\"}}]}", // no UTF-8
             kHead + R"([{"label": ")" + std::string(5000, 'x') +
                 R"(", "mid": "", "start_sample": 1, "end_sample": 2}]})",
         })
        EXPECT_EQ(errorOf(text), ErrorCode::BadFile) << text.substr(0, 200);
}

TEST_F(CorrectionsFile, DeepNestingAndManyKeysAreABadFileSoon)
{
    EXPECT_EQ(errorOf(std::string(2'000'000, '[')), ErrorCode::BadFile);
    EXPECT_EQ(errorOf(kHead + std::string(500'000, '[') + std::string(500'000, ']') + "}"), ErrorCode::BadFile);
    std::string keys = kHead + "[{";
    for (int i = 0; i < 200'000; ++i)
        keys += (i ? ",\"" : "\"") + std::to_string(i) + "\":0";
    EXPECT_EQ(errorOf(keys + "}]}"), ErrorCode::BadFile);
    EXPECT_EQ(errorOf(std::string(std::size_t{17} << 20, ' ')), ErrorCode::BadFile);
}

TEST_F(CorrectionsFile, MoreThanTheMostAreRefused)
{
    const auto listOf = [](std::size_t count) {
        std::string text;
        for (std::size_t i = 0; i < count; ++i)
            text += std::string(i == 0 ? "[" : ",") + R"({"label":"Dog","mid":"","start_sample":1,"end_sample":2})";
        return text + ']';
    };
    write(kHead + listOf(kMostCorrections) + "}");
    EXPECT_EQ(readCorrections(m_file).size(), kMostCorrections);
    EXPECT_EQ(errorOf(kHead + listOf(kMostCorrections + 1) + "}"), ErrorCode::BadFile);
    // So many that they are not even parsed, and what nests too deep to be parsed in little memory.
    for (const std::string& text : {listOf(kMostCorrections + 1), listOf(10 * kMostCorrections),
                                    "[{}" + std::string(1'500'000, ',') + "]", std::string(1'500'000, '[')}) {
        try {
            correctionsFromText(text, m_file);
            ADD_FAILURE() << "was read: " << text.substr(0, 200);
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::BadFile);
            EXPECT_NE(std::string(error.what()).find(std::to_string(kMostCorrections)), std::string::npos)
                << error.what();
        }
    }

    CorrectionList list; // nor is one written that nobody could read
    for (std::size_t i = 0; i <= kMostCorrections; ++i) {
        Correction one;
        one.id = list.newId();
        one.tag = Label{"", "Dog"};
        one.span = EventSpan{0, 1};
        list.set(one);
    }
    EXPECT_THROW(writeCorrections(m_folder.path() / "many.json", {"a.wav", 1}, list), Error);
}

TEST_F(CorrectionsFile, AnotherVersionIsSaidToBeOne)
{
    EXPECT_EQ(errorOf(R"({"format": "dass-corrections", "version": 2, "corrections": []})"), ErrorCode::Unsupported);
}

TEST_F(CorrectionsFile, AFolderThatIsNotThereIsAnIoError)
{
    try {
        writeCorrections(m_folder.path() / "none" / "a.json", {"a.wav", 1}, {});
        ADD_FAILURE();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Io);
    }
}

} // namespace
} // namespace dass
