#include "core/niah/merge.h"
#include "tests/niah/run_fixture.h"

namespace dass::niah {
namespace {

namespace fs = std::filesystem;

TEST_F(NiahRun, ADamagedCellOfAPartIsNamed)
{
    std::vector<fs::path> parts;
    for (std::int64_t i = 0; i < 2; ++i) {
        RunOptions options;
        options.shard = {i, 2};
        parts.push_back(m_folder / ("part" + std::to_string(i)));
        ASSERT_EQ(run(spec(), parts.back().filename().string(), options), Outcome::Finished);
    }
    fs::path damaged;
    for (const auto& file : fs::directory_iterator(parts[1] / "cells"))
        if (file.path().string().find("white") != std::string::npos)
            damaged = file.path();
    ASSERT_FALSE(damaged.empty());
    fs::resize_file(damaged, fs::file_size(damaged) / 2);
    const std::vector<std::string> told = mergeExperiments(parts, m_folder / "merged");
    ASSERT_EQ(told.size(), 2U);
    EXPECT_EQ(told[0].find(damaged.string() + ": is damaged, or of another test, and was left out; "), 0U) << told[0];
    EXPECT_NE(told[1].find("3 of 7 needles are still missing"), std::string::npos) << told[1];

    RunOptions again;
    again.resume = true;
    again.shard = {1, 2};
    ASSERT_EQ(run(spec(), "part1", again), Outcome::Finished);
    EXPECT_TRUE(mergeExperiments(parts, m_folder / "merged").empty());
}

} // namespace
} // namespace dass::niah
