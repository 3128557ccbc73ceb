#pragma once

// Runs a grid on the CPU: block after block, a block's threads as fibres, each until it waits at a barrier or a shuffle
// or ends. So barriers mean what they mean on a GPU, and any order of threads between two barriers can be had.

#include "cuda/machine.cuh"
#include "tests/cuda/host/fault_log.h"
#include "tests/cuda/host/fibre.h"
#include "tests/cuda/host/host_memory.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace dass::cuda::host {

enum class ThreadOrder { Upwards, Downwards };

// What each lane of a warp gives to a product on tensor cores.
using LaneWords = std::array<std::uint32_t, 6>;
using WarpWords = std::array<LaneWords, kWarp>;

class BlockRunner
{
public:
    explicit BlockRunner(ThreadOrder order = ThreadOrder::Upwards);
    ~BlockRunner();
    BlockRunner(const BlockRunner&) = delete;
    BlockRunner& operator=(const BlockRunner&) = delete;

    // thread() is called once for each thread of the grid.
    void run(const char* kernel, const LaunchSize& size, const std::function<void()>& thread);

    const FaultLog& faults() const { return m_faults; }

    // Of the run that is going on.
    static BlockRunner& running();
    const Place& place() const { return m_place; }
    const LaunchSize& size() const { return m_size; }
    void report(FaultKind kind, const std::string& what);
    void waitAtBarrier();
    float exchange(float value, int lanes);
    void waitForWarp();
    WarpWords gather(const LaneWords& words);
    template <class T>
    HostPointer<T> shared(int firstWord, int count)
    {
        static_assert(sizeof(T) == sizeof(std::uint32_t));
        if (firstWord < 0 || count < 0 || firstWord + count > m_size.sharedWords)
            report(FaultKind::OutOfBounds, "shared array of words [" + std::to_string(firstWord) + ", " +
                                               std::to_string(firstWord + count) + ") in a block's " +
                                               std::to_string(m_size.sharedWords));
        return {m_sharedShadow.get(), reinterpret_cast<T*>(m_shared.data()), firstWord,
                std::min(firstWord + count, m_size.sharedWords)};
    }

private:
    enum class State { Ready, AtBarrier, AtShuffle, AtWarpBarrier, AtGather, Done };
    struct Thread
    {
        Fibre fibre;
        State state = State::Done;
        float given = 0;
        float taken = 0;
        int lanes = 0;
        LaneWords words{};
    };

    void runBlock(const std::function<void()>& thread);
    void resumeReady();
    bool releaseWarps();
    void shuffle(int firstThread);
    bool releaseBarrier();
    void wait(State state);

    const ThreadOrder m_order;
    FaultLog m_faults;
    const char* m_kernel = "";
    LaunchSize m_size{};
    Place m_place;
    std::vector<std::unique_ptr<Thread>> m_threads;
    std::vector<std::uint32_t> m_warpEpochs;
    std::vector<WarpWords> m_gathered; // of each warp, the last time
    std::vector<std::uint32_t> m_shared;
    std::unique_ptr<Shadow> m_sharedShadow;
};

} // namespace dass::cuda::host
