#pragma once

#include "core/model/clip_network.h"
#include "core/model/dass.h"

#include <string>

namespace dass {

// A DASS on the device that its parameters are on.
class DassClipNetwork final : public ClipNetwork
{
public:
    explicit DassClipNetwork(Dass model) : m_model(std::move(model)) {}

    Output forward(const at::Tensor& input, Pooling pooling, const std::stop_token& stop) const override;
    at::Tensor denseLogits(const at::Tensor& input, std::int64_t columns, const std::stop_token& stop) const override;
    std::int64_t workingBytes(std::int64_t batch, std::int64_t frames) const override;

private:
    Dass m_model;
};

// [batch, frames, 128] -> [batch, steps, classes], on any device; undefined when it was stopped. Throws
// Error(Unsupported) for a model whose steps are not 0.32 s.
at::Tensor denseLogitsOf(const Dass& model, const at::Tensor& input, std::int64_t columns,
                         const ForwardOptions& options);

// Bytes that such a pass on a GPU takes there beside the weights, its input included.
std::int64_t gpuWorkingBytes(const DassConfig& config, std::int64_t elementBytes, std::int64_t frames,
                             std::int64_t batch = 1);

// Why the GPU's kernels cannot compute a model of this config, in words; empty: they can.
std::string whyNotOnGpu(const DassConfig& config);

} // namespace dass
