#include "core/ops/has_kernel.h"

#include <ATen/core/dispatch/Dispatcher.h>

#include <string>

namespace dass::ops {

bool hasKernel(const char* name, const c10::Device& device)
{
    const auto op = c10::Dispatcher::singleton().findSchema({std::string("dass::") + name, ""});
    return op.has_value() &&
           op->hasKernelForDispatchKey(device.is_cuda() ? c10::DispatchKey::CUDA : c10::DispatchKey::CPU);
}

} // namespace dass::ops
