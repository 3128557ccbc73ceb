#pragma once

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace dass::distill {

// Threads that each compute with torch on their own, one operation after the other on one core. They, not OpenMP's,
// share out a batch: an operation of a small model is too short to be divided, and oneDNN's convolutions hang inside an
// OpenMP region. One caller at a time.
class WorkerPool
{
public:
    explicit WorkerPool(int threads);
    ~WorkerPool();

    int threads() const { return static_cast<int>(m_threads.size()); }

    // Calls task(0) … task(count - 1), each once, on the threads; returns when all are done. Throws what the first
    // failing one threw.
    void run(std::int64_t count, const std::function<void(std::int64_t)>& task);

private:
    void work(const std::stop_token& stop);

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    const std::function<void(std::int64_t)>* m_task = nullptr;
    std::int64_t m_count = 0;
    std::int64_t m_next = 0;
    std::int64_t m_done = 0;
    std::exception_ptr m_failure;
    std::vector<std::jthread> m_threads; // last: they use all of the above
};

} // namespace dass::distill
