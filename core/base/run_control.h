#pragma once

#include <functional>
#include <stop_token>

namespace dass {

// How a long operation ended when it did not throw. What was computed before a cancellation is kept.
enum class Outcome { Finished, Cancelled };

// Called from the thread that works, as often as it likes; receivers throttle.
template <class T>
using ProgressSink = std::function<void(const T&)>;

} // namespace dass
