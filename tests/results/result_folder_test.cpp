#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/results/file_identity.h"
#include "core/results/result_folder.h"
#include "tests/results/results_fixture.h"

#include <chrono>
#include <cmath>
#include <functional>
#include <sys/stat.h>

namespace dass {
namespace {

class ResultFolderTest : public ResultsTest
{
protected:
    std::filesystem::path place() const { return m_folder / "survey.results"; }
    ResultFolder results() const { return ResultFolder(place()); }
    std::size_t filesIn(const std::filesystem::path& folder) const
    {
        return static_cast<std::size_t>(
            std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator()));
    }
    std::filesystem::path rowsOf(const std::string& id) const { return place() / (id + ".rows"); }
    std::filesystem::path recordOf(const std::string& id) const { return place() / (id + ".json"); }
};

TEST_F(ResultFolderTest, GivesBackWhatWasKept)
{
    const Provenance run = runOf("dawn.wav");
    const TaggingResult made = resultOf(700, 0.125F); // more rows than are read at a time
    const auto kept = results().keep(made, run, std::nullopt);
    ASSERT_TRUE(kept);
    EXPECT_TRUE(ResultFolder::isId(kept->id));
    const auto read = results().read(kept->id);
    EXPECT_EQ(read.rows.sha256, sha256OfFile(rowsOf(kept->id)));
    EXPECT_EQ(read.stored.result.samples, made.samples);
    EXPECT_EQ(read.stored.result.frames, made.frames);
    EXPECT_TRUE(read.stored.result.complete);
    EXPECT_EQ(read.stored.result.warnings, made.warnings);
    EXPECT_EQ(read.stored.provenance.modelName, "fake");
    ASSERT_EQ(read.stored.result.probabilities->rows(), 700);
    for (std::int64_t row = 0; row < 700; ++row)
        ASSERT_TRUE(std::ranges::equal(read.stored.result.probabilities->row(row), made.probabilities->row(row)));
}

TEST_F(ResultFolderTest, KeepsWhatARunLeftThatWasCancelled)
{
    TaggingResult made = resultOf(5);
    made.complete = false;
    made.frames = 333;
    const auto kept = results().keep(made, runOf("dawn.wav"), std::nullopt);
    const auto read = results().read(kept->id);
    EXPECT_FALSE(read.stored.result.complete);
    EXPECT_EQ(read.stored.result.probabilities->rows(), 5);
    EXPECT_EQ(read.stored.result.frames, 333);
}

TEST_F(ResultFolderTest, WritesTheSameOnceAndLinksWhatIsThere)
{
    const Provenance run = runOf("dawn.wav");
    const TaggingResult made = resultOf(7);
    store().keep(made, run);
    Provenance done = run;
    done.samples = made.samples;
    const auto known = store().rowsOf(done);
    ASSERT_TRUE(known);
    const auto kept = results().keep(made, run, known);
    struct stat first
    {
    };
    struct stat second
    {
    };
    ASSERT_EQ(stat(known->path.c_str(), &first), 0);
    ASSERT_EQ(stat(rowsOf(kept->id).c_str(), &second), 0);
    EXPECT_EQ(first.st_ino, second.st_ino);
    const auto again = results().keep(made, run, kept->rows);
    EXPECT_EQ(again->id, kept->id);
    EXPECT_EQ(filesIn(place()), 2U);
    store().clear(); // a cache may be emptied at any time
    EXPECT_EQ(results().read(kept->id).stored.result.probabilities->rows(), 7);
    done.samples += 16000;
    store().keep(made, run);
    EXPECT_FALSE(store().rowsOf(done)); // of another state of the file
}

TEST_F(ResultFolderTest, OneRecordingLikeAnotherIsKeptForEach)
{
    const auto first = results().keep(resultOf(3), runOf("a.wav"), std::nullopt);
    const auto second = results().keep(resultOf(3), runOf("b.wav"), first->rows);
    EXPECT_NE(first->id, second->id);
    EXPECT_EQ(results().read(second->id).stored.provenance.inputPath, runOf("b.wav").inputPath);
}

TEST_F(ResultFolderTest, RemovesWhatBelongsToNobodyAndNothingElse)
{
    const auto first = results().keep(resultOf(3), runOf("a.wav"), std::nullopt);
    const auto second = results().keep(resultOf(4), runOf("b.wav"), std::nullopt);
    writeBytes(place() / "notes.txt", "a person's own");
    results().keepOnly({second->id});
    EXPECT_THROW(results().read(first->id), Error);
    EXPECT_EQ(results().read(second->id).stored.result.probabilities->rows(), 4);
    results().keepOnly({});
    EXPECT_EQ(filesIn(place()), 1U);
    std::filesystem::remove(place() / "notes.txt");
    results().keepOnly({});
    EXPECT_FALSE(std::filesystem::exists(place()));
    results().keepOnly({}); // there is none
}

TEST_F(ResultFolderTest, UsesNothingThatIsDamagedOrLies)
{
    const auto kept = results().keep(resultOf(9), runOf("dawn.wav"), std::nullopt);
    const std::string rows = bytesOf(rowsOf(kept->id));
    const std::string record = bytesOf(recordOf(kept->id));
    const auto refused = [&](const std::string& badRows, const std::string& badRecord) {
        writeBytes(rowsOf(kept->id), badRows);
        writeBytes(recordOf(kept->id), badRecord);
        try {
            results().read(kept->id);
        } catch (const Error& error) {
            return std::string(error.what()).find('\n') == std::string::npos;
        }
        return false;
    };
    std::string bit = rows;
    bit[65536 + 5] = static_cast<char>(bit[65536 + 5] ^ 1);
    EXPECT_TRUE(refused(bit, record));
    EXPECT_TRUE(refused(rows.substr(0, rows.size() - 4), record));
    EXPECT_TRUE(refused(rows + "1234", record));
    EXPECT_TRUE(refused("", record));
    std::string nan = rows;
    const float no = std::nanf("");
    nan.replace(65536 + 8, 4, reinterpret_cast<const char*>(&no), 4);
    writeBytes(rowsOf(kept->id), nan);
    std::string matching = record;
    const std::string right = record.substr(record.find("rows_sha256") + 15, 64);
    matching.replace(matching.find(right), 64, sha256OfFile(rowsOf(kept->id)));
    EXPECT_TRUE(refused(nan, matching)); // the sums are right, the value is no probability
    const auto with = [&](const std::string& from, const std::string& to) {
        std::string changed = record;
        changed.replace(changed.find(from), from.size(), to);
        return changed;
    };
    EXPECT_TRUE(refused(rows, with("\"rows\": 9", "\"rows\": 8")));
    EXPECT_TRUE(refused(rows, with("\"rows\": 9", "\"rows\": 9000000000000")));
    EXPECT_TRUE(refused(rows, with("\"rows\": 9", "\"rows\": -1")));
    EXPECT_TRUE(refused(rows, with("\"classes\": 3", "\"classes\": 0")));
    EXPECT_TRUE(refused(rows, with("\"classes\": 3", "\"classes\": 9000000000")));
    EXPECT_TRUE(refused(rows, with("\"hop_s\": 1", "\"hop_s\": 0")));
    EXPECT_TRUE(refused(rows, with("\"format\": 1", "\"format\": 2")));
    EXPECT_TRUE(refused(rows, std::string(100'000, '[')));
    writeBytes(rowsOf(kept->id), rows);
    writeBytes(recordOf(kept->id), record);
    EXPECT_EQ(results().read(kept->id).stored.result.probabilities->rows(), 9);
    EXPECT_FALSE(ResultFolder::isId("../../../etc/passwd-0123456789ab"));
}

TEST_F(ResultFolderTest, AFileIsKnownAgainAfterItWasCopied)
{
    const std::filesystem::path file = m_folder / "a.wav";
    std::string sound(100'000, 'x');
    for (std::size_t i = 0; i < sound.size(); ++i)
        sound[i] = static_cast<char>(i * i >> 8);
    writeBytes(file, sound);
    FileIdentity known = identityOf(file).value();
    known.sample = sampleOf(file);
    EXPECT_EQ(known.bytes, 100'000U);
    EXPECT_EQ(isSameFile(known, file), true);
    const auto later = std::filesystem::last_write_time(file) + std::chrono::seconds(5);
    writeBytes(file, sound);
    std::filesystem::last_write_time(file, later);
    EXPECT_EQ(isSameFile(known, file), true); // the same sound under another time
    for (std::size_t at : {std::size_t{0}, std::size_t{14'500}, sound.size() - 1}) {
        std::string other = sound;
        other[at] = static_cast<char>(other[at] ^ 1);
        writeBytes(file, other);
        std::filesystem::last_write_time(file, later);
        EXPECT_EQ(isSameFile(known, file), false) << at;
    }
    writeBytes(file, sound + "y");
    EXPECT_EQ(isSameFile(known, file), false);
    EXPECT_EQ(isSameFile(known, m_folder / "none.wav"), std::nullopt);
    EXPECT_EQ(isSameFile(known, m_folder / "."), std::nullopt); // a folder is no recording
    writeBytes(file, "short");
    EXPECT_EQ(sampleOf(file).size(), 64U);
    EXPECT_EQ(sampleOf(m_folder / "none.wav"), "");
}

} // namespace
} // namespace dass
