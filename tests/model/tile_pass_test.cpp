#include "core/model/tile_pass.h"

#include <ATen/Parallel.h>
#include <gmock/gmock.h>

#include <atomic>
#include <mutex>
#include <numeric>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

namespace dass {
namespace {

constexpr std::size_t kTiles = 200;

class TilePassTest : public testing::Test
{
protected:
    void SetUp() override { at::set_num_threads(3); }
    void TearDown() override { at::set_num_threads(m_threads); }

    // As the work on a tile does.
    static void pass(TileOrder& order, std::size_t gate, std::size_t turn, PassSteps& step,
                     const std::function<void()>& inTurn)
    {
        if (!order.enter(gate, turn)) {
            step.stop();
            return;
        }
        inTurn();
        order.leave(gate);
    }

    std::function<bool()> m_stop;

private:
    int m_threads = at::get_num_threads();
};

TEST_F(TilePassTest, TilesGoThroughEveryGateInTheOrderOfTheirTurns)
{
    for (const std::int64_t atOnce : {1, 2, 3}) {
        std::vector<std::size_t> seen[2]; // by gate, under the gate's order alone
        std::size_t told = 0;
        TilePass tiles(atOnce, 1, m_stop);
        const bool finished = tiles.run(
            kTiles, 2,
            [&](std::size_t turn, PassSteps& step, TileOrder& order) {
                if (turn % 3 == 0)
                    std::this_thread::yield(); // so that others would overtake it
                for (std::size_t gate : {0, 1})
                    pass(order, gate, turn, step, [&] { seen[gate].push_back(turn); });
            },
            [&](std::size_t turns) { told += turns; });
        EXPECT_TRUE(finished);
        EXPECT_EQ(told, kTiles);
        std::vector<std::size_t> wanted(kTiles);
        std::iota(wanted.begin(), wanted.end(), 0);
        EXPECT_EQ(seen[0], wanted) << atOnce;
        EXPECT_EQ(seen[1], wanted) << atOnce;
    }
}

TEST_F(TilePassTest, SeveralThreadsWorkAndProgressComesFromTheCaller)
{
    std::mutex mutex;
    std::set<std::thread::id> threads;
    std::atomic<int> together = 0;
    const auto caller = std::this_thread::get_id();
    TilePass tiles(3, 1, m_stop);
    tiles.run(
        3, 0,
        [&](std::size_t, PassSteps&, TileOrder&) {
            {
                const std::scoped_lock lock(mutex);
                threads.insert(std::this_thread::get_id());
            }
            ++together;
            while (together < 3) // all three are in work at once, else this has no end
                std::this_thread::yield();
        },
        [&](std::size_t) { EXPECT_EQ(std::this_thread::get_id(), caller); });
    EXPECT_EQ(threads.size(), 3U);
}

TEST_F(TilePassTest, AStopEndsThoseThatWaitForTheirTurn)
{
    std::atomic<bool> stop = false;
    m_stop = [&] { return stop.load(); };
    std::atomic<std::size_t> begun = 0;
    TilePass tiles(3, 1, m_stop);
    const bool finished = tiles.run(
        kTiles, 1,
        [&](std::size_t turn, PassSteps& step, TileOrder& order) {
            ++begun;
            if (turn == 10) { // never passes the gate
                stop = true;
                step([] { return at::Tensor(); });
                return;
            }
            pass(order, 0, turn, step, [] {});
        },
        [](std::size_t) {});
    EXPECT_FALSE(finished);
    EXPECT_LE(begun, 13U);
}

TEST_F(TilePassTest, AnErrorEndsThoseThatWaitForTheirTurnAndIsThrown)
{
    TilePass tiles(3, 1, m_stop);
    const auto run = [&] {
        tiles.run(
            kTiles, 1,
            [&](std::size_t turn, PassSteps& step, TileOrder& order) {
                if (turn == 10)
                    throw std::runtime_error("the disk is full");
                pass(order, 0, turn, step, [] {});
            },
            [](std::size_t) {});
    };
    EXPECT_THROW(run(), std::runtime_error);
}

} // namespace
} // namespace dass
