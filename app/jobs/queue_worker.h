#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>

namespace dass {

// Does tasks one after another, on a thread of its own. The destructor waits until each of them was handed to the body,
// so whatever that refers to must outlive this: let it be the last member of its owner.
template <class Task>
class QueueWorker
{
public:
    // On the worker's thread. stop: asked for by the destructor; what is left then still comes, for the body to do or
    // to drop. Throws nothing.
    using Body = std::function<void(Task task, const std::stop_token& stop)>;

    explicit QueueWorker(Body body) : m_body(std::move(body))
    {
        m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
    }
    ~QueueWorker() = default;
    QueueWorker(const QueueWorker&) = delete;
    QueueWorker& operator=(const QueueWorker&) = delete;

    void add(Task task)
    {
        const std::scoped_lock lock(m_mutex);
        m_tasks.push_back(std::move(task));
        m_wake.notify_one();
    }

    // Those that are not begun and that `forgotten` is true of are never done.
    template <class Forgotten>
    void addInPlaceOf(Forgotten forgotten, Task task)
    {
        const std::scoped_lock lock(m_mutex);
        std::erase_if(m_tasks, forgotten);
        m_tasks.push_back(std::move(task));
        m_wake.notify_one();
    }

private:
    void run(const std::stop_token& stop)
    {
        for (;;) {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, stop, [this] { return !m_tasks.empty(); }))
                return; // asked to stop, and nothing is left
            Task task = std::move(m_tasks.front());
            m_tasks.pop_front();
            lock.unlock();
            m_body(std::move(task), stop);
        }
    }

    const Body m_body;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<Task> m_tasks;
    std::jthread m_thread; // last: joined before the rest goes
};

} // namespace dass
