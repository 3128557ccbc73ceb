#pragma once

#include <cstdint>

namespace dass::cli {

// The process's resident memory in bytes, and its peak since resetPeakMemory() (where that is not allowed, since the
// start). Linux; 0 elsewhere.
std::int64_t residentBytes();
std::int64_t peakResidentBytes();
void resetPeakMemory(); // after giving what the C library keeps back to the system

} // namespace dass::cli
