#pragma once

// Mathematics of the scan. A step calls the special-function unit twice (both exp2); log1p is a polynomial, because
// lg2 of 1 + t loses the small steps that carry the long memory.

#include "core/ops/scan_coefficients.h"
#include "cuda/machine.cuh"

#ifndef __CUDACC__
#include <algorithm>
#include <cmath>
#endif

namespace dass::cuda {

inline constexpr float kLog2E = 1.44269504F;
inline constexpr float kLn2 = 0.693147182F;

// 2^x; relative error of the GPU's instruction 2^-22.
DASS_DEVICE float exp2Fast(float x)
{
#ifdef __CUDACC__
    float y;
    asm("ex2.approx.ftz.f32 %0, %1;" : "=f"(y) : "f"(x));
    return y;
#else
    return std::exp2(x);
#endif
}

DASS_DEVICE float fusedMultiplyAdd(float a, float b, float c)
{
#ifdef __CUDACC__
    return __fmaf_rn(a, b, c);
#else
    return a * b + c;
#endif
}

// log(1 + t) for t in [0, 1]. Relative error <= 2.5e-7.
DASS_DEVICE float log1pOfUnit(float t)
{
    using namespace ops::log1p_coefficients;
    float q = k9;
    q = fusedMultiplyAdd(q, t, k8);
    q = fusedMultiplyAdd(q, t, k7);
    q = fusedMultiplyAdd(q, t, k6);
    q = fusedMultiplyAdd(q, t, k5);
    q = fusedMultiplyAdd(q, t, k4);
    q = fusedMultiplyAdd(q, t, k3);
    q = fusedMultiplyAdd(q, t, k2);
    q = fusedMultiplyAdd(q, t, k1);
    return q * t;
}

// exp(-|z|) for z given in units of ln 2, as in the following.
DASS_DEVICE float expOfMinusMagnitude(float zLog2)
{
    return exp2Fast(zLog2 < 0 ? zLog2 : -zLog2);
}

// log(1 + exp(z)), with t = expOfMinusMagnitude(z). A NaN stays one.
DASS_DEVICE float softplus(float zLog2, float t)
{
    const float magnitude = zLog2 < 0 ? -zLog2 : zLog2;
    return fusedMultiplyAdd(zLog2 + magnitude, kLn2 / 2, log1pOfUnit(t));
}

// The derivative of softplus, 1 / (1 + exp(-z)), with t = expOfMinusMagnitude(z).
DASS_DEVICE float sigmoid(float zLog2, float t)
{
#ifdef __CUDACC__
    return __fdividef(zLog2 < 0 ? t : 1.0F, 1.0F + t);
#else
    return (zLog2 < 0 ? t : 1.0F) / (1.0F + t);
#endif
}

} // namespace dass::cuda
