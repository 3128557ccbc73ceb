#include "core/base/release_elsewhere.h"

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

namespace dass {

namespace {

using Shares = std::vector<std::shared_ptr<const void>>;

class ReleaseThread
{
public:
    ReleaseThread() : m_thread([this](const std::stop_token& stop) { run(stop); }) {}

    void take(std::shared_ptr<const void> share)
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_shares.push_back(std::move(share));
        }
        m_wake.notify_one();
    }

private:
    void run(const std::stop_token& stop)
    {
        while (!stop.stop_requested()) {
            Shares own; // go at the end of the turn, while others may hand in more
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, stop, [this] { return !m_shares.empty(); });
            own.swap(m_shares);
        }
    }

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    Shares m_shares;
    std::jthread m_thread; // last: joined before the rest goes
};

} // namespace

void releaseElsewhere(std::shared_ptr<const void> share)
{
    static ReleaseThread thread;
    if (share)
        thread.take(std::move(share));
}

} // namespace dass
