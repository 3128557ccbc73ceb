#pragma once

#include <cstdint>

// What libdass_mpi.so offers, so that only it needs MPI. Nothing throws; MPI's own errors end the process.

extern "C" {

struct DassMpi
{
    int rank;
    int size;
    int onThisHost;      // ranks
    bool mayHaveThreads; // the process, of which one calls MPI; else nothing but finish() may be called
    void (*sumFloats)(float* values, std::int64_t count);
    void (*sumDoubles)(double* values, std::int64_t count);
    // Calls take(context, rank, bytes, size) for each rank's bytes, in order.
    void (*gather)(const char* bytes, std::int64_t size,
                   void (*take)(void* context, int rank, const char* bytes, std::int64_t size), void* context);
    void (*waitForAll)();
    void (*abort)();
    void (*finish)();
};

// Starts MPI. Once a process.
DassMpi dassStartMpi();
}
