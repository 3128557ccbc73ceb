#include "core/base/error.h"
#include "core/results/batch_list.h"
#include "tests/results/results_fixture.h"

#include <chrono>
#include <csignal>
#include <optional>
#include <sys/wait.h>
#include <unistd.h>

namespace dass {
namespace {

class BatchListTest : public testing::Test
{
protected:
    std::filesystem::path folder() const { return m_folder / "cache"; }

    std::filesystem::path onlyList() const
    {
        std::filesystem::path list;
        for (const auto& entry : std::filesystem::directory_iterator(folder()))
            if (entry.path().extension() == ".json") {
                EXPECT_TRUE(list.empty());
                list = entry.path();
            }
        return list;
    }

    test::TemporaryFolder m_folder;
    const std::vector<BatchEntry> m_entries{
        {"/sounds/a.wav", true, true}, {"/sounds/sp\303\244t \"1\".wav", true, false}, {"/sounds/c.wav", false, false}};
};

TEST_F(BatchListTest, IsFoundWhenItsOwnerIsGone)
{
    EXPECT_TRUE(findLeftBatches(folder()).newest.empty()); // no folder yet
    std::optional<BatchList> list(folder());
    list->write({{"/sounds/a.wav", true, false}});
    list->write(m_entries);
    EXPECT_TRUE(findLeftBatches(folder()).newest.empty()) << "it is under way";
    list.reset();
    const LeftBatches left = findLeftBatches(folder());
    EXPECT_EQ(left.newest, m_entries);
    EXPECT_TRUE(left.problems.empty());
    EXPECT_EQ(findLeftBatches(folder()).newest, m_entries) << "until it is removed";
    removeLeftBatch(left.file);
    EXPECT_TRUE(findLeftBatches(folder()).newest.empty());
    EXPECT_TRUE(std::filesystem::is_empty(folder()));
}

TEST_F(BatchListTest, IsFoundWhenItsOwnerWasKilled)
{
    const pid_t child = fork();
    if (child == 0) {
        BatchList list(folder());
        list.write(m_entries);
        raise(SIGKILL);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status));
    EXPECT_EQ(findLeftBatches(folder()).newest, m_entries);
}

TEST_F(BatchListTest, IsGoneOnceTheBatchIsOver)
{
    {
        BatchList list(folder());
        list.write(m_entries);
        list.clear();
        EXPECT_TRUE(std::filesystem::is_empty(folder()));
        list.write(m_entries); // the next batch of the same window
        list.clear();
        list.clear();
    }
    EXPECT_TRUE(findLeftBatches(folder()).newest.empty());
    EXPECT_TRUE(std::filesystem::is_empty(folder()));
}

TEST_F(BatchListTest, TheNewestOfSeveralIsOffered)
{
    {
        BatchList(folder()).write({{"/sounds/old.wav", true, false}});
    }
    std::filesystem::last_write_time(onlyList(), std::filesystem::file_time_type::clock::now() - std::chrono::hours(1));
    {
        BatchList(folder()).write(m_entries);
    }
    const LeftBatches left = findLeftBatches(folder());
    EXPECT_EQ(left.newest, m_entries);
    removeLeftBatch(left.file);
    EXPECT_EQ(findLeftBatches(folder()).newest.front().file, "/sounds/old.wav") << "the other one next time";
}

TEST_F(BatchListTest, DamageIsToldOnceAndRemoved)
{
    {
        BatchList(folder()).write(m_entries);
    }
    const std::filesystem::path list = onlyList();
    const std::string whole = bytesOf(list);
    const auto expectRefused = [&](const std::string& bytes) {
        writeBytes(list, bytes);
        const LeftBatches left = findLeftBatches(folder());
        EXPECT_TRUE(left.newest.empty()) << bytes;
        ASSERT_EQ(left.problems.size(), 1U) << bytes;
        EXPECT_NE(left.problems.front().find(list.filename().string()), std::string::npos);
        EXPECT_EQ(left.problems.front().find('\n'), std::string::npos);
        EXPECT_FALSE(std::filesystem::exists(list));
        EXPECT_TRUE(findLeftBatches(folder()).problems.empty());
    };
    for (std::size_t length = 0; length + 2 < whole.size(); ++length)
        expectRefused(whole.substr(0, length));
    for (const char* text : {"[]", "{\"format\":2,\"files\":[]}", "{\"format\":1}", "{\"format\":1,\"files\":3}",
                             "{\"format\":1,\"files\":[{\"path\":7,\"wanted\":true,\"done\":true}]}",
                             "{\"format\":1,\"files\":[{\"path\":\"relative.wav\",\"wanted\":true,\"done\":true}]}",
                             "{\"format\":1,\"files\":[{\"path\":\"/a\\u0000b\",\"wanted\":true,\"done\":true}]}",
                             "{\"format\":1,\"files\":[{\"path\":\"/a.wav\",\"wanted\":1,\"done\":true}]}"})
        expectRefused(text);
}

TEST_F(BatchListTest, ManyKeysAreReadSoonAndTooManyValuesNotAtAll)
{
    {
        BatchList(folder()).write(m_entries);
    }
    const std::filesystem::path list = onlyList();
    std::string keys = R"({"format":1,"files":[{"path":"/sounds/a.wav","wanted":true,"done":false)";
    for (int i = 0; i < 400'000; ++i)
        keys += ",\"" + std::to_string(i) + "\":0";
    writeBytes(list, keys + "}]}");
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(findLeftBatches(folder()).newest, (std::vector<BatchEntry>{{"/sounds/a.wav", true, false}}));
    EXPECT_LT((std::chrono::steady_clock::now() - start) / std::chrono::seconds(1), 20);

    std::string objects = R"({"format":1,"files":[{})";
    for (int i = 0; i < 2'000'000; ++i)
        objects += ",{}";
    for (const std::string& text : {objects + "]}", std::string(1'000'000, '[')}) {
        writeBytes(list, text);
        const LeftBatches left = findLeftBatches(folder());
        ASSERT_EQ(left.problems.size(), 1U);
        EXPECT_NE(left.problems.front().find("wanted at most 8 and 4000000"), std::string::npos)
            << left.problems.front();
    }
}

TEST_F(BatchListTest, SaysThatTheFolderTakesNothing)
{
    writeBytes(folder(), "a file where the folder should be");
    BatchList list(folder());
    EXPECT_THROW(list.write(m_entries), Error);
    list.clear();
    EXPECT_TRUE(findLeftBatches(folder()).newest.empty());
}

} // namespace
} // namespace dass
