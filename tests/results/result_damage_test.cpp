// Stored results that are cut short, changed, or lie: each is told in one line, removed, and never a crash.

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "tests/results/results_fixture.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstring>
#include <functional>
#include <limits>

namespace dass {
namespace {

constexpr std::size_t kHeaderBytes = 65536;

class ResultDamage : public ResultsTest
{
protected:
    void SetUp() override
    {
        store().keep(resultOf(5), m_run);
        m_record = fileWith(".json");
        m_rows = fileWith(".rows");
        m_recordBytes = bytesOf(m_record);
        m_rowsBytes = bytesOf(m_rows);
        ASSERT_EQ(m_rowsBytes.size(), kHeaderBytes + 5 * kClasses * sizeof(float));
    }

    // Where the rows with these bytes lie.
    std::filesystem::path rowsWith(const std::string& bytes) const
    {
        return folder() / (m_record.stem().string() + '.' + sha256Of(bytes).substr(0, 32) + ".rows");
    }

    // Both files as given; what finding says of them.
    void expectRefused(const std::string& record, const std::string& rows, const std::string& what)
    {
        writeBytes(m_record, record);
        writeBytes(m_rows, rows);
        expectRefused(what);
    }

    void expectRefused(const std::string& what)
    {
        try {
            store().find(m_run);
            ADD_FAILURE() << what << ": was taken for a result";
        } catch (const Error& error) {
            EXPECT_NE(std::string(error.what()).find("results"), std::string::npos) << what << ": " << error.what();
            EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos) << what;
        }
        EXPECT_FALSE(std::filesystem::exists(m_record)) << what << ": it would be told again and again";
        EXPECT_FALSE(store().find(m_run)) << what;
    }

    std::string changedRecord(const std::function<void(nlohmann::json&)>& change) const
    {
        auto json = nlohmann::json::parse(m_recordBytes);
        change(json);
        return json.dump();
    }

    // The rows with one value changed, and a record that vouches for them.
    void expectValueRefused(float value)
    {
        std::string rows = m_rowsBytes;
        std::memcpy(rows.data() + kHeaderBytes + 7 * sizeof(float), &value, sizeof value);
        writeBytes(m_record, changedRecord([&](auto& json) { json["rows_sha256"] = sha256Of(rows); }));
        writeBytes(rowsWith(rows), rows);
        expectRefused("value " + std::to_string(value));
        EXPECT_FALSE(std::filesystem::exists(rowsWith(rows)));
    }

    const Provenance m_run = runOf("dawn.wav");
    std::filesystem::path m_record;
    std::filesystem::path m_rows;
    std::string m_recordBytes;
    std::string m_rowsBytes;
};

TEST_F(ResultDamage, RowsCutShortAnywhere)
{
    const std::size_t whole = m_rowsBytes.size();
    for (const std::size_t length :
         {std::size_t{0}, std::size_t{1}, std::size_t{7}, std::size_t{8}, std::size_t{12}, std::size_t{23},
          std::size_t{24}, std::size_t{4096}, kHeaderBytes - 1, kHeaderBytes, kHeaderBytes + 1, kHeaderBytes + 4,
          kHeaderBytes + 12, kHeaderBytes + 13, whole - 12, whole - 4, whole - 1})
        expectRefused(m_recordBytes, m_rowsBytes.substr(0, length), "rows of " + std::to_string(length) + " bytes");
    expectRefused(m_recordBytes, m_rowsBytes + "x", "a byte too many");
    expectRefused(m_recordBytes, m_rowsBytes + std::string(12, '\0'), "a row too many");
}

TEST_F(ResultDamage, TheRecordCutShortAtEveryByte)
{
    for (std::size_t length = 0; length + 2 < m_recordBytes.size(); ++length) // its end is "}\n"
        expectRefused(m_recordBytes.substr(0, length), m_rowsBytes, "record of " + std::to_string(length) + " bytes");
}

TEST_F(ResultDamage, RowsThatAreMissing)
{
    std::filesystem::remove(m_rows);
    EXPECT_THROW(store().find(m_run), Error);
    EXPECT_FALSE(store().find(m_run));
}

TEST_F(ResultDamage, RowsWithoutARecordAreNoResult)
{
    std::filesystem::remove(m_record); // killed between the two files
    EXPECT_FALSE(store().find(m_run));
    EXPECT_TRUE(store().keep(resultOf(5), m_run));
    EXPECT_TRUE(store().find(m_run));
}

TEST_F(ResultDamage, EveryByteOfTheRowsCounts)
{
    for (const std::size_t at : {std::size_t{0}, std::size_t{8}, std::size_t{12}, std::size_t{16}, std::size_t{23},
                                 std::size_t{30000}, kHeaderBytes, kHeaderBytes + 1, m_rowsBytes.size() - 1}) {
        std::string rows = m_rowsBytes;
        rows[at] = static_cast<char>(rows[at] ^ 0x41);
        expectRefused(m_recordBytes, rows, "byte " + std::to_string(at));
    }
}

TEST_F(ResultDamage, ValuesThatAreNoProbabilities)
{
    expectValueRefused(std::numeric_limits<float>::quiet_NaN());
    expectValueRefused(std::numeric_limits<float>::infinity());
    expectValueRefused(-0.001F);
    expectValueRefused(1.001F);
}

TEST_F(ResultDamage, RecordsThatLie)
{
    const std::vector<std::function<void(nlohmann::json&)>> lies{
        [](auto& json) { json["rows"] = 6; },
        [](auto& json) { json["rows"] = -1; },
        [](auto& json) { json["rows"] = "five"; },
        [](auto& json) { json["frames"] = 1'000'000; },
        [](auto& json) { json["samples"] = std::numeric_limits<std::int64_t>::max(); },
        [](auto& json) { json["samples"] = 0; },
        [](auto& json) { json["samples"] = nullptr; },
        [](auto& json) { json["rows_sha256"] = std::string(64, '0'); },
        [](auto& json) { json["rows_sha256"] = "../" + std::string(61, '0'); }, // which names the rows' file
        [](auto& json) { json.erase("rows_sha256"); },
        [](auto& json) { json["run"] = nlohmann::json::array(); },
        [](auto& json) { json["run"]["complete"] = false; },
        [](auto& json) { json["run"]["warnings"] = 3; },
        [](auto& json) { json["run"]["settings"]["mode"] = "sideways"; },
        [](auto& json) { json["run"]["settings"]["hop_s"] = -1; },
        [](auto& json) { json["run"]["settings"]["window_s"] = 1e300; },
        [](auto& json) { json["format"] = "one"; },
        [](auto& json) {
            json = nlohmann::json::array({1, 2});
        },
    };
    for (std::size_t i = 0; i < lies.size(); ++i)
        expectRefused(changedRecord(lies[i]), m_rowsBytes, "lie " + std::to_string(i));
    expectRefused(std::string(100'000, '['), m_rowsBytes, "brackets");
    expectRefused(std::string(5 << 20, ' '), m_rowsBytes, "a record that is far too long");
}

TEST_F(ResultDamage, ARecordOfManyKeysIsRefusedSoon)
{
    std::string keys = "{\"format\":1";
    for (int i = 0; i < 300'000; ++i)
        keys += ",\"" + std::to_string(i) + "\":0";
    keys += '}';
    ASSERT_LT(keys.size(), std::size_t{4} << 20) << "its bytes alone are not too many";
    const auto start = std::chrono::steady_clock::now();
    expectRefused(keys, m_rowsBytes, "keys");
    EXPECT_LT((std::chrono::steady_clock::now() - start) / std::chrono::seconds(1), 20);
}

TEST_F(ResultDamage, ARecordOfAnotherVersionIsNotOurs)
{
    writeBytes(m_record, changedRecord([](auto& json) { json["format"] = 2; }));
    EXPECT_FALSE(store().find(m_run));
    EXPECT_TRUE(std::filesystem::exists(m_record)) << "the other version may want it";
    std::string rows = m_rowsBytes;
    rows[8] = 2; // the matrix's own version, with a record that vouches for it
    writeBytes(m_record, changedRecord([&](auto& json) { json["rows_sha256"] = sha256Of(rows); }));
    writeBytes(rowsWith(rows), rows);
    expectRefused("matrix version");
}

TEST_F(ResultDamage, WhatTheSystemRefusesToReadIsNotDamaged)
{
    ASSERT_EQ(m_rows, rowsWith(m_rowsBytes));
    for (const std::filesystem::path& file : {m_rows, m_record}) {
        const std::string whole = bytesOf(file);
        std::filesystem::remove(file);
        std::filesystem::create_symlink(file.filename(), file); // to itself: it can be neither opened nor looked at
        try {
            store().find(m_run);
            ADD_FAILURE() << file << " was read";
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::Io) << error.what();
        }
        EXPECT_TRUE(std::filesystem::is_symlink(file)) << "it may come back";
        EXPECT_TRUE(std::filesystem::exists(file == m_rows ? m_record : m_rows));
        std::filesystem::remove(file);
        writeBytes(file, whole);
        EXPECT_TRUE(store().find(m_run));
    }
}

} // namespace
} // namespace dass
