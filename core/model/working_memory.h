#pragma once

#include "core/model/dass_config.h"

#include <cstdint>

namespace dass {

struct PassSize
{
    std::int64_t batch = 1;
    std::int64_t frames = 0;
    std::int64_t elementBytes = 4; // of activations: 4 in fp32, 2 in bf16
    std::int64_t threads = 1;      // that share the operations of the pass
    bool inParts = true;           // as by_positions.h does it on the CPU
    bool fusedGelu = true;         // whether the linear layer before it applies it (linear.h)
};

// Bytes of the tensors that a forward pass without gradients holds at its peak, beside weights and input. The peak of
// the process lies higher by what the block cache keeps idle (block_cache.h) and by oneDNN's own scratch.
std::int64_t workingBytes(const DassConfig& config, const PassSize& size);

} // namespace dass
