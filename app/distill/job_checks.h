#pragma once

#include "app/distill/job_memory.h"

#include <QString>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace dass {

// Clips of a list that are not there and that the run could do without: the share of bad files that it then has to put
// up with, as data.bad_share of the specification. The list stays as it is, which stored outputs are in the order of.
struct LeaveOut
{
    std::int64_t clips = 0;
    double badShare = 0;
};

// One thing that was looked at before a job starts.
struct JobCheck
{
    enum class State { Fine, Warning, Problem, Open }; // open: not filled in yet
    State state = State::Fine;
    QString title;
    QString words;
    QString field;                      // that it is about, as in JobDraft
    std::optional<LeaveOut> leaveOut{}; // what would solve the problem
};

// What the job will take. 0: not known.
struct JobCost
{
    std::int64_t clips = 0;
    std::int64_t steps = 0;
    std::int64_t stepsPerEpoch = 0;
    std::int64_t parameters = 0;      // about
    std::int64_t checkpointBytes = 0; // of one epoch
    std::int64_t diskBytes = 0;
    std::int64_t memoryBytes = 0;
};

struct JobReport
{
    std::vector<JobCheck> checks;
    JobCost cost;

    int count(JobCheck::State state) const;
};

// Looks at everything that would keep a specification from running in the folder: files, labels, weights by the names
// and shapes of their tensors, stored outputs by theirs, lists with all their clips, disk, memory, and what the program
// itself says of it. Takes a look at each clip's file, so not on the GUI thread; never throws, and says what it found
// when it was stopped.
JobReport checkJob(const std::string& spec, const std::filesystem::path& folder, const std::stop_token& stop);

} // namespace dass
