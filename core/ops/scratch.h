#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

namespace dass::ops {

// A block of floats that a thread keeps between calls, because fresh multi-megabyte temporaries cost more in page
// faults than the arithmetic done in them. Grows, never shrinks; contents are undefined after each reserve().
class Scratch
{
public:
    static constexpr std::size_t kAlignment = 64;

    // At least `count` floats, aligned to kAlignment, valid until the next reserve() of the same object.
    float* reserve(int64_t count);

private:
    struct Free
    {
        void operator()(float* block) const noexcept;
    };
    std::unique_ptr<float, Free> m_block;
    int64_t m_capacity = 0;
};

// Hands out consecutive aligned pieces of a block, so that a kernel's layout reads as a list.
class ScratchLayout
{
public:
    // With a null block only the sizes are counted.
    explicit ScratchLayout(float* block) : m_block(block) {}
    float* take(int64_t count)
    {
        constexpr int64_t step = Scratch::kAlignment / sizeof(float);
        float* piece = m_block == nullptr ? nullptr : m_block + m_used;
        m_used += (count + step - 1) / step * step;
        return piece;
    }
    int64_t used() const { return m_used; }

private:
    float* m_block;
    int64_t m_used = 0;
};

} // namespace dass::ops
