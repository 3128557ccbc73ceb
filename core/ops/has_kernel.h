#pragma once

#include <c10/core/Device.h>

namespace dass::ops {

// Whether the operator dass::<name> can be called with tensors of this device. A GPU's kernels come with the plugin:
// one that is older than the program may lack some.
bool hasKernel(const char* name, const c10::Device& device);

} // namespace dass::ops
