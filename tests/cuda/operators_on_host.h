#pragma once

#include "tests/cuda/host/fault_log.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace dass::cuda {

// The GPU's kernels, run on the CPU (host/), as the CPU's own of the operators: what calls these runs as it would on a
// GPU. While the object exists; one at a time. Core's kernels are back afterwards.
class OperatorsOnHost
{
public:
    // Of "fbank", "ss2d_tile", "ss2d_forward", "depthwise_conv3x3_silu_forward" and "layer_norm_forward", the last of
    // which takes long.
    explicit OperatorsOnHost(const std::vector<std::string>& names);
    ~OperatorsOnHost();
    OperatorsOnHost(const OperatorsOnHost&) = delete;
    OperatorsOnHost& operator=(const OperatorsOnHost&) = delete;

    int calls(const std::string& name) const; // so far

    // Before each call of an operator, its number from 1 on. What this throws the operator throws.
    std::function<void(const std::string& name, int call)> onCall;

    const host::FaultLog& faults() const; // what a GPU would not have forgiven

private:
    struct Registered;
    std::unique_ptr<Registered> m_registered;
};

} // namespace dass::cuda
