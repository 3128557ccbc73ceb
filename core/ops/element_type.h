#pragma once

namespace dass::ops {

// What activations are stored in. Parameters and states are fp32 always.
enum class ElementType { Float32, BFloat16 };

} // namespace dass::ops
