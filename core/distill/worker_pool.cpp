#include "core/distill/worker_pool.h"

#include "core/ops/flush_denormals.h"

#include <ATen/Parallel.h>

#include <utility>

namespace dass::distill {

WorkerPool::WorkerPool(int threads)
{
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this](const std::stop_token& stop) { work(stop); });
}

WorkerPool::~WorkerPool() = default; // the threads are asked to stop and joined

void WorkerPool::run(std::int64_t count, const std::function<void(std::int64_t)>& task)
{
    std::unique_lock lock(m_mutex);
    m_task = &task;
    m_count = count;
    m_next = 0;
    m_done = 0;
    m_failure = nullptr;
    m_changed.notify_all();
    m_changed.wait(lock, [this] { return m_done == m_count; });
    m_task = nullptr;
    if (m_failure)
        std::rethrow_exception(std::exchange(m_failure, nullptr));
}

void WorkerPool::work(const std::stop_token& stop)
{
    at::set_num_threads(1);
    const ops::FlushDenormals flush(1);
    std::unique_lock lock(m_mutex);
    while (m_changed.wait(lock, stop, [this] { return m_task != nullptr && m_next < m_count; })) {
        const std::int64_t mine = m_next++;
        const auto& task = *m_task;
        lock.unlock();
        std::exception_ptr failure;
        try {
            task(mine);
        } catch (...) {
            failure = std::current_exception();
        }
        lock.lock();
        if (failure && !m_failure)
            m_failure = failure;
        if (++m_done == m_count)
            m_changed.notify_all();
    }
}

} // namespace dass::distill
