#include "core/distill/class_tables.h"
#include "core/distill/csv.h"
#include "tests/base/temporary_folder.h"

#include <gtest/gtest.h>

namespace dass::distill {
namespace {

// Three classes that clips have and one that none has; [clips, 4].
const std::vector<float> kTargets{1, 0, 0, 0, /**/ 1, 0, 0, 0, /**/ 0, 1, 0, 0, /**/ 0, 1, 1, 0, /**/ 0, 0, 1, 0};
const std::vector<float> kPredictions{0.2F,      0.8F, 0.1F, 0.9F, /**/ 0.3F, 0.6F, 0.1F, 0.9F,
                                      /**/ 0.1F, 0.7F, 0.2F, 0.9F, /**/
                                      0.9F,      0.1F, 0.1F, 0.9F, /**/ 0.8F, 0.1F, 0.7F, 0.9F};

TEST(ClassTables, CountsWhatClipsOfOneLabelAreTakenFor)
{
    const auto confusions = confusionsOf(kPredictions, kTargets, 4);
    ASSERT_EQ(confusions.size(), 2U); // the clip with two labels counts for nothing, nor does the class of no clip
    EXPECT_EQ(confusions[0].label, 0);
    EXPECT_EQ(confusions[0].takenFor, 1);
    EXPECT_EQ(confusions[0].clips, 2);
    EXPECT_EQ(confusions[1].label, 2);
    EXPECT_EQ(confusions[1].takenFor, 0);
    EXPECT_EQ(confusions[1].clips, 1);
    EXPECT_TRUE(confusionsOf({}, {}, 4).empty());
}

TEST(ClassTables, KeepsTheFirstEvaluation)
{
    const test::TemporaryFolder folder;
    const LabelTable table({{"/a", "a"}, {"/b", "b, \"quoted\""}, {"/c", "c"}, {"/d", "d"}}, "labels");
    std::vector<Label> labels = table.labels();
    const TaggingScores first = tagScores(kPredictions, kTargets, 4);
    writeClassTables(folder.path(), table, first, std::nullopt, confusionsOf(kPredictions, kTargets, 4));
    const TaggingScores perfect = tagScores(kTargets, kTargets, 4);
    writeClassTables(folder.path(), table, perfect, first, {});

    const CsvTable classes = readCsv(folder.path() / "classes.csv");
    ASSERT_EQ(classes.rows.size(), 4U);
    const auto cell = [&](std::size_t row, const char* column) { return classes.rows[row][*classes.columnOf(column)]; };
    EXPECT_EQ(cell(1, "label"), labels[1].name);
    EXPECT_EQ(cell(1, "average_precision"), "1.0000");
    EXPECT_EQ(cell(1, "positives"), "2");
    EXPECT_NEAR(std::stod(cell(1, "first_average_precision")), first.averagePrecision[1], 1e-4);
    EXPECT_EQ(cell(1, "teacher_average_precision"), cell(1, "first_average_precision"));
    EXPECT_EQ(cell(3, "average_precision"), ""); // no clip has it
    EXPECT_TRUE(readCsv(folder.path() / "confusions.csv").rows.empty());
}

} // namespace
} // namespace dass::distill
