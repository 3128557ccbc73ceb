#include "core/distill/prefetcher.h"

#include <algorithm>
#include <utility>

namespace dass::distill {

namespace {

constexpr std::int64_t kAhead = 4;
constexpr int kComputingOfOne = 4;
constexpr int kMostThreads = 8;

} // namespace

Prefetcher::Prefetcher(BatchSource& source, std::int64_t first, std::int64_t end, int threads)
    : m_source(source), m_end(end), m_ahead(kAhead + threads - 1), m_next(first), m_taken(first)
{
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this](const std::stop_token& stop) { produce(stop); });
}

Prefetcher::~Prefetcher()
{
    for (std::jthread& thread : m_threads)
        thread.request_stop(); // all at once; then each is joined
}

int Prefetcher::threadsFor(int computing)
{
    return std::clamp(computing / kComputingOfOne, 1, kMostThreads);
}

Batch Prefetcher::take()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_made.contains(m_taken); });
    const auto made = m_made.find(m_taken);
    if (made->second.failure)
        std::rethrow_exception(made->second.failure);
    Batch batch = std::move(made->second.batch);
    m_made.erase(made);
    ++m_taken;
    m_changed.notify_all();
    return batch;
}

void Prefetcher::produce(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    const auto hasRoom = [this] { return m_next >= m_end || m_next < m_taken + m_ahead; };
    while (m_changed.wait(lock, stop, hasRoom) && m_next < m_end && !stop.stop_requested()) {
        const std::int64_t step = m_next++;
        lock.unlock();
        Made made;
        try {
            made.batch = m_source.batch(step);
        } catch (...) {
            made.failure = std::current_exception();
        }
        lock.lock();
        if (made.failure)
            m_end = m_next; // what comes after it is of no use
        m_made.emplace(step, std::move(made));
        m_changed.notify_all();
    }
}

} // namespace dass::distill
