#pragma once

#include "core/distill/batch_source.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

namespace dass::distill {

// Makes the batches of the steps first … end - 1 in order on a thread of its own, a few ahead of whoever takes them.
class Prefetcher
{
public:
    Prefetcher(BatchSource& source, std::int64_t first, std::int64_t end);
    ~Prefetcher();

    // The next step's batch. Throws what making it threw.
    Batch take();

private:
    void produce(const std::stop_token& stop);

    BatchSource& m_source;
    std::int64_t m_first;
    std::int64_t m_end;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<Batch> m_ready;
    std::exception_ptr m_failure;
    std::jthread m_thread; // last: it uses all of the above
};

} // namespace dass::distill
