#include "core/distill/prefetcher.h"

#include <utility>

namespace dass::distill {

namespace {

constexpr std::size_t kAhead = 4;

} // namespace

Prefetcher::Prefetcher(BatchSource& source, std::int64_t first, std::int64_t end)
    : m_source(source), m_first(first), m_end(end), m_thread([this](const std::stop_token& stop) { produce(stop); })
{
}

Prefetcher::~Prefetcher() = default; // the thread is asked to stop and joined

Batch Prefetcher::take()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return !m_ready.empty() || m_failure; });
    if (m_ready.empty())
        std::rethrow_exception(m_failure);
    Batch batch = std::move(m_ready.front());
    m_ready.pop_front();
    m_changed.notify_all();
    return batch;
}

void Prefetcher::produce(const std::stop_token& stop)
{
    try {
        for (std::int64_t step = m_first; step < m_end; ++step) {
            Batch batch = m_source.batch(step);
            std::unique_lock lock(m_mutex);
            if (!m_changed.wait(lock, stop, [this] { return m_ready.size() < kAhead; }))
                return;
            m_ready.push_back(std::move(batch));
            m_changed.notify_all();
        }
    } catch (...) {
        const std::lock_guard lock(m_mutex);
        m_failure = std::current_exception();
        m_changed.notify_all();
    }
}

} // namespace dass::distill
