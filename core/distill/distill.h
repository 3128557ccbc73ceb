#pragma once

#include "core/base/run_control.h"
#include "core/distill/ranks.h"
#include "core/distill/spec.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>

namespace dass::distill {

struct DistillOptions
{
    bool resume = false; // go on with the run that the folder holds
    int threads =
        0; // of the arithmetic; 0 = one a core, of which ranks on one host get equal parts; -n = n cores left free
    Ranks* ranks = nullptr; // the processes of this run; null: this one alone
};

struct DistillProgress
{
    std::int64_t epoch = 0; // from 1
    std::int64_t epochs = 0;
    std::int64_t step = 0; // finished
    std::int64_t steps = 0;
    double loss = 0; // of the last step
    double clipsPerSecond = 0;
    std::optional<double> secondsLeft;
    std::string message;    // a line for the log; empty for plain progress
    double stepSeconds = 0; // of the last step, with the wait for its clips; without what an epoch's end takes
};

// Trains a student as the specification says, in a run folder (formats.md) that holds everything needed to go on.
// Cancelled by the token or by a file named "stop" in the folder: at the next step, after saving, and by the file with
// the best model so far left in the folder; "pause" waits while the file is there. A resumed run computes on the CPU,
// bit for bit, what an uninterrupted one would have, given the same number of threads and ranks. Throws Error; the
// folder's status then says "failed". Of several ranks the first owns the folder, which all have to see; the run is
// that of a process alone but for rounding. A failure that all ranks know of is a SharedError; after any other one the
// caller ends them by Ranks::abort().
Outcome distill(const Spec& spec, const std::filesystem::path& folder, const DistillOptions& options,
                const std::stop_token& stop, const ProgressSink<DistillProgress>& progress);
// The same of a specification's file.
Outcome distill(const std::filesystem::path& spec, const std::filesystem::path& folder, const DistillOptions& options,
                const std::stop_token& stop, const ProgressSink<DistillProgress>& progress);

} // namespace dass::distill
