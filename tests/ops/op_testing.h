#pragma once

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace dass::ops {

// The largest difference, relative to the largest value wanted.
inline double relativeError(const at::Tensor& got, const at::Tensor& wanted)
{
    if (got.sizes() != wanted.sizes() || got.scalar_type() != wanted.scalar_type())
        return std::numeric_limits<double>::infinity();
    const auto difference = (got.to(at::kDouble) - wanted.to(at::kDouble)).abs().max().item<double>();
    return difference / std::max(wanted.to(at::kDouble).abs().max().item<double>(), 1e-30);
}

inline double toleranceOf(at::ScalarType type)
{
    return type == at::kFloat ? 1e-5 : 4e-2;
}

// Runs the rest of a scope on so many threads.
class ThreadCount
{
public:
    explicit ThreadCount(int threads) : m_before(at::get_num_threads()) { at::set_num_threads(threads); }
    ~ThreadCount() { at::set_num_threads(m_before); }
    ThreadCount(const ThreadCount&) = delete;
    ThreadCount& operator=(const ThreadCount&) = delete;

private:
    int m_before;
};

// The instruction sets that the kernels are compiled for and this processor has, and running a scope on one of them.
inline std::vector<int64_t> simdTargets()
{
    return hwy::SupportedAndGeneratedTargets();
}

class SimdTarget
{
public:
    explicit SimdTarget(int64_t target) { hwy::SetSupportedTargetsForTest(target); }
    ~SimdTarget() { hwy::SetSupportedTargetsForTest(0); }
    SimdTarget(const SimdTarget&) = delete;
    SimdTarget& operator=(const SimdTarget&) = delete;
};

} // namespace dass::ops
