#pragma once

#include "app/distill/run_space.h"
#include "app/distill/training_process.h"

#include <QDateTime>
#include <QMetaType>
#include <QString>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>

namespace dass {

enum class RunPhase {
    Missing,  // the folder is not there, or cannot be looked into
    NoRun,    // holds neither specification nor state of a distillation
    Waiting,  // a specification that nobody has started
    Starting, // started here, and has not told anything yet
    Running,
    Paused,
    Finished,
    Stopped, // can be gone on with
    Failed,  // or a process that was to go on with it ended before it owned the folder
    Died,    // says that it runs, but its process is gone
    Silent,  // the same of another computer, which is not known for certain
};

bool isAtWork(RunPhase phase); // a process owns the folder
bool canGoOn(RunPhase phase);  // `dass distill --resume` would
bool canBeDeleted(RunPhase phase);

// What a run folder says of its run, in a few values.
struct RunSummary
{
    QString folder;
    QString name; // the folder's
    RunPhase phase = RunPhase::Missing;
    std::int64_t epoch = 0; // from 1; 0 before the first
    std::int64_t epochs = 0;
    std::int64_t step = 0;
    std::int64_t steps = 0;
    double clipsPerSecond = 0;
    std::optional<double> secondsLeft;
    std::optional<double> bestMeanAveragePrecision;
    std::optional<double> publishedMeanAveragePrecision; // of the paper's row that it is of, on AudioSet
    QString error;                                       // of a failed one, in one line
    QString host;
    bool here = true; // its process runs, or ran, on this computer
    std::int64_t pid = 0;
    QDateTime started;
    QDateTime updated;
    bool pauseAsked = false;
    bool stopAsked = false;
    bool ending = false;           // of a running one: no step follows, its model is scored and written
    bool hasModel = false;         // that can be tagged with
    std::optional<ProcessUse> use; // of a process on this computer that is at work
    std::optional<double> cores;   // that it has kept busy since it was last looked at
    RunSpace space;                // on its folder's disk

    double share() const { return steps > 0 ? static_cast<double>(step) / static_cast<double>(steps) : 0; }
    bool operator==(const RunSummary&) const = default;
};

// Reads a folder that may hold anything. Any thread; takes some file accesses, which another computer's folder may make
// slow.
RunSummary readRunSummary(const std::filesystem::path& folder);

// Whether the text is the specification of a distillation: other work has a file of that name too.
bool isDistillation(std::string_view spec);

// Files with which the window marks what it has started; formats.md names the others.
inline constexpr const char* kProcessFile = "process.pid";
inline constexpr const char* kClipsFolder = "clips"; // in the data folder: stretches that were cut out of recordings
inline constexpr std::size_t kMostSpec = 4 * 1024 * 1024; // bytes of a specification
inline constexpr const char* kProcessLog = "process.log"; // what the program says before it owns the folder

} // namespace dass

Q_DECLARE_METATYPE(dass::RunSummary)
