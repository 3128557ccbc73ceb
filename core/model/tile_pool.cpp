#include "core/model/tile_pool.h"

#include <ATen/ATen.h>

namespace dass {

TilePool::TilePool(Pooling pooling, std::int64_t width) : m_pooling(pooling), m_width(width)
{
    m_wanted = pooling == Pooling::First ? 0 : pooling == Pooling::Mid ? width / 2 : width - 1;
}

void TilePool::add(std::int64_t first, const at::Tensor& steps)
{
    if (m_pooling == Pooling::Mean || m_pooling == Pooling::Sum) {
        const at::Tensor sum = steps.sum(0, true, at::kDouble);
        m_value = m_value.defined() ? m_value + sum : sum;
    } else if (m_pooling == Pooling::Max) {
        const at::Tensor most = steps.amax(0, true);
        m_value = m_value.defined() ? at::maximum(m_value, most) : most;
    } else if (m_wanted >= first && m_wanted < first + steps.size(0)) {
        m_value = steps.narrow(0, m_wanted - first, 1).clone();
    }
}

at::Tensor TilePool::value() const
{
    const at::Tensor value = m_pooling == Pooling::Mean ? m_value / m_width : m_value;
    return value.to(at::kFloat);
}

} // namespace dass
