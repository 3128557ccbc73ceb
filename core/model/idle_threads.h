#pragma once

namespace dass {

// OpenMP's threads that wait for work spin for milliseconds before they sleep. On a quiet machine that is fastest;
// beside other busy programs it takes the cores from everybody's work, this program's own included. Called before each
// pass of a model, this looks every quarter of a second how long the process's threads have waited for a core, and lets
// idle ones sleep at once while the machine is busy. For the whole process, from any thread. Linux; nothing happens
// elsewhere.
void adaptIdleThreads();

// Its two halves, for tests.
struct CoreTimes
{
    double running = 0; // seconds of all threads so far
    double waiting = 0; // for a core
};
CoreTimes coreTimes(); // zeros where the system does not tell
bool machineIsBusy(const CoreTimes& before, const CoreTimes& now, bool busyBefore);

} // namespace dass
