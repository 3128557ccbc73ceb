#include "core/ops/scratch.h"

#include <new>

namespace dass::ops {

float* Scratch::reserve(int64_t count)
{
    if (count > m_capacity) {
        m_block.reset(); // before the new block, so that both are never held at once
        m_capacity = 0;
        const auto bytes = static_cast<std::size_t>(count) * sizeof(float);
        m_block.reset(static_cast<float*>(::operator new (bytes, std::align_val_t{kAlignment})));
        m_capacity = count;
    }
    return m_block.get();
}

void Scratch::Free::operator()(float* block) const noexcept
{
    ::operator delete (block, std::align_val_t{kAlignment});
}

} // namespace dass::ops
