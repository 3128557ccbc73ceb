#include "core/base/error.h"
#include "core/inference/probability_matrix.h"
#include "tests/base/temporary_folder.h"

#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <thread>
#include <vector>

namespace dass {
namespace {

// Row r holds r, r + 0.5, …
std::vector<float> numberedRows(std::int64_t first, std::int64_t count, std::int64_t classes)
{
    std::vector<float> values;
    for (std::int64_t r = first; r < first + count; ++r) {
        for (std::int64_t c = 0; c < classes; ++c)
            values.push_back(static_cast<float>(r) + 0.5F * static_cast<float>(c));
    }
    return values;
}

ErrorCode codeOf(const std::function<void()>& action)
{
    try {
        action();
    } catch (const Error& error) {
        return error.code();
    }
    ADD_FAILURE() << "nothing was thrown";
    return ErrorCode::Internal;
}

TEST(ProbabilityMatrix, RowsStayWhereTheyAreWhileItGrows)
{
    ProbabilityMatrix matrix(3);
    matrix.append(numberedRows(0, 1, 3));
    const float* first = matrix.row(0).data();
    for (std::int64_t r = 1; r < 60'000; r += 1000)
        matrix.append(numberedRows(r, 1000, 3));
    EXPECT_EQ(matrix.rows(), 60'001);
    EXPECT_EQ(matrix.row(0).data(), first);
    for (const std::int64_t r : {0, 1, 16383, 16384, 16385, 49151, 49152, 60'000}) {
        EXPECT_EQ(matrix.row(r)[0], static_cast<float>(r));
        EXPECT_EQ(matrix.row(r)[2], static_cast<float>(r) + 1.0F);
    }
}

TEST(ProbabilityMatrix, AnotherThreadReadsRowsAsSoonAsTheyAreCounted)
{
    ProbabilityMatrix matrix(7);
    constexpr std::int64_t kRows = 40'000;
    std::jthread writer([&matrix] {
        for (std::int64_t r = 0; r < kRows; r += 8)
            matrix.append(numberedRows(r, 8, 7));
    });
    std::int64_t checked = 0;
    while (checked < kRows) {
        for (const std::int64_t rows = matrix.rows(); checked < rows; ++checked)
            ASSERT_EQ(matrix.row(checked)[6], static_cast<float>(checked) + 3.0F);
    }
}

TEST(ProbabilityMatrix, ReopensWhatWasWritten)
{
    const test::TemporaryFolder folder;
    const auto path = folder.path() / "p.bin";
    {
        ProbabilityMatrix matrix(4, path);
        matrix.append(numberedRows(0, 20'000, 4));
    }
    std::ofstream(path, std::ios::binary | std::ios::app) << "half a row"; // what a crash leaves
    const auto matrix = ProbabilityMatrix::open(path);
    EXPECT_EQ(matrix->classes(), 4);
    ASSERT_EQ(matrix->rows(), 20'000);
    EXPECT_EQ(matrix->row(19'999)[1], 19'999.5F);
    EXPECT_EQ(codeOf([&] { matrix->append(numberedRows(0, 1, 4)); }), ErrorCode::Internal);
}

TEST(ProbabilityMatrix, RefusesWhatIsNoResultsFile)
{
    const test::TemporaryFolder folder;
    EXPECT_EQ(codeOf([&] { ProbabilityMatrix::open(folder.path() / "none"); }), ErrorCode::NotFound);
    EXPECT_EQ(codeOf([&] { ProbabilityMatrix::open(folder.path()); }), ErrorCode::BadFile);
    const auto path = folder.path() / "other";
    std::ofstream(path) << "short";
    EXPECT_EQ(codeOf([&] { ProbabilityMatrix::open(path); }), ErrorCode::BadFile);
    std::ofstream(path) << std::string(100'000, 'x');
    EXPECT_EQ(codeOf([&] { ProbabilityMatrix::open(path); }), ErrorCode::BadFile);
}

TEST(ProbabilityMatrix, SaysWhenTheDiskIsFull)
{
    EXPECT_EQ(codeOf([] { ProbabilityMatrix matrix(4, "/dev/full"); }), ErrorCode::Io);
}

TEST(ProbabilityMatrix, RefusesRowsOfAnotherWidthAndRowsThatAreNotThere)
{
    ProbabilityMatrix matrix(4);
    EXPECT_EQ(codeOf([&] { matrix.append(std::vector<float>(6)); }), ErrorCode::Internal);
    EXPECT_EQ(matrix.rows(), 0);
    EXPECT_EQ(codeOf([&] { (void)matrix.row(0); }), ErrorCode::Internal);
}

} // namespace
} // namespace dass
