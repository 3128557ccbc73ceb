// A stop while a reference file is compared, which may take minutes.
#include "app/cli/progress_reporter.h"
#include "app/cli/verify/reference_kinds.h"
#include "core/model/safetensors.h"
#include "tests/base/temporary_folder.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <map>
#include <vector>

namespace dass::cli {
namespace {

class VerificationStop : public testing::Test
{
protected:
    // Losses of two clips, which any build compares in no time.
    void SetUp() override
    {
        const std::vector<float> zeros(6);
        std::map<std::string, TensorInfo> tensors;
        for (const char* name : {"student_logits", "teacher_logits"})
            tensors.emplace(name, floatTensor({2, 3}, zeros));
        for (const char* name : {"kldiv_T1.0", "kldiv_T2.0"})
            tensors.emplace(name, floatTensor({1}, std::span(zeros).first(1)));
        writeSafetensors(m_folder / "losses.safetensors", tensors);
    }

    Verdict verdict() const
    {
        Verdict verdict;
        verdict.stop = m_stop.get_token();
        return verdict;
    }

    test::TemporaryFolder m_folder;
    std::stop_source m_stop;
    ProgressReporter m_reporter{ProgressStyle::Quiet};
};

TEST_F(VerificationStop, EndsAtTheNextComparison)
{
    const at::Tensor one = at::ones({1});
    Verdict verdict = this->verdict();
    verdict.compare("before", one, one);
    EXPECT_TRUE(verdict.pass());
    m_stop.request_stop();
    EXPECT_THROW(verdict.goOn(), VerificationStopped);
    EXPECT_THROW(verdict.compare("after", one, one), VerificationStopped);
    EXPECT_THROW(verdict.compareNearest("after", {one}, StoredTensor()), VerificationStopped);
    EXPECT_THROW(verdict.require("after", true), VerificationStopped);
    EXPECT_EQ(verdict.comparisons.size(), 1U);
}

TEST_F(VerificationStop, EndsTheFileAtHand)
{
    const auto file = m_folder / "losses.safetensors";
    Verdict whole = verdict();
    EXPECT_TRUE(verifyFile(ReferenceFolder(m_folder.path(), m_stop.get_token()), file, whole));
    EXPECT_EQ(whole.comparisons.size(), 2U);
    m_stop.request_stop();
    Verdict stopped = verdict();
    EXPECT_THROW(verifyFile(ReferenceFolder(m_folder.path(), m_stop.get_token()), file, stopped), VerificationStopped);
    EXPECT_TRUE(stopped.comparisons.empty());
}

TEST_F(VerificationStop, EndsTheReadingOfNeighbours)
{
    m_stop.request_stop();
    EXPECT_THROW(ReferenceFolder(m_folder.path(), m_stop.get_token()).findTrainingStep(), VerificationStopped);
}

TEST_F(VerificationStop, IsNoFailureOfTheFolder)
{
    EXPECT_EQ(verifyFolder(m_folder.path(), at::kCPU, m_reporter, m_stop.get_token()).size(), 1U);
    m_stop.request_stop();
    EXPECT_TRUE(verifyFolder(m_folder.path(), at::kCPU, m_reporter, m_stop.get_token()).empty());
}

} // namespace
} // namespace dass::cli
