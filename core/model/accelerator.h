#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <string>

namespace dass {

// A device beside the processor, as far as a model needs it. What goes wrong there is thrown as torch throws it, by any
// of these functions or by an operation on the device's tensors, and may be told late: see finish().
class Accelerator
{
public:
    virtual ~Accelerator() = default;

    virtual std::string name() const = 0;  // "cuda:0"
    virtual std::string title() const = 0; // "NVIDIA H100 PCIe"
    virtual at::Device device() const = 0;

    // Bytes that tensors can still take, what the allocator keeps idle included. From any thread.
    virtual std::int64_t freeBytes() const = 0;

    // Gives what the allocator keeps idle back to the device.
    virtual void releaseIdle() = 0;

    // Values of main memory as a tensor of the device. They may change once this returns.
    virtual at::Tensor upload(const at::Tensor& values) = 0;

    // Waits until all that was asked of the device is done, and throws what went wrong there meanwhile.
    virtual void finish() = 0;
};

// GPU `index`, which chooseDevice() has found usable. fp32 products are fp32 from then on, in the whole process: torch
// would let convolutions round to TF32. Throws c10::Error when CUDA cannot start on it.
std::unique_ptr<Accelerator> openCuda(int index, const std::string& title);

} // namespace dass
