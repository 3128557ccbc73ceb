#pragma once

namespace dass {

// Whether the processor multiplies bf16 matrices natively (AVX512_BF16 or AMX_BF16). Elsewhere bf16 is emulated and
// slower than fp32.
bool cpuMultipliesBf16();

} // namespace dass
