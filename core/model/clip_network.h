#pragma once

#include "core/model/tagging_model.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <stop_token>

namespace dass {

// What a model computes, on tensors of the device that its weights are on. Without gradients.
class ClipNetwork
{
public:
    virtual ~ClipNetwork() = default;

    struct Output
    {
        at::Tensor logits;    // [batch, classes], fp32; undefined when it was stopped
        at::Tensor embedding; // [batch, embeddingSize], fp32
    };
    // input [batch, frames, 128], fp32. Throws Error(Unsupported) for a pooling that the model does not have.
    virtual Output forward(const at::Tensor& input, Pooling pooling, const std::stop_token& stop) const = 0;

    // As TaggingModel::denseLogits: [batch, steps, classes], undefined when it was stopped. Throws Error(Unsupported)
    // where there is no dense mode.
    virtual at::Tensor denseLogits(const at::Tensor& input, std::int64_t columns,
                                   const std::stop_token& stop) const = 0;

    virtual std::int64_t workingBytes(std::int64_t batch, std::int64_t frames) const = 0; // as TaggingModel's

    // Gives up what it keeps of the device's memory between calls, beside its weights. False where that is nothing.
    virtual bool releaseKept() { return false; }
};

} // namespace dass
