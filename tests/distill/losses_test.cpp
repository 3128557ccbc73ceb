#include "core/distill/losses.h"
#include "core/model/tensor_io.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>

namespace dass::distill {
namespace {

class ReferenceLosses : public testing::Test
{
protected:
    void SetUp() override
    {
        const std::filesystem::path path =
            std::filesystem::path(DASS_SHARED_DIR) / "reference/distillation_losses.safetensors";
        if (!std::filesystem::exists(path))
            GTEST_SKIP() << "the reference tensors are not on this machine: " << path;
        m_tensors = readTensors(SafetensorsFile(path));
    }

    void expectKd(KdKind kind, double temperature, const std::string& name)
    {
        const double got =
            kdLoss(kind, m_tensors.at("student_logits"), m_tensors.at("teacher_logits"), temperature).item<double>();
        const double want = m_tensors.at(name).item<double>();
        EXPECT_NEAR(got, want, 1e-5 * std::max(1.0, std::abs(want))) << name;
    }

    std::map<std::string, at::Tensor> m_tensors;
};

TEST_F(ReferenceLosses, OfEveryKindAgree)
{
    expectKd(KdKind::KlDiv, 1, "kldiv_T1");
    expectKd(KdKind::KlDiv, 2, "kldiv_T2");
    expectKd(KdKind::Bce, 1, "bce_sigmoid_T1");
    expectKd(KdKind::Bce, 2, "bce_sigmoid_T2");
    expectKd(KdKind::BceSoftmax, 1, "bce_softmax_T1");
    expectKd(KdKind::BceSoftmax, 2, "bce_softmax_T2");
    expectKd(KdKind::L2, 1, "l2");
    expectKd(KdKind::Cosine, 1, "cosine");
    expectKd(KdKind::L2Cosine, 1, "l2c");
    EXPECT_NEAR(labelLoss(m_tensors.at("student_logits"), m_tensors.at("labels")).item<double>(),
                m_tensors.at("label_bce").item<double>(), 1e-6);
}

TEST(Losses, AreSummedByTheirWeights)
{
    const at::Tensor logits = at::tensor({0.5, -1.0, 2.0, 0.0}).view({2, 2});
    const at::Tensor labels = at::tensor({1.0, 0.0, 0.0, 1.0}).view({2, 2});
    const at::Tensor teacher = at::tensor({1.0, -2.0, 1.0, 0.5}).view({2, 2});
    LossSpec spec;
    spec.kdWeight = 0.25;
    const Losses both = losses(spec, logits, labels, teacher);
    EXPECT_NEAR(both.total.item<double>(), 0.75 * both.label.item<double>() + 0.25 * both.kd.item<double>(), 1e-12);

    const Losses alone = losses(spec, logits, labels, {});
    EXPECT_FALSE(alone.kd.defined());
    EXPECT_DOUBLE_EQ(alone.total.item<double>(), alone.label.item<double>());

    spec.kdWeight = 1;
    EXPECT_FALSE(losses(spec, logits, labels, teacher).label.defined());
}

TEST(Losses, VanishWhereTheStudentSaysWhatTheTeacherSays)
{
    const at::Tensor logits = at::tensor({0.5, -1.0, 2.0, 0.0}).view({2, 2});
    for (KdKind kind : {KdKind::KlDiv, KdKind::L2})
        EXPECT_NEAR(kdLoss(kind, logits, logits, 1).item<double>(), 0, 1e-12);
}

} // namespace
} // namespace dass::distill
