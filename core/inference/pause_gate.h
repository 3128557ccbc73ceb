#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>

namespace dass {

// Holds a run up between two calls of the model, and lets it go on from there. Any thread pauses and resumes; the run's
// thread passes. A pause also stops the call under way, as a cancellation would: that call is made again afterwards.
class PauseGate
{
public:
    void pause();
    void resume();
    bool isPaused() const;

    // Before every call of the model: waits for the end of a pause, then gives the call's own stop source, which a
    // pause uses. Nothing once a stop was asked for.
    std::optional<std::stop_source> pass(const std::stop_token& stop);

    std::chrono::steady_clock::duration waited() const; // in all, by pass(), so that speeds leave it out

private:
    mutable std::mutex m_mutex;
    std::condition_variable_any m_resumed;
    bool m_paused = false;
    std::stop_source m_call{std::nostopstate};
    std::chrono::steady_clock::duration m_waited{};
};

} // namespace dass
