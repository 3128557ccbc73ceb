#include "core/model/tile_order.h"

namespace dass {

bool TileOrder::enter(std::size_t gate, std::size_t turn)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return m_givenUp || m_turns[gate] == turn; });
    return !m_givenUp;
}

void TileOrder::leave(std::size_t gate)
{
    {
        const std::scoped_lock lock(m_mutex);
        ++m_turns[gate];
    }
    m_changed.notify_all();
}

void TileOrder::giveUp()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_givenUp = true;
    }
    m_changed.notify_all();
}

} // namespace dass
