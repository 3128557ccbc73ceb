#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>

namespace dass {

// The probability that a logit stands for. NaN for NaN.
template <std::floating_point T>
T sigmoid(T logit)
{
    return 1 / (1 + std::exp(-logit));
}

// Of a class among all, by logits or probabilities: 1 for the highest value. Classes of equal values share the best
// rank that one of them could have: with 0.9, 0.5, 0.5, 0.1 they are 1, 2, 2, 4. A value that is no number is above
// none, and none is above it.
inline std::int64_t rankOf(std::span<const float> values, std::size_t index)
{
    return 1 + std::ranges::count_if(values, [&](float value) { return value > values[index]; });
}

} // namespace dass
