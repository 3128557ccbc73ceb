#include "core/distill/training_step.h"
#include "core/features/fbank.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <string>
#include <vector>

namespace dass::distill {
namespace {

constexpr std::int64_t kClasses = 5;
constexpr std::int64_t kClips = 6; // two shards, the second not full
constexpr std::int64_t kFrames = 40;

Spec toySpec()
{
    Spec spec;
    spec.student.dims = {16, 32};
    spec.student.depths = {2, 2};
    spec.student.dropPath = 0.4;
    spec.data.clipFrames = kFrames;
    spec.loss.kd = KdKind::Bce;
    spec.loss.kdWeight = 0.5;
    spec.seed = 3;
    return spec;
}

Batch toyBatch()
{
    const auto values = [](const at::Tensor& tensor) {
        const at::Tensor flat = tensor.flatten().contiguous();
        return std::vector<float>(flat.const_data_ptr<float>(), flat.const_data_ptr<float>() + flat.numel());
    };
    at::manual_seed(7);
    return {kClips,
            kFrames,
            values(at::randn({kClips, kFrames, fbank::kMelBins}) * 0.5),
            values(at::rand({kClips, kClasses}).round()),
            values(at::randn({kClips, kClasses}) * 2),
            {}};
}

struct Gradients
{
    StepLosses losses;
    std::map<std::string, at::Tensor> byName;
};

Gradients gradientsOf(const Spec& spec)
{
    const Student student(spec, kClasses);
    WorkerPool workers(2);
    Batch batch = toyBatch();
    const LiveTeachers teachers(spec, kClasses, student);
    Gradients result{computeGradients(student, teachers, spec, batch, 11, workers), {}};
    for (const auto& [name, parameter] : student.parameters())
        result.byName.emplace(name, parameter.grad().clone());
    return result;
}

TEST(TrainingStep, RecomputedBlocksGiveTheSameGradients)
{
    Spec spec = toySpec();
    const Gradients kept = gradientsOf(spec);
    spec.recomputeBlocks = true;
    const Gradients recomputed = gradientsOf(spec);
    EXPECT_NEAR(kept.losses.total, recomputed.losses.total, 1e-6 * kept.losses.total);
    for (const auto& [name, gradient] : kept.byName) {
        const double size = gradient.norm().item<double>();
        EXPECT_GT(size, 0) << name;
        EXPECT_LT((gradient - recomputed.byName.at(name)).norm().item<double>(), 1e-4 * size) << name;
    }
}

// Rounding to 8 bits changes each product by up to 0.4 %; the direction of every parameter's gradient stays.
TEST(TrainingStep, Bf16GradientsPointWhereThoseOfFp32Do)
{
    Spec spec = toySpec();
    const Gradients fp32 = gradientsOf(spec);
    for (const bool recompute : {false, true}) {
        spec.precision = Precision::Bf16;
        spec.recomputeBlocks = recompute;
        const Gradients bf16 = gradientsOf(spec);
        EXPECT_NEAR(bf16.losses.total, fp32.losses.total, 0.01 * fp32.losses.total);
        bool different = false;
        for (const auto& [name, wanted] : fp32.byName) {
            const at::Tensor& got = bf16.byName.at(name);
            ASSERT_EQ(got.scalar_type(), at::kFloat) << name;
            const auto norm = [](const at::Tensor& t) { return t.to(at::kDouble).norm().item<double>(); };
            const double cosine =
                (got.to(at::kDouble) * wanted.to(at::kDouble)).sum().item<double>() / (norm(got) * norm(wanted));
            EXPECT_GT(cosine, 0.99) << name;
            EXPECT_NEAR(norm(got) / norm(wanted), 1, 0.05) << name;
            different |= !at::equal(got, wanted);
        }
        EXPECT_TRUE(different); // else it would not have run in bf16
    }
}

} // namespace
} // namespace dass::distill
