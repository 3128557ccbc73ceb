#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>

namespace dass {

// Page-locked main memory on the way to a device, which reads it by itself, later than it is asked to.
class UploadStaging
{
public:
    using Allocate = std::function<at::Tensor(std::int64_t bytes)>; // [bytes], of kByte
    using Finish = std::function<void()>;                           // as Accelerator::finish

    UploadStaging(Allocate allocate, Finish finish);
    // Frees the memory only where the device is found in order.
    ~UploadStaging();
    UploadStaging(const UploadStaging&) = delete;
    UploadStaging& operator=(const UploadStaging&) = delete;

    // The values, where the device can read them until the next call. Throws what finishing throws.
    at::Tensor lay(const at::Tensor& values);

private:
    Allocate m_allocate;
    Finish m_finish;
    at::Tensor m_memory;
};

} // namespace dass
