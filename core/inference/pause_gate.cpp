#include "core/inference/pause_gate.h"

namespace dass {

void PauseGate::pause()
{
    std::stop_source call(std::nostopstate);
    {
        const std::scoped_lock lock(m_mutex);
        m_paused = true;
        call = m_call;
    }
    call.request_stop(); // outside the lock: whoever listens may do as he likes
}

void PauseGate::resume()
{
    const std::scoped_lock lock(m_mutex);
    m_paused = false;
    m_resumed.notify_all();
}

bool PauseGate::isPaused() const
{
    const std::scoped_lock lock(m_mutex);
    return m_paused;
}

std::optional<std::stop_source> PauseGate::pass(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    const auto since = std::chrono::steady_clock::now();
    const bool open = m_resumed.wait(lock, stop, [this] { return !m_paused; });
    m_waited += std::chrono::steady_clock::now() - since;
    if (!open || stop.stop_requested())
        return std::nullopt;
    m_call = std::stop_source();
    return m_call;
}

std::chrono::steady_clock::duration PauseGate::waited() const
{
    const std::scoped_lock lock(m_mutex);
    return m_waited;
}

} // namespace dass
