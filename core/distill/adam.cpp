#include "core/distill/adam.h"

#include "core/base/error.h"

#include <ATen/core/grad_mode.h>
namespace dass::distill {

Adam::Adam(const Parameters& parameters, const OptimizerSpec& spec) : m_spec(spec)
{
    for (const auto& [name, parameter] : parameters)
        m_slots.push_back({name, parameter, at::zeros_like(parameter), at::zeros_like(parameter)});
}

void Adam::step(double learningRate)
{
    const at::NoGradGuard noGrad;
    std::vector<at::Tensor> parameters;
    std::vector<at::Tensor> gradients;
    std::vector<at::Tensor> expAvgs;
    std::vector<at::Tensor> expAvgSqs;
    std::vector<at::Tensor> counts;
    for (Slot& slot : m_slots) {
        if (!slot.parameter.grad().defined())
            continue;
        parameters.push_back(slot.parameter);
        // The fused step goes through memory in order, but a convolution's gradient may have its channels last.
        gradients.push_back(slot.parameter.grad().contiguous());
        expAvgs.push_back(slot.expAvg);
        expAvgSqs.push_back(slot.expAvgSq);
        counts.push_back(at::scalar_tensor(static_cast<double>(m_steps + 1)));
    }
    ++m_steps;
    at::_fused_adam_(parameters, gradients, expAvgs, expAvgSqs, /*max_exp_avg_sqs=*/{}, counts, learningRate,
                     m_spec.betas[0], m_spec.betas[1], m_spec.weightDecay, m_spec.eps, /*amsgrad=*/false,
                     /*maximize=*/false);
    for (Slot& slot : m_slots)
        slot.parameter.mutable_grad().reset();
}

Parameters Adam::state() const
{
    Parameters state;
    for (const Slot& slot : m_slots) {
        state.emplace(slot.name + ".exp_avg", slot.expAvg);
        state.emplace(slot.name + ".exp_avg_sq", slot.expAvgSq);
    }
    return state;
}

void Adam::restore(const Parameters& state, std::int64_t steps, const std::string& source)
{
    for (auto& [name, tensor] : this->state()) {
        const auto found = state.find(name);
        if (found == state.end() || found->second.sizes() != tensor.sizes())
            throw Error(ErrorCode::BadFile, source + ": holds no " + name + " of the wanted shape");
        tensor.copy_(found->second);
    }
    if (state.size() != 2 * m_slots.size())
        throw Error(ErrorCode::BadFile, source + ": holds " + std::to_string(state.size()) + " tensors; want " +
                                            std::to_string(2 * m_slots.size()));
    m_steps = steps;
}

} // namespace dass::distill
