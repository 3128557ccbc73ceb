#include "core/model/tile_pass.h"

#include "core/ops/flush_denormals.h"

#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <atomic>
#include <omp.h>
#include <thread>

namespace dass {

namespace {

// The OpenMP threads that the calling thread's operations are shared among.
class TeamSize
{
public:
    explicit TeamSize(int threads) { omp_set_num_threads(threads); }
    ~TeamSize() { omp_set_num_threads(m_before); }
    TeamSize(const TeamSize&) = delete;
    TeamSize& operator=(const TeamSize&) = delete;

private:
    int m_before = omp_get_max_threads();
};

} // namespace

bool TilePass::run(std::size_t count, std::size_t gates, const Work& work,
                   const std::function<void(std::size_t turns)>& finished)
{
    TileOrder order(gates);
    std::atomic<std::size_t> next = 0;
    std::atomic<std::size_t> done = 0;
    std::atomic<bool> stopped = false;
    std::size_t told = 0;
    const auto tell = [&] {
        const std::size_t now = done;
        if (now > told)
            finished(now - told);
        told = now;
    };
    const auto end = [&] {
        stopped = true;
        order.giveUp(); // nobody waits for a turn that does not come
    };
    const std::thread::id caller = std::this_thread::get_id();
    const auto takeTiles = [&](int team) {
        const c10::InferenceMode inference; // a thread's own, as is what follows
        const ops::FlushDenormals flush(team);
        for (std::size_t turn = 0; !stopped && (turn = next++) < count;) {
            PassSteps step(m_stopRequested);
            try {
                work(turn, step, order);
            } catch (...) {
                end();
                throw;
            }
            if (step.stopped())
                end();
            else
                ++done;
            if (!stopped && std::this_thread::get_id() == caller)
                tell();
        }
    };
    const std::int64_t workers = std::min(m_atOnce, static_cast<std::int64_t>(count));
    if (workers <= 1) {
        const TeamSize team(m_threadsOfOne);
        takeTiles(m_threadsOfOne);
    } else {
        at::parallel_for(0, workers, 1, [&](std::int64_t, std::int64_t) { takeTiles(1); });
    }
    if (!stopped)
        tell();
    return !stopped;
}

} // namespace dass
