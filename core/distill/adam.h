#pragma once

#include "core/distill/spec.h"
#include "core/model/parameters.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace dass::distill {

// torch.optim.Adam (weight decay added to the gradient), fused over all parameters.
class Adam
{
public:
    // Shares the tensors, which have to be contiguous and require gradients, and updates them in place.
    Adam(const Parameters& parameters, const OptimizerSpec& spec);

    // Takes the gradients that backward() left, then drops them. A parameter without one is left as it is.
    void step(double learningRate);

    std::int64_t steps() const { return m_steps; }

    // First and second moments, "<parameter>.exp_avg" and "<parameter>.exp_avg_sq", for a checkpoint.
    Parameters state() const;
    // Throws Error(BadFile) unless the state is exactly that of these parameters; `source` is named.
    void restore(const Parameters& state, std::int64_t steps, const std::string& source);

private:
    struct Slot
    {
        std::string name;
        at::Tensor parameter;
        at::Tensor expAvg;
        at::Tensor expAvgSq;
    };

    OptimizerSpec m_spec;
    std::vector<Slot> m_slots;
    std::int64_t m_steps = 0;
};

} // namespace dass::distill
