// What a run will take, from steps that it makes.
#include "core/distill/run_estimate.h"
#include "core/distill/spec.h"
#include "tests/distill/run_fixture.h"

namespace dass::distill {
namespace {

using RunEstimateTest = RunTest;

// Epochs are shorter than the trial, and their evaluations, which are told of by themselves, would end it: none of the
// list's clips can be read.
TEST_F(RunEstimateTest, MakesNoEvaluations)
{
    std::string list = "path,labels\n";
    for (int clip = 0; clip < 500; ++clip)
        list += "gone-" + std::to_string(clip) + ".wav,/t/tone\n";
    writeText(m_folder.path() / "gone.csv", list);
    Json spec = m_toy.spec(10);
    spec["data"]["eval"] = "gone.csv";
    spec["teachers"][0].erase("eval_path");
    const auto estimate = estimateRun(readSpec(m_toy.writeSpec(spec)), {.threads = 1}, {});
    ASSERT_TRUE(estimate);
    EXPECT_EQ(estimate->steps, 40);
    EXPECT_GT(estimate->measured, 4) << "beyond the first epoch's end";
    EXPECT_LT(estimate->measured, 20);
    EXPECT_GT(estimate->stepSeconds, 0);
    EXPECT_GT(estimate->evaluationSeconds, 0);
    EXPECT_DOUBLE_EQ(estimate->expectedSeconds, 40 * estimate->stepSeconds + estimate->evaluationSeconds);
}

TEST_F(RunEstimateTest, NeedsTwoSteps)
{
    Json spec = m_toy.spec(1);
    spec["batch"] = 24;
    EXPECT_THROW(estimateRun(readSpec(m_toy.writeSpec(spec)), {.threads = 1}, {}), Error);
}

} // namespace
} // namespace dass::distill
