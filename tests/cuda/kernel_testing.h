#pragma once

// What the tests of the GPU's kernels on the CPU share.

#include "cuda/element_dispatch.h"
#include "tests/cuda/host/host_launcher.h"
#include "tests/ops/op_testing.h"

#include <ATen/ATen.h>

namespace dass::cuda {

inline double toleranceOf(at::ScalarType type)
{
    return type == at::kFloat ? 1e-5 : type == at::kHalf ? 1e-2 : 4e-2;
}

// Tensors that are made meanwhile hold no numbers, so that what a kernel leaves out shows in the result.
class PoisonedMemory
{
public:
    PoisonedMemory() { at::globalContext().setDeterministicAlgorithms(true, false); }
    ~PoisonedMemory() { at::globalContext().setDeterministicAlgorithms(false, false); }
    PoisonedMemory(const PoisonedMemory&) = delete;
    PoisonedMemory& operator=(const PoisonedMemory&) = delete;
};

} // namespace dass::cuda
