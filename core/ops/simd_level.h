#pragma once

#include <string>

namespace dass::ops {

// Makes this process work as it would on a processor that has no more than this instruction set ("sse4", "avx2",
// "avx512" without bf16): kernels of our own, and torch, oneDNN and MKL by the variables that they read when first
// used. For measuring; call it before any tensor is made. Throws Error(InvalidArgument): another name.
void limitSimd(const std::string& level);

} // namespace dass::ops
