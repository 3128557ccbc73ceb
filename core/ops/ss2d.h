#pragma once

// Parameters of the ss2d kernels as plain pointers, shared by the CPU's and any other device's kernels. No torch here.

#include "core/ops/element_type.h"

#include <cstdint>

namespace dass::ops {

inline constexpr int kDirections = 4;

// Positions between two saved states of a direction's walk; the backward pass recomputes from them.
inline constexpr int64_t kSs2dChunk = 32;

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
    int64_t projectionWidth() const { return kDirections * directionWidth(); }
    int64_t directionWidth() const { return rank + 2 * states; } // rows: dt_low, B, C
};

struct Ss2dInputs
{
    Ss2dShape shape;
    ElementType type;        // of x and projections
    const void* x;           // [B, H, W, D]
    const void* projections; // [B, H, W, 4, R + 2N]
    const float* dtWeight;   // [4, D, R]
    const float* dtBias;     // [4, D]
    const float* aLogs;      // [4, D, N]
    const float* ds;         // [4, D]
};

// The image's position (row-major index) that a direction visits at each step. Directions: 0 row-major, 1 column-major,
// 2 = reverse of 0, 3 = reverse of 1.
class Ss2dWalk
{
public:
    Ss2dWalk(const Ss2dShape& shape, int direction)
        : m_length(shape.length()), m_height(shape.height), m_width(shape.width), m_direction(direction)
    {
    }
    // Positions of steps [first, first + count).
    void positions(int64_t first, int64_t count, int64_t* to) const
    {
        const bool reversed = m_direction >= 2;
        const int64_t start = reversed ? m_length - 1 - first : first;
        const int64_t sign = reversed ? -1 : 1;
        if (m_direction % 2 == 0) {
            for (int64_t i = 0; i < count; ++i)
                to[i] = start + sign * i;
            return;
        }
        int64_t row = start % m_height;
        int64_t column = start / m_height;
        for (int64_t i = 0; i < count; ++i) {
            to[i] = row * m_width + column;
            row += sign;
            if (row == m_height || row < 0) {
                row = reversed ? m_height - 1 : 0;
                column += sign;
            }
        }
    }

private:
    int64_t m_length;
    int64_t m_height;
    int64_t m_width;
    int m_direction;
};

} // namespace dass::ops
