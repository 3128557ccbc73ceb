#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace dass::distill {

// The processes that make one run together: each has the whole student and computes its part of every batch. All of
// them make the same calls in the same order, from one thread; a call returns when all have made it. This one is a
// process alone.
class Ranks
{
public:
    virtual ~Ranks() = default;

    virtual int rank() const { return 0; } // 0 … size() - 1; 0 owns the run folder
    virtual int size() const { return 1; }
    virtual int onThisHost() const { return 1; } // ranks that share its cores

    // Adds up what all hold, in place: the same on every rank, and the same every time with as many ranks.
    virtual void sum(std::span<float> values);
    virtual void sum(std::span<double> values);

    virtual std::vector<std::string> gather(const std::string& text); // [size()], on every rank

    // As the others, but without using a core while it waits: for what takes minutes.
    virtual void waitForAll();

    // Ends the processes of all ranks at once: for failures that the others do not learn of otherwise.
    virtual void abort();

    bool isFirst() const { return rank() == 0; }
};

// The ranks of a process that mpirun or srun started as one of several, through the plugin libdass_mpi.so; null for a
// process alone, which needs neither the plugin nor MPI. Once a process. Throws Error: NotFound when there are several
// and the plugin or MPI is not there, Unsupported when another MPI started them.
std::unique_ptr<Ranks> joinRanks();

// A failure that all ranks know of and throw.
class SharedError : public Error
{
public:
    using Error::Error;
};

// What one rank's action throws, all throw as a SharedError that names the rank. With one rank it is just a call.
void together(Ranks& ranks, const std::function<void()>& action);

// First and one past the last of `count` things that fall to this rank.
std::pair<std::int64_t, std::int64_t> shareOf(const Ranks& ranks, std::int64_t count);

} // namespace dass::distill
