// The stated errors of scan_math-inl.h, on each Highway target that this processor has.

#include "tests/ops/op_testing.h"

#include <cmath>
#include <limits>
#include <vector>

// Highway includes this unit again for each target: the order of these lines matters.
// clang-format off
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "tests/ops/scan_math_test.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
#include "core/ops/scan_math-inl.h"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace dass::ops {
namespace HWY_NAMESPACE {

// results: exp2, softplus and sigmoid of each value; values are in units of ln 2.
void evaluate(const float* values, size_t count, float* results)
{
    const Floats d;
    HWY_ALIGN float buffer[kMaxLanes] = {};
    const auto first = [&](Vec v) {
        hn::Store(v, d, buffer);
        return buffer[0];
    };
    for (size_t i = 0; i < count; ++i) {
        const Vec z = hn::Set(d, values[i]);
        const Vec e = expOfMinusMagnitude(d, z);
        results[3 * i] = first(exp2(d, z));
        results[3 * i + 1] = first(softplus(d, z, e));
        results[3 * i + 2] = first(sigmoid(d, z, e));
    }
}

} // namespace HWY_NAMESPACE
} // namespace dass::ops
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dass::ops {
namespace {

HWY_EXPORT(evaluate);

std::vector<float> evaluateAll(const std::vector<float>& values)
{
    std::vector<float> results(3 * values.size());
    HWY_DYNAMIC_DISPATCH(evaluate)(values.data(), values.size(), results.data());
    return results;
}

TEST(ScanMath, errorsStayBelowWhatIsStated)
{
    std::vector<float> values;
    for (int i = -120'000; i <= 120'000; ++i)
        values.push_back(static_cast<float>(i) * 1e-3F + 1e-4F);
    for (float small = 1e-30F; small < 1; small *= 3)
        values.insert(values.end(), {small, -small});
    for (const int64_t target : simdTargets()) {
        const SimdTarget use(target);
        const auto results = evaluateAll(values);
        double power = 0;
        double softplus = 0;
        double sigmoid = 0;
        for (size_t i = 0; i < values.size(); ++i) {
            const double y = values[i];
            const double z = y * std::log(2.0);
            power = std::max(power, std::abs(results[3 * i] / std::exp2(y) - 1));
            softplus = std::max(softplus, std::abs(results[3 * i + 1] / std::log1p(std::exp(z)) - 1));
            sigmoid = std::max(sigmoid, std::abs(results[3 * i + 2] * (1 + std::exp(-z)) - 1));
        }
        EXPECT_LE(power, 1.6e-7) << hwy::TargetName(target);
        EXPECT_LE(softplus, 4e-7) << hwy::TargetName(target);
        EXPECT_LE(sigmoid, 3e-7) << hwy::TargetName(target);
    }
}

TEST(ScanMath, saturatesInsteadOfOverflowing)
{
    const float infinity = std::numeric_limits<float>::infinity();
    for (const int64_t target : simdTargets()) {
        const SimdTarget use(target);
        const auto results = evaluateAll({-infinity, -1000, 0, 1000, std::nanf("")});
        EXPECT_EQ(results[0], std::exp2(-126.0F));
        EXPECT_EQ(results[3], std::exp2(-126.0F));
        EXPECT_EQ(results[6], 1.0F); // no decay at a step of 0
        EXPECT_EQ(results[9], std::exp2(127.0F));
        EXPECT_NEAR(results[10], 1000 * std::log(2.0), 1e-3);
        EXPECT_TRUE(std::isnan(results[12])) << hwy::TargetName(target);
        EXPECT_TRUE(std::isnan(results[13])) << hwy::TargetName(target);
    }
}

} // namespace
} // namespace dass::ops
#endif
