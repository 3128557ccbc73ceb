#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <vector>

namespace dass {

// Lets the tiles of a pass, which several threads work on at once, through some gates one after the other: through each
// gate in the order of their turns, 0, 1, 2, … A thread that takes the tiles in this order never waits for one that
// nobody works on. All threads may call it.
class TileOrder
{
public:
    explicit TileOrder(std::size_t gates) : m_turns(gates, 0) {}

    // Waits for the tile's turn; false, at once, when the pass was given up.
    bool enter(std::size_t gate, std::size_t turn);
    void leave(std::size_t gate); // after what has to be done in turn

    void giveUp();

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::size_t> m_turns; // of the gates
    bool m_givenUp = false;
};

} // namespace dass
