#pragma once

#include "core/base/folder_lock.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace dass::distill {

enum class RunState { Running, Paused, Finished, Failed, Cancelled };

struct RunStatus
{
    RunState state = RunState::Running;
    std::int64_t epoch = 0; // from 1; 0 before the first
    std::int64_t epochs = 0;
    std::int64_t step = 0; // finished
    std::int64_t steps = 0;
    std::optional<std::int64_t> savedStep; // of the state that --resume goes on from; none so far
    double clipsPerSecond = 0;
    std::optional<double> secondsLeft;
    std::optional<double> bestMeanAveragePrecision;
    std::string error;   // of a failed run
    bool ending = false; // no step follows: the model is scored and written
};

// The folder that a run owns (docs/formats.md, Distillation) and through which others watch and
// steer it. Holding one keeps every other process out. One thread at a time.
class RunFolder
{
public:
    // Makes the folder and locks it. Throws Error: InvalidArgument (a run is there already and resume is false, one is
    // at work, or somebody's model lies there without a run), Io.
    RunFolder(std::filesystem::path folder, bool resume);

    // The folder of a run that another process owns: it is read from, and what is to be written or obeyed is the
    // owner's affair, so that all of that does nothing here.
    struct OfOther
    {
    };
    RunFolder(OfOther, std::filesystem::path folder);
    bool isOwn() const { return m_lock.has_value(); }

    const std::filesystem::path& path() const { return m_folder; }
    std::filesystem::path checkpoints() const { return m_folder / "checkpoints"; }
    std::filesystem::path lastState() const { return checkpoints() / "last"; }
    std::filesystem::path epochWeights(std::int64_t epoch) const; // checkpoints/epoch-0001.safetensors
    bool isFinished() const; // says its status, and the model is there; throws Error(Io)
    bool hasBegun() const;   // says its status or its metrics; throws Error(Io)
    // Whether the run had come to a state that can be gone on from, as its other files tell where that is gone: the
    // status. Where that is of a version that did not tell, a run had that saves itself after so many steps, came as
    // far and left an epoch's weights; where there is no status, one that left those.
    bool hadState(std::int64_t checkpointSteps) const;

    void setPublished(std::optional<double> precision) { m_published = precision; } // for the status
    void writeStatus(const RunStatus& status) const;
    void appendMetrics(const std::string& jsonLine);
    void log(const std::string& message);

    // What cannot be looked at, as in a network's folder that is briefly away, is no wish, and ends no pause.
    bool pauseWanted() const; // a file named "pause" lies in the folder
    bool pauseIsOver() const; // none does any more
    bool stopWanted() const;  // a file named "stop" lies there
    bool takeStop() const;    // likewise; it is removed, so that a resumed run goes on

private:
    std::filesystem::path m_folder;
    std::optional<FolderLock> m_lock;
    std::string m_started;
    std::optional<double> m_published;
};

std::string timeStamp(); // UTC, "2026-11-24T23:05:00Z"
std::string hostName();  // of this computer; empty: not known

} // namespace dass::distill
