#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <stop_token>

namespace dass::distill {

// A run's process that has written its end into the status holds the folder's lock until it is gone, which takes a
// moment: a run that is to go on at once would be refused. Waits for that process of this computer to be gone, by the
// system's word on it, at most so long, and ends early when a stop is asked for. Returns at once where nobody holds the
// lock, where the run is at work, or where its process is not known. `told` is called once, before the wait, where
// there is one.
void waitForLeaving(const std::filesystem::path& folder, std::chrono::milliseconds most, const std::stop_token& stop,
                    const std::function<void()>& told);

} // namespace dass::distill
