#pragma once

namespace dass::ops {

// What activations are stored in. Parameters and states are fp32 always. The CPU has no kernels for Float16.
enum class ElementType { Float32, BFloat16, Float16 };

} // namespace dass::ops
