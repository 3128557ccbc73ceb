#pragma once

// The real Fourier transform of 512 points, by the steps of core/features/fbank_kernel.cpp: radix 4 four times, then
// radix 2. Nothing is fused up to the power spectrum, so that the quietest bands, which are mostly rounding error, come
// out as they do there. Coefficients lie in half-complex order: real part k at k, imaginary part k at length - k.

#include "core/features/fbank_layout.h"
#include "cuda/machine.cuh"

namespace dass::cuda {

DASS_DEVICE float plus(float a, float b)
{
#ifdef __CUDACC__
    return __fadd_rn(a, b);
#else
    return a + b;
#endif
}

DASS_DEVICE float minus(float a, float b)
{
    return plus(a, -b);
}

DASS_DEVICE float times(float a, float b)
{
#ifdef __CUDACC__
    return __fmul_rn(a, b);
#else
    return a * b;
#endif
}

// Where value i of a transform lies in shared memory: no two of a warp's values of one step in the same bank.
DASS_DEVICE int fbankPadded(int i)
{
    return i + (i >> 4);
}

inline constexpr int kFbankPaddedWords = fbank::kFftLength + fbank::kFftLength / 16;

// A transform, or a part of it, in shared memory.
template <class Machine>
class SharedTransform
{
public:
    using Shared = typename Machine::template Shared<float>;

    DASS_DEVICE SharedTransform(const Shared& values, int first) : m_values(values), m_first(first) {}
    DASS_DEVICE float load(int i) const { return m_values[fbankPadded(m_first + i)]; }
    DASS_DEVICE void store(int i, float value) const { m_values[fbankPadded(m_first + i)] = value; }

private:
    Shared m_values;
    int m_first;
};

// One in a thread's registers, which only indices known to the compiler may ask for.
class RegisterTransform
{
public:
    DASS_DEVICE RegisterTransform(float* values, int first) : m_values(values), m_first(first) {}
    DASS_DEVICE float load(int i) const { return m_values[m_first + i]; }
    DASS_DEVICE void store(int i, float value) const { m_values[m_first + i] = value; }

private:
    float* m_values;
    int m_first;
};

struct Complex
{
    float re;
    float im;
};

// Coefficient k of the part of this length that begins at `at`, turned by 2 pi turn / 512.
template <class Values, class Tables>
DASS_DEVICE Complex turned(const Values& values, int at, int length, int k, const Tables& tables, int turn)
{
    const float re = values.load(at + k);
    const float im = values.load(at + length - k);
    const float c = tables[fbank::TableLayout::kCosine + turn];
    const float s = tables[fbank::TableLayout::kSine + turn];
    return {minus(times(re, c), times(im, s)), plus(times(im, c), times(re, s))};
}

// Four neighbouring transforms of `quarter` points become one, in three steps, each of values that no other touches.
// The coefficients 0 of the four.
template <class Values>
DASS_DEVICE void combineFirst(const Values& values, int quarter)
{
    const float a0 = values.load(0);
    const float a1 = values.load(quarter);
    const float a2 = values.load(2 * quarter);
    const float a3 = values.load(3 * quarter);
    const float even = plus(a0, a2);
    const float odd = plus(a3, a1);
    values.store(0, plus(even, odd));
    values.store(quarter, minus(a0, a2));
    values.store(2 * quarter, minus(even, odd));
    values.store(3 * quarter, minus(a3, a1));
}

// Coefficients k, 0 < 2 k < quarter.
template <class Values, class Tables>
DASS_DEVICE void combineFour(const Values& values, int quarter, int k, const Tables& tables)
{
    const int length = 4 * quarter;
    const int turn = fbank::kFftLength / length * k;
    const Complex a0 = {values.load(k), values.load(quarter - k)};
    const Complex a1 = turned(values, quarter, quarter, k, tables, turn);
    const Complex a2 = turned(values, 2 * quarter, quarter, k, tables, 2 * turn);
    const Complex a3 = turned(values, 3 * quarter, quarter, k, tables, 3 * turn);
    const Complex even = {plus(a0.re, a2.re), plus(a0.im, a2.im)};
    const Complex evenDifference = {minus(a0.re, a2.re), minus(a0.im, a2.im)};
    const Complex odd = {plus(a3.re, a1.re), plus(a1.im, a3.im)};
    const Complex oddDifference = {minus(a3.re, a1.re), minus(a1.im, a3.im)};
    values.store(k, plus(even.re, odd.re));
    values.store(length - k, plus(odd.im, even.im));
    values.store(quarter + k, plus(evenDifference.re, oddDifference.im));
    values.store(3 * quarter - k, plus(oddDifference.re, evenDifference.im));
    values.store(2 * quarter - k, minus(even.re, odd.re));
    values.store(2 * quarter + k, minus(odd.im, even.im));
    values.store(quarter - k, minus(evenDifference.re, oddDifference.im));
    values.store(3 * quarter + k, minus(oddDifference.re, evenDifference.im));
}

// The middle coefficients, which are real; their factors are eighths of a turn.
template <class Values>
DASS_DEVICE void combineMiddle(const Values& values, int quarter)
{
    constexpr float kHalfRoot = 0.70710678118654752F;
    const int middle = quarter / 2;
    const float a0 = values.load(middle);
    const float a1 = values.load(quarter + middle);
    const float a2 = values.load(2 * quarter + middle);
    const float a3 = values.load(3 * quarter + middle);
    const float difference = times(minus(a1, a3), kHalfRoot);
    const float sum = times(plus(a1, a3), -kHalfRoot);
    values.store(middle, plus(a0, difference));
    values.store(quarter + middle, minus(a0, difference));
    values.store(3 * quarter - middle, plus(sum, a2));
    values.store(4 * quarter - middle, minus(sum, a2));
}

// The last pass, of radix 2, leaves the power of coefficients k and 256 - k at k and 256 - k, 0 < k < 128.
template <class Values, class Tables>
DASS_DEVICE void combinePower(const Values& values, int k, const Tables& tables)
{
    constexpr int kHalf = fbank::kBins;
    const Complex even = {values.load(k), values.load(kHalf - k)};
    const Complex odd = turned(values, kHalf, kHalf, k, tables, k);
    const auto power = [](float re, float im) { return plus(times(re, re), times(im, im)); };
    values.store(k, power(plus(even.re, odd.re), plus(even.im, odd.im)));
    values.store(kHalf - k, power(minus(even.re, odd.re), minus(even.im, odd.im)));
}

// Those of coefficients 0 and 128.
template <class Values>
DASS_DEVICE void combineEdgePowers(const Values& values)
{
    constexpr int kHalf = fbank::kBins;
    const float sum = plus(values.load(0), values.load(kHalf));
    const float re = values.load(kHalf / 2);
    const float im = values.load(kHalf + kHalf / 2);
    values.store(0, times(sum, sum));
    values.store(kHalf / 2, plus(times(re, re), times(im, im)));
}

} // namespace dass::cuda
