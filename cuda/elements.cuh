#pragma once

// What activations are stored in, and the way to fp32 and back (to nearest, ties to even), the same on GPU and host.

#include "cuda/machine.cuh"

#ifdef __CUDACC__
#include <cuda_bf16.h>
#include <cuda_fp16.h>
#else
#include <cmath>
#include <cstring>
#endif

namespace dass::cuda {

struct Float16
{
    uint16_t bits;
};

struct BFloat16
{
    uint16_t bits;
};

#ifdef __CUDACC__

DASS_DEVICE float toFloat(Float16 value)
{
    return __half2float(__ushort_as_half(value.bits));
}
DASS_DEVICE float toFloat(BFloat16 value)
{
    return __uint_as_float(static_cast<unsigned>(value.bits) << 16);
}
DASS_DEVICE void fromFloat(float value, Float16& to)
{
    to.bits = __half_as_ushort(__float2half_rn(value));
}
DASS_DEVICE void fromFloat(float value, BFloat16& to)
{
    to.bits = __bfloat16_as_ushort(__float2bfloat16_rn(value));
}

#else

inline float floatOfBits(uint32_t bits)
{
    float value;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}
inline uint32_t bitsOfFloat(float value)
{
    uint32_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    return bits;
}

inline float toFloat(Float16 value)
{
    const uint32_t sign = (value.bits & 0x8000U) << 16;
    const uint32_t exponent = value.bits >> 10 & 31U;
    const uint32_t mantissa = value.bits & 0x3FFU;
    if (exponent == 31)
        return floatOfBits(sign | 0x7F800000U | mantissa << 13);
    if (exponent == 0) {
        const float magnitude = std::ldexp(static_cast<float>(mantissa), -24);
        return sign != 0 ? -magnitude : magnitude;
    }
    return floatOfBits(sign | (exponent + 112) << 23 | mantissa << 13);
}
inline float toFloat(BFloat16 value)
{
    return floatOfBits(static_cast<uint32_t>(value.bits) << 16);
}
inline void fromFloat(float value, Float16& to)
{
    const uint32_t bits = bitsOfFloat(value);
    const auto sign = static_cast<uint16_t>(bits >> 16 & 0x8000U);
    const uint32_t magnitude = bits & 0x7FFFFFFFU;
    if (magnitude > 0x7F800000U) {
        to.bits = static_cast<uint16_t>(sign | 0x7E00U);
    } else if (magnitude >= 0x477FF000U) { // halfway beyond the largest, 65504
        to.bits = static_cast<uint16_t>(sign | 0x7C00U);
    } else if (magnitude < 0x38800000U) { // subnormal: in units of 2^-24
        to.bits = static_cast<uint16_t>(sign | std::lrint(std::ldexp(std::fabs(value), 24)));
    } else {
        const uint32_t rounded = magnitude + 0xFFFU + (magnitude >> 13 & 1U);
        to.bits = static_cast<uint16_t>(sign | ((rounded >> 13) - (112U << 10)));
    }
}
inline void fromFloat(float value, BFloat16& to)
{
    const uint32_t bits = bitsOfFloat(value);
    if ((bits & 0x7FFFFFFFU) > 0x7F800000U)
        to.bits = static_cast<uint16_t>(bits >> 16 | 0x40U);
    else
        to.bits = static_cast<uint16_t>((bits + 0x7FFFU + (bits >> 16 & 1U)) >> 16);
}

#endif

DASS_DEVICE float toFloat(float value)
{
    return value;
}
DASS_DEVICE void fromFloat(float value, float& to)
{
    to = value;
}

template <class Element>
DASS_DEVICE Element rounded(float value)
{
    Element element;
    fromFloat(value, element);
    return element;
}

} // namespace dass::cuda
