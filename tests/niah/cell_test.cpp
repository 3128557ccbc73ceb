#include "core/base/error.h"
#include "core/model/safetensors.h"
#include "core/niah/cell.h"
#include "core/niah/cell_file.h"
#include "tests/base/temporary_folder.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>

namespace dass::niah {
namespace {

Spec specOf()
{
    Spec spec;
    spec.models = {{"a", "a", {}}, {"b", "b", {0}}};
    spec.pooling = {Pooling::Mean, Pooling::Max};
    spec.haystacks = {{HaystackKind::Zero, {}, 1, "zero"}, {HaystackKind::White, {}, 1, "white"}};
    spec.lengths = {1024, 5000};
    spec.positions = {0, 0.5, 1};
    spec.snrDb = {0.0, -10.0};
    return spec;
}

TEST(Cells, EveryConditionIsThereOnce)
{
    const auto cells = cellsOf(specOf());
    // 2 models x 2 poolings alone; zero: 2 lengths x (3 + 1 positions) x 2 poolings; white: the same for 2 SNRs.
    EXPECT_EQ(cells.size(), 4U + 16U + 32U);
    EXPECT_EQ(cellCount(specOf()), 4 + 16 + 32);
    std::set<std::string> keys;
    for (const Cell& cell : cells) {
        EXPECT_TRUE(keys.insert(keyOf(cell, {"a", "b"}, {"zero", "white"})).second);
        EXPECT_TRUE(cell.model != 1 || cell.position == 0) << "this model has a position of its own";
        EXPECT_FALSE(!cell.baseline && cell.haystack == 0 && cell.snrDb) << "there is no ratio to silence";
    }
    EXPECT_TRUE(keys.contains("a/mean/white/-10/5000/0.5"));
    EXPECT_TRUE(keys.contains("a/mean/zero/none/5000/0.5"));
    EXPECT_TRUE(keys.contains("b/max/baseline"));
}

TEST(Cells, ShardsTakeEveryNeedleOnce)
{
    for (const std::int64_t needles : {0, 1, 5, 12, 13}) {
        std::set<std::int64_t> taken;
        for (std::int64_t i = 0; i < 4; ++i) {
            const Shard shard{i, 4};
            for (std::int64_t row = 0; row < shard.rows(needles); ++row)
                EXPECT_TRUE(taken.insert(shard.needle(row)).second);
        }
        EXPECT_EQ(static_cast<std::int64_t>(taken.size()), needles);
        EXPECT_EQ(taken.empty() ? -1 : *taken.rbegin(), needles - 1);
    }
    EXPECT_EQ(shardFromText("2/4"), (Shard{1, 4}));
    EXPECT_EQ(textOf(Shard{1, 4}), "2/4");
    for (const char* wrong : {"", "1", "0/2", "3/2", "1/0", "-1/2", "1/2x", "a/b", "1/99999999999999999999"})
        EXPECT_THROW(shardFromText(wrong), Error) << wrong;
}

TEST(Cells, NamesOfFilesAreTameAndTheirOwn)
{
    const auto name = cellFileName("../../mo del/mean/white/-10/5000/0.5");
    EXPECT_EQ(name.find('/'), std::string::npos);
    EXPECT_NE(cellFileName("a b"), cellFileName("a-b"));
    EXPECT_LT(cellFileName(std::string(5000, 'x')).size(), 200U);
}

class CellFiles : public testing::Test
{
protected:
    CellContents contents() const
    {
        CellContents made;
        made.fingerprint = "f";
        made.shard = {0, 2};
        made.needles = 5;
        made.classes = 3;
        made.logits = {1, 2, 3, 4, 5, 6};
        made.seconds = 1.25;
        return made;
    }
    std::optional<CellContents> read(std::int64_t needles = 5, std::int64_t classes = 3) const
    {
        return readCell(m_file, "f", needles, classes);
    }

    test::TemporaryFolder m_folder;
    std::filesystem::path m_file = m_folder / "cell.safetensors";
};

TEST_F(CellFiles, ComeBackAsTheyWere)
{
    EXPECT_FALSE(read()) << "nothing is there yet";
    writeCell(m_file, contents());
    const auto back = read();
    ASSERT_TRUE(back);
    EXPECT_EQ(back->logits, contents().logits);
    EXPECT_EQ(back->shard, contents().shard);
    EXPECT_EQ(back->seconds, 1.25);
    EXPECT_EQ(back->rows(), 2);
    EXPECT_FALSE(back->complete()) << "two of three rows";
    CellContents empty = contents();
    empty.logits.clear();
    empty.note = "needs a larger machine";
    writeCell(m_file, empty);
    EXPECT_EQ(read()->note, empty.note);
    EXPECT_TRUE(read()->complete());
}

TEST_F(CellFiles, OfSomethingElseDoNotCount)
{
    writeCell(m_file, contents());
    EXPECT_FALSE(readCell(m_file, "g", 5, 3)) << "another model, say";
    EXPECT_FALSE(read(6)) << "other needles";
    EXPECT_FALSE(read(5, 4)) << "other classes";
    CellContents tooMany = contents();
    tooMany.logits.assign(12, 0.0F);
    writeCell(m_file, tooMany);
    EXPECT_FALSE(read()) << "more rows than the part has needles";
}

TEST_F(CellFiles, CutAtAnyByteDoNotCount)
{
    writeCell(m_file, contents());
    std::ifstream in(m_file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        std::ofstream(m_file, std::ios::binary | std::ios::trunc) << bytes.substr(0, size);
        ASSERT_FALSE(read()) << size;
    }
}

TEST_F(CellFiles, ValuesThatAreNoNumbersDoNotCount)
{
    CellContents broken = contents();
    broken.logits[3] = std::numeric_limits<float>::quiet_NaN();
    writeCell(m_file, broken);
    EXPECT_FALSE(read());
}

} // namespace
} // namespace dass::niah
