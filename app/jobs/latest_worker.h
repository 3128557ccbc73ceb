#pragma once

#include "app/jobs/job_priority.h"
#include "core/base/thread_priority.h"

#include <QtGlobal>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

namespace dass {

// What a newer request does to the one that is worked on.
enum class NewerRequest {
    Stops,
    Waits, // where requests come faster than the slowest is answered, so that answers come at all
};

// Works on one request at a time, on a thread of its own. A newer request takes the place of one that waits and, unless
// it waits itself, stops the one that is worked on. The destructor stops and waits, so whatever the body refers to must
// outlive this: let it be the last member of its owner.
template <class Request, JobPriority Priority = JobPriority::Normal, NewerRequest Newer = NewerRequest::Stops>
class LatestWorker
{
public:
    // On the worker's thread. Throws nothing.
    using Body = std::function<void(quint64 number, const Request& request, const std::stop_token& stop)>;

    explicit LatestWorker(Body body) : m_body(std::move(body))
    {
        m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
    }
    ~LatestWorker() { cancel(); }
    LatestWorker(const LatestWorker&) = delete;
    LatestWorker& operator=(const LatestWorker&) = delete;

    // Returns the request's number, which its answers carry.
    quint64 request(Request request)
    {
        const std::scoped_lock lock(m_mutex);
        if constexpr (Newer == NewerRequest::Stops)
            m_current.request_stop();
        m_next = std::move(request);
        m_wake.notify_one();
        return ++m_last;
    }

    // What is worked on ends soon, what waits is forgotten.
    void cancel()
    {
        const std::scoped_lock lock(m_mutex);
        m_current.request_stop();
        m_next.reset();
    }

private:
    void run(const std::stop_token& end)
    {
        if constexpr (Priority == JobPriority::Background)
            lowerThreadPriority();
        for (;;) {
            std::optional<Request> request;
            quint64 number = 0;
            std::stop_token stop;
            {
                std::unique_lock lock(m_mutex);
                if (!m_wake.wait(lock, end, [this] { return m_next.has_value(); }))
                    return;
                request = std::exchange(m_next, std::nullopt);
                number = m_last;
                m_current = std::stop_source();
                stop = m_current.get_token();
            }
            m_body(number, *request, stop);
        }
    }

    const Body m_body;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<Request> m_next;
    quint64 m_last = 0; // the number of m_next
    std::stop_source m_current;
    std::jthread m_thread; // last: joined before the rest goes
};

} // namespace dass
