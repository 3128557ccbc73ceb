#pragma once

#include "core/distill/ranks.h"

#include <string>
#include <vector>

namespace dass::distill {

// Which cores a rank may use. Starters bind ranks to cores of their own, to the same ones, or to none at all.
struct RankCores
{
    std::vector<int> cores; // that its process may run on, ascending; empty = the system does not tell
    int sharers = 1;        // ranks of this host, itself included, that may run on any of them
    int coresOfHost = 1;
};

// All ranks call it.
RankCores coresOf(Ranks& ranks);

// The same of what each rank's process may run on: "host 0,1,2" of every rank.
int sharersOf(const std::vector<std::string>& places, std::size_t rank);

// What a choice of threads (0 = one a core, -n = n cores left free) comes to for this rank. At least 1.
int threadsOf(int choice, const RankCores& cores);

// For the log: "4 processes; this one computes with 8 threads on cores 0-7 of 32".
std::string coresText(const RankCores& cores, int ranks, int threads);

} // namespace dass::distill
