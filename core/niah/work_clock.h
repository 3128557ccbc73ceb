#pragma once

#include <algorithm>
#include <chrono>
#include <optional>

namespace dass::niah {

// How far work is whose parts were estimated in seconds beforehand, and how long the rest will take at the speed that
// they have had so far.
class WorkClock
{
public:
    void start(double estimated)
    {
        m_estimated = estimated;
        m_done = 0;
        m_begin = std::chrono::steady_clock::now();
    }
    void advance(double estimated) { m_done += estimated; }

    // With a part of a step under way, in the same seconds.
    double fraction(double underWay = 0) const
    {
        return m_estimated > 0 ? std::min(1.0, (m_done + underWay) / m_estimated) : 0;
    }
    std::optional<double> secondsLeft(double underWay = 0) const
    {
        constexpr double kEnough = 0.02; // done, to judge the speed by
        const double left = std::max(0.0, m_estimated - m_done - underWay);
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - m_begin;
        const double speed = fraction(underWay) > kEnough ? took.count() / (m_done + underWay) : 1;
        return left * speed;
    }

private:
    double m_estimated = 0;
    double m_done = 0;
    std::chrono::steady_clock::time_point m_begin;
};

} // namespace dass::niah
