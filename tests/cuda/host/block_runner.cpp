#include "tests/cuda/host/block_runner.h"

#include <algorithm>
#include <stdexcept>

namespace dass::cuda::host {

namespace {

BlockRunner* runningNow = nullptr;

} // namespace

BlockRunner::BlockRunner(ThreadOrder order) : m_order(order) {}

BlockRunner::~BlockRunner() = default;

BlockRunner& BlockRunner::running()
{
    if (runningNow == nullptr)
        throw std::logic_error("a kernel's memory was touched while none was running");
    return *runningNow;
}

void BlockRunner::run(const char* kernel, const LaunchSize& size, const std::function<void()>& thread)
{
    m_kernel = kernel;
    m_size = size;
    ++m_place.launch;
    if (size.threads <= 0 || size.threads > 1024 || size.threads % kWarp != 0)
        throw std::invalid_argument(std::string(kernel) + ": a block of " + std::to_string(size.threads) +
                                    " threads; wanted a multiple of 32 up to 1024");
    while (m_threads.size() < static_cast<std::size_t>(size.threads))
        m_threads.push_back(std::make_unique<Thread>());
    m_shared.resize(static_cast<std::size_t>(size.sharedWords));
    m_sharedShadow = std::make_unique<Shadow>("shared word ", size.sharedWords, Shadow::Reach::Block, false);
    runningNow = this;
    for (m_place.block = 0; m_place.block < size.blocks; ++m_place.block)
        runBlock(thread);
    runningNow = nullptr;
}

void BlockRunner::report(FaultKind kind, const std::string& what)
{
    m_faults.add(kind, std::string(m_kernel) + ", block " + std::to_string(m_place.block) + ", thread " +
                           std::to_string(m_place.thread) + ": " + what);
}

void BlockRunner::runBlock(const std::function<void()>& thread)
{
    m_place.epoch = 0;
    m_warpEpochs.assign(static_cast<std::size_t>(m_size.threads / kWarp), 0);
    m_gathered.resize(m_warpEpochs.size());
    for (int i = 0; i < m_size.threads; ++i) {
        m_threads[static_cast<std::size_t>(i)]->fibre.start(thread);
        m_threads[static_cast<std::size_t>(i)]->state = State::Ready;
    }
    do
        resumeReady();
    while (releaseWarps() || releaseBarrier());
    for (int i = 0; i < m_size.threads; ++i)
        if (m_threads[static_cast<std::size_t>(i)]->state != State::Done) {
            m_place.thread = i;
            report(FaultKind::Barrier, "waits for threads that wait elsewhere or have ended");
            return;
        }
}

void BlockRunner::resumeReady()
{
    for (int i = 0; i < m_size.threads; ++i) {
        m_place.thread = m_order == ThreadOrder::Upwards ? i : m_size.threads - 1 - i;
        Thread& thread = *m_threads[static_cast<std::size_t>(m_place.thread)];
        if (thread.state != State::Ready)
            continue;
        m_place.warpEpoch = m_warpEpochs[static_cast<std::size_t>(m_place.thread / kWarp)];
        thread.fibre.resume();
        if (thread.fibre.isDone())
            thread.state = State::Done;
    }
}

// Warps whose lanes all wait for the same.
bool BlockRunner::releaseWarps()
{
    bool isAnyReleased = false;
    for (int first = 0; first < m_size.threads; first += kWarp) {
        const auto stateOf = [&](int lane) { return m_threads[static_cast<std::size_t>(first + lane)]->state; };
        const State state = stateOf(0);
        if (state != State::AtShuffle && state != State::AtWarpBarrier && state != State::AtGather)
            continue;
        int waiting = 0;
        for (int lane = 0; lane < kWarp; ++lane)
            waiting += stateOf(lane) == state ? 1 : 0;
        if (waiting < kWarp)
            continue;
        if (state == State::AtShuffle)
            shuffle(first);
        if (state == State::AtWarpBarrier)
            ++m_warpEpochs[static_cast<std::size_t>(first / kWarp)];
        if (state == State::AtGather) // all at once: the first lane to go on may come back before the last has read
            for (int lane = 0; lane < kWarp; ++lane)
                m_gathered[static_cast<std::size_t>(first / kWarp)][static_cast<std::size_t>(lane)] =
                    m_threads[static_cast<std::size_t>(first + lane)]->words;
        for (int lane = 0; lane < kWarp; ++lane)
            m_threads[static_cast<std::size_t>(first + lane)]->state = State::Ready;
        isAnyReleased = true;
    }
    return isAnyReleased;
}

void BlockRunner::shuffle(int firstThread)
{
    const auto warp = [&](int lane) -> Thread& { return *m_threads[static_cast<std::size_t>(firstThread + lane)]; };
    for (int lane = 0; lane < kWarp; ++lane) {
        m_place.thread = firstThread + lane;
        const int from = lane ^ warp(lane).lanes;
        if (warp(lane).lanes != warp(0).lanes || from < 0 || from >= kWarp)
            report(FaultKind::Shuffle,
                   "shuffles with lane " + std::to_string(from) + ", lane 0 by " + std::to_string(warp(0).lanes));
        else
            warp(lane).taken = warp(from).given;
    }
}

bool BlockRunner::releaseBarrier()
{
    const auto stateOf = [&](int i) { return m_threads[static_cast<std::size_t>(i)]->state; };
    for (int i = 0; i < m_size.threads; ++i)
        if (stateOf(i) != State::AtBarrier)
            return false;
    ++m_place.epoch;
    for (int i = 0; i < m_size.threads; ++i)
        m_threads[static_cast<std::size_t>(i)]->state = State::Ready;
    return true;
}

void BlockRunner::wait(State state)
{
    Thread& thread = *m_threads[static_cast<std::size_t>(m_place.thread)];
    thread.state = state;
    thread.fibre.yield();
}

void BlockRunner::waitAtBarrier()
{
    wait(State::AtBarrier);
}

void BlockRunner::waitForWarp()
{
    wait(State::AtWarpBarrier);
}

WarpWords BlockRunner::gather(const LaneWords& words)
{
    const auto warp = static_cast<std::size_t>(m_place.thread / kWarp);
    m_threads[static_cast<std::size_t>(m_place.thread)]->words = words;
    wait(State::AtGather);
    return m_gathered[warp];
}

float BlockRunner::exchange(float value, int lanes)
{
    Thread& thread = *m_threads[static_cast<std::size_t>(m_place.thread)];
    thread.given = value;
    thread.lanes = lanes;
    wait(State::AtShuffle);
    return thread.taken;
}

} // namespace dass::cuda::host
