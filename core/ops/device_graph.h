#pragma once

// A CUDA graph by way of the plugin: what is asked of a GPU is recorded once and asked for again as a whole, which
// spares a small batch most of its time. Torch namespace "dass", kernels for GPUs only.

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>

namespace dass::ops {

class DeviceGraph
{
public:
    // Records what `work` asks of the GPU of `on`; nothing of it is computed yet. Its tensors keep their memory until
    // the graph goes: what it read has to be changed in place, what it wrote is found there. The kernels must have run
    // before. Throws c10::Error when something in it cannot be recorded; what `work` throws passes through.
    DeviceGraph(const at::Tensor& on, const std::function<void()>& work);
    ~DeviceGraph();
    DeviceGraph(const DeviceGraph&) = delete;
    DeviceGraph& operator=(const DeviceGraph&) = delete;

    // Asks for all of it, on the thread's current stream.
    void replay() const;

private:
    at::Tensor m_on;
    std::int64_t m_number;
};

} // namespace dass::ops
