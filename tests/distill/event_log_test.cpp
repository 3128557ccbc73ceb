#include "core/distill/event_log.h"
#include "core/distill/record_file.h"
#include "tests/base/temporary_folder.h"
#include "tests/distill/toy_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

namespace dass::distill {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;

std::vector<std::string> recordsOf(const fs::path& path)
{
    std::vector<std::string> records;
    keepRecords(path, [&](std::string_view record) {
        records.emplace_back(record);
        return true;
    });
    return records;
}

// RFC 3720, B.4.
TEST(Crc32c, GivesTheStandardsSums)
{
    EXPECT_EQ(crc32c(std::string(32, '\0')), 0x8A9136AAU);
    EXPECT_EQ(crc32c(std::string(32, '\xFF')), 0x62A8AB43U);
    std::string rising;
    for (char value = 0; value < 32; ++value)
        rising += value;
    EXPECT_EQ(crc32c(rising), 0x46DD794EU);
    EXPECT_EQ(crc32c("123456789"), 0xE3069283U);
}

TEST(RecordFile, GivesBackWhatWasAppendedAndCutsAtWhatIsNotWanted)
{
    const test::TemporaryFolder folder;
    const fs::path path = folder.path() / "records";
    for (const char* record : {"one", "", "three", "four"})
        appendRecord(path, record);
    EXPECT_THAT(recordsOf(path), ElementsAre("one", "", "three", "four"));
    keepRecords(path, [](std::string_view record) { return record != "three"; });
    EXPECT_THAT(recordsOf(path), ElementsAre("one", ""));
    EXPECT_EQ(fs::file_size(path), 16U + 3 + 16);
}

// Whatever byte a killed process or a full disk stopped at, the records before stay and more can follow.
TEST(RecordFile, CutAtAnyByteKeepsTheRecordsBefore)
{
    const test::TemporaryFolder folder;
    const fs::path path = folder.path() / "records";
    appendRecord(path, "first");
    const auto whole = fs::file_size(path);
    appendRecord(path, "second");
    const std::string bytes = bytesOf(path);
    for (std::size_t size = whole; size < bytes.size(); ++size) {
        writeText(path, bytes.substr(0, size));
        EXPECT_THAT(recordsOf(path), ElementsAre("first")) << size;
        EXPECT_EQ(fs::file_size(path), whole);
        appendRecord(path, "third");
        EXPECT_THAT(recordsOf(path), ElementsAre("first", "third")) << size;
    }
}

TEST(RecordFile, DamagedByteEndsIt)
{
    const test::TemporaryFolder folder;
    const fs::path path = folder.path() / "records";
    appendRecord(path, "first");
    const auto whole = fs::file_size(path);
    appendRecord(path, "second");
    const std::string bytes = bytesOf(path);
    for (std::size_t at = whole; at < bytes.size(); ++at) {
        std::string damaged = bytes;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x40);
        writeText(path, damaged);
        EXPECT_THAT(recordsOf(path), ElementsAre("first")) << at;
    }
}

TEST(EventLog, WhatIsNoNumberIsLeftOut)
{
    const test::TemporaryFolder folder;
    const EventLog log(folder.path(), {});
    log.append(1, {{"train/loss", std::nan("")}});
    EXPECT_EQ(recordsOf(folder.path() / "events.out.tfevents.0001").size(), 1U); // the version alone
    log.append(2, {{"train/loss", std::nan("")}, {"train/lr", 1}});
    EXPECT_EQ(recordsOf(folder.path() / "events.out.tfevents.0001").size(), 2U);
}

TEST(EventLog, LaterProcessCutsWhatItsStateDoesNotHold)
{
    const test::TemporaryFolder folder;
    const fs::path first = folder.path() / "events.out.tfevents.0001";
    {
        const EventLog log(folder.path(), {});
        for (std::int64_t step = 1; step <= 8; ++step) {
            log.append(step, {{"train/loss", 1}});
            if (step == 8)
                log.append(step, {{"eval/mAP", 1}});
        }
        log.append(8, {{"final/mAP", 1}});
    }
    ASSERT_EQ(recordsOf(first).size(), 1U + 8 + 1 + 1);
    const EventLog evaluated(folder.path(), {8, 8}); // killed before the run was told to be finished
    EXPECT_EQ(recordsOf(first).size(), 1U + 8 + 1);
    const EventLog trained(folder.path(), {8, 0}); // killed before the epoch was closed
    EXPECT_EQ(recordsOf(first).size(), 1U + 8);
    const EventLog earlier(folder.path(), {5, 0});
    EXPECT_EQ(recordsOf(first).size(), 1U + 5);
    EXPECT_TRUE(fs::exists(folder.path() / "events.out.tfevents.0004"));
}

TEST(EventLog, LeavesOtherProgramsEventFilesAlone)
{
    const test::TemporaryFolder folder;
    const auto foreign = folder.path() / "events.out.tfevents.1712000000.host.1.0";
    writeText(foreign, "not ours");
    EventLog(folder.path(), {}).append(1, {{"train/loss", 0.5}});
    EXPECT_EQ(bytesOf(foreign), "not ours");
    EXPECT_TRUE(std::filesystem::exists(folder.path() / "events.out.tfevents.0001"));
}

} // namespace
} // namespace dass::distill
