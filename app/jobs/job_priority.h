#pragma once

namespace dass {

// Against the window's and the sound's threads. Background: gives way to them, for work that keeps every core busy.
enum class JobPriority { Normal, Background };

} // namespace dass
