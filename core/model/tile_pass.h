#pragma once

#include "core/model/pass_steps.h"
#include "core/model/tile_order.h"

#include <cstddef>
#include <cstdint>
#include <functional>

namespace dass {

// Goes once over all tiles, with as many in work at a time as memory is meant for: each then has a thread of its own,
// so that no thread waits for another after every operation. Denormal numbers are taken for zero.
class TilePass
{
public:
    // What is done with tile number `turn`; gives up its turn at no gate of the order.
    using Work = std::function<void(std::size_t turn, PassSteps& step, TileOrder& order)>;

    // threadsOfOne: that share the operations on a tile where only one is in work at a time. stopRequested: asked
    // before every operation, by any thread; true ends the pass. Kept by reference.
    TilePass(std::int64_t tilesAtOnce, int threadsOfOne, const std::function<bool()>& stopRequested)
        : m_atOnce(tilesAtOnce), m_threadsOfOne(threadsOfOne), m_stopRequested(stopRequested)
    {
    }

    // Tiles are begun in the order of their turns, 0 to count - 1. `finished` is called by the calling thread, after
    // some tiles that are done, with their number. False when it was stopped. What work throws ends the pass and is
    // thrown.
    bool run(std::size_t count, std::size_t gates, const Work& work,
             const std::function<void(std::size_t turns)>& finished);

private:
    std::int64_t m_atOnce;
    int m_threadsOfOne;
    const std::function<bool()>& m_stopRequested;
};

} // namespace dass
