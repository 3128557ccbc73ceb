#pragma once

#include <chrono>

namespace dass {

// What has passed on the clock that nobody sets.
inline double secondsSince(std::chrono::steady_clock::time_point begin)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

} // namespace dass
