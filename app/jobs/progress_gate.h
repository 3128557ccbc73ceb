#pragma once

#include <chrono>

namespace dass {

// Lets at most 15 reports a second through. For one thread.
class ProgressGate
{
public:
    bool open()
    {
        const auto now = std::chrono::steady_clock::now();
        if (now - m_last < kInterval)
            return false;
        m_last = now;
        return true;
    }

private:
    static constexpr std::chrono::milliseconds kInterval{67};
    std::chrono::steady_clock::time_point m_last{};
};

} // namespace dass
