#pragma once

#include "core/distill/batch_source.h"

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

namespace dass::distill {

// Makes the batches of the steps first … end - 1 on threads of its own, each a whole batch, a few ahead of whoever
// takes them in order.
class Prefetcher
{
public:
    Prefetcher(BatchSource& source, std::int64_t first, std::int64_t end, int threads = 1);
    ~Prefetcher();

    // The next step's batch. Throws what making it threw.
    Batch take();

    // Threads that keep a student busy which computes on so many: one for each four, of the largest computers eight.
    static int threadsFor(int computing);

private:
    struct Made
    {
        Batch batch;
        std::exception_ptr failure; // in its place
    };

    void produce(const std::stop_token& stop);

    BatchSource& m_source;
    std::int64_t m_end;
    std::int64_t m_ahead; // steps that may be made before they are taken
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::int64_t m_next;  // step that is made next
    std::int64_t m_taken; // step that is taken next
    std::map<std::int64_t, Made> m_made;
    std::vector<std::jthread> m_threads; // last: they use all of the above
};

} // namespace dass::distill
