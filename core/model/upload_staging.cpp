#include "core/model/upload_staging.h"

#include <ATen/core/Tensor.h>
#include <c10/core/InferenceMode.h>

#include <exception>
#include <mutex>
#include <utility>
#include <vector>

namespace dass {

UploadStaging::UploadStaging(Allocate allocate, Finish finish)
    : m_allocate(std::move(allocate)), m_finish(std::move(finish))
{
}

// Torch's allocator asks the device for an event when such memory is freed, and throws where that fails; but tensors
// are freed in destructors, out of which nothing may be thrown: the program would end. So what a failed device may
// still be reading is never freed, once a device.
UploadStaging::~UploadStaging()
{
    if (!m_memory.defined())
        return;
    try {
        m_finish();
    } catch (const std::exception&) {
        static std::mutex mutex;
        static auto* const kept = new std::vector<at::Tensor>; // not even at the program's end
        const std::scoped_lock lock(mutex);
        kept->push_back(std::move(m_memory));
    }
}

at::Tensor UploadStaging::lay(const at::Tensor& values)
{
    // Whatever mode the callers are in: memory that was made in this one may not be changed in another.
    const c10::InferenceMode inference;
    // What went before has been read then; and only a device in order has its memory exchanged, see above.
    m_finish();
    const auto bytes = static_cast<std::int64_t>(values.nbytes());
    if (!m_memory.defined() || m_memory.numel() < bytes)
        m_memory = m_allocate(bytes);
    const at::Tensor staged = m_memory.narrow(0, 0, bytes).view(values.scalar_type()).view(values.sizes());
    staged.copy_(values);
    return staged;
}

} // namespace dass
