#include "app/cli/interrupt.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <pthread.h>
#include <string_view>
#include <thread>
#include <unistd.h>

namespace dass::cli {

namespace {

constexpr int kExitCode = 130; // of a cancelled run, as when it ends by itself
constexpr std::string_view kWords =
    "\nended at once by a second signal: what is not in a file yet is lost; --resume, where there is one, goes on from "
    "what is\n";

// One wish may come as several signals: timeout and a cluster's starter send theirs to the process and then to its
// whole group, and a terminal's Ctrl-C reaches a program through its parent as well.
constexpr std::timespec kSameWish{0, 500'000'000};

sigset_t endingSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

// Until no more of them came for a moment: the next one is a wish of its own.
void waitUntilQuiet(const sigset_t& signals)
{
    int received = 0;
    do
        received = sigtimedwait(&signals, nullptr, &kSameWish);
    while (received > 0 || errno == EINTR);
}

// Requesting a stop may run callbacks and take locks, which a signal handler must not do: a thread waits for the
// signals instead.
void waitForSignals(std::stop_source source)
{
    const sigset_t signals = endingSignals();
    int received = 0;
    sigwait(&signals, &received);
    source.request_stop();
    waitUntilQuiet(signals);
    sigwait(&signals, &received);
    // No destructor runs: what the other threads are writing takes its name only when it is whole.
    [[maybe_unused]] const auto told = write(STDERR_FILENO, kWords.data(), kWords.size());
    std::_Exit(kExitCode);
}

} // namespace

std::stop_token stopOnInterrupt()
{
    static const std::stop_source source = [] {
        const sigset_t signals = endingSignals();
        pthread_sigmask(SIG_BLOCK, &signals, nullptr); // inherited by threads that start later
        std::stop_source made;
        std::thread(waitForSignals, made).detach(); // lives as long as the process: there is nothing to join it
        return made;
    }();
    return source.get_token();
}

} // namespace dass::cli
