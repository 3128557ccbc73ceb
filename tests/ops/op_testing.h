#pragma once

#include <ATen/ATen.h>

#include <algorithm>

namespace dass::ops {

// The largest difference, relative to the largest value wanted.
inline double relativeError(const at::Tensor& got, const at::Tensor& wanted)
{
    const auto difference = (got.to(at::kDouble) - wanted.to(at::kDouble)).abs().max().item<double>();
    return difference / std::max(wanted.to(at::kDouble).abs().max().item<double>(), 1e-30);
}

} // namespace dass::ops
