#include "app/cli/interrupt.h"

#include <csignal>
#include <thread>

#include <pthread.h>

namespace dass::cli {

namespace {

// Requesting a stop may run callbacks and take locks, which a signal handler must not do: a thread waits for the
// signals instead.
void waitForSignals(std::stop_source source)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    int received = 0;
    sigwait(&signals, &received);
    source.request_stop();
    sigwait(&signals, &received);
    std::signal(received, SIG_DFL);
    pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
    std::raise(received);
}

} // namespace

std::stop_token stopOnInterrupt()
{
    static const std::stop_source source = [] {
        sigset_t signals;
        sigemptyset(&signals);
        sigaddset(&signals, SIGINT);
        sigaddset(&signals, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &signals, nullptr); // inherited by threads that start later
        std::stop_source made;
        std::thread(waitForSignals, made).detach(); // lives as long as the process: there is nothing to join it
        return made;
    }();
    return source.get_token();
}

} // namespace dass::cli
