// Vector mathematics of the scan, compiled once for each Highway target.
// Both functions are polynomials without tables or divisions; errors are measured in tests/ops/scan_math_test.cpp.

#if defined(DASS_SCAN_MATH_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef DASS_SCAN_MATH_INL_H_
#undef DASS_SCAN_MATH_INL_H_
#else
#define DASS_SCAN_MATH_INL_H_
#endif

#include "core/ops/scan_coefficients.h"

#include <hwy/highway.h>

#include <cstdint>

HWY_BEFORE_NAMESPACE();
namespace dass::ops {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// A bound on the lanes, so that scratch layouts have a bound on every processor.
inline constexpr int64_t kMaxLanes = 16;
using Floats = hn::CappedTag<float, kMaxLanes>;
using Vec = hn::Vec<Floats>;
inline constexpr auto kLanes = static_cast<int64_t>(hn::MaxLanes(Floats()));

inline constexpr float kLog2E = 1.44269504F;
inline constexpr float kLn2 = 0.693147182F;

// A NaN stays one: the processors' minimum and maximum return the second operand where one is a NaN, those of Highway's
// emulation the number.
HWY_INLINE Vec saturate(Vec y, Vec low, Vec high)
{
#if HWY_TARGET == HWY_EMU128 || HWY_TARGET == HWY_SCALAR
    return hn::IfThenElse(hn::Lt(y, low), low, hn::IfThenElse(hn::Gt(y, high), high, y));
#else
    return hn::Min(high, hn::Max(low, y));
#endif
}

// 2^y, saturated at 2^-126 and 2^127. Relative error <= 1.2e-7. A NaN stays one.
HWY_INLINE Vec exp2(Floats d, Vec y)
{
    // Adding 1.5 * 2^23 leaves the integer nearest to y in the low bits of the mantissa.
    const Vec shifter = hn::Set(d, 12582912.0F);
    y = saturate(y, hn::Set(d, -126.0F), hn::Set(d, 127.0F));
    const Vec shifted = hn::Add(y, shifter);
    const Vec f = hn::Sub(y, hn::Sub(shifted, shifter)); // [-0.5, 0.5]
    Vec p = hn::Set(d, 1.54697351e-04F);
    p = hn::MulAdd(p, f, hn::Set(d, 1.33908668e-03F));
    p = hn::MulAdd(p, f, hn::Set(d, 9.61803086e-03F));
    p = hn::MulAdd(p, f, hn::Set(d, 5.55035695e-02F));
    p = hn::MulAdd(p, f, hn::Set(d, 2.40226507e-01F));
    p = hn::MulAdd(p, f, hn::Set(d, 6.93147182e-01F));
    p = hn::MulAdd(p, f, hn::Set(d, 1.0F)); // exactly 1 at 0: slow decays keep their precision
    const hn::RebindToSigned<Floats> di;
    return hn::BitCast(d, hn::Add(hn::BitCast(di, p), hn::ShiftLeft<23>(hn::BitCast(di, shifted))));
}

// log(1 + t) for t in [0, 1]. Relative error <= 2.5e-7.
HWY_INLINE Vec log1pOfUnit(Floats d, Vec t)
{
    using namespace log1p_coefficients;
    Vec q = hn::Set(d, k9);
    q = hn::MulAdd(q, t, hn::Set(d, k8));
    q = hn::MulAdd(q, t, hn::Set(d, k7));
    q = hn::MulAdd(q, t, hn::Set(d, k6));
    q = hn::MulAdd(q, t, hn::Set(d, k5));
    q = hn::MulAdd(q, t, hn::Set(d, k4));
    q = hn::MulAdd(q, t, hn::Set(d, k3));
    q = hn::MulAdd(q, t, hn::Set(d, k2));
    q = hn::MulAdd(q, t, hn::Set(d, k1));
    return hn::Mul(q, t);
}

// exp(-|z|) for z given in units of ln 2, that is z / ln 2.
HWY_INLINE Vec expOfMinusMagnitude(Floats d, Vec zLog2)
{
    return exp2(d, hn::Neg(hn::Abs(zLog2)));
}

// log(1 + exp(z)) for z given in units of ln 2, with t = expOfMinusMagnitude(z). A NaN stays one.
HWY_INLINE Vec softplus(Floats d, Vec zLog2, Vec t)
{
    const Vec twicePositivePart = hn::Add(zLog2, hn::Abs(zLog2)); // unlike a maximum, keeps a NaN on every target
    return hn::MulAdd(twicePositivePart, hn::Set(d, kLn2 / 2), log1pOfUnit(d, t));
}

// The derivative of softplus, 1 / (1 + exp(-z)), with t = expOfMinusMagnitude(z).
HWY_INLINE Vec sigmoid(Floats d, Vec zLog2, Vec t)
{
    const Vec one = hn::Set(d, 1.0F);
    const Vec numerator = hn::IfThenElse(hn::Lt(zLog2, hn::Zero(d)), t, one);
    return hn::Div(numerator, hn::Add(one, t));
}

} // namespace HWY_NAMESPACE
} // namespace dass::ops
HWY_AFTER_NAMESPACE();

#endif
