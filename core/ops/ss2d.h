#pragma once

// Parameters of the ss2d kernels as plain pointers, so that CPU and CUDA kernels share one description. No torch here.

#include <cstdint>

namespace dass::ops {

inline constexpr int kDirections = 4;

// Positions between two saved states of a direction's walk (see Ss2dParams::states).
inline constexpr int64_t kSs2dChunk = 64;

struct Ss2dShape
{
    int64_t batch;
    int64_t height;
    int64_t width;
    int64_t channels; // D
    int64_t rank;     // R
    int64_t states;   // N

    int64_t length() const { return height * width; }
    int64_t chunks() const { return (length() + kSs2dChunk - 1) / kSs2dChunk; }
    int64_t projectionWidth() const { return kDirections * (rank + 2 * states); }
};

} // namespace dass::ops
