#pragma once

namespace dass {

// Cores that this process may run on; at least 1.
int coreCount();

// The threads that a person's choice stands for: n > 0 = n, though no more than there are cores; 0 = one a core;
// -n = one a core but for n cores, which stay free. At least 1.
int threadCount(int choice, int cores = coreCount());

inline constexpr int kMostThreads = 1024; // that a choice may name, either way

} // namespace dass
