#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace dass::distill {

struct Scalar
{
    std::string tag; // "train/loss"; one that is no number is left out
    double value = 0;
};

// How far the state reaches that a run goes on from. Later events are those of steps that will be made again.
struct Reached
{
    std::int64_t step = 0;          // finished
    std::int64_t evaluatedStep = 0; // at the end of the last closed epoch
};

inline constexpr const char* kTrainTags = "train/";
inline constexpr const char* kEvalTags = "eval/";   // at an epoch's end
inline constexpr const char* kFinalTags = "final/"; // of the finished model

// Whether a file has the name of one of ours, not that of another program's event file.
bool isEventFile(const std::filesystem::path& file);

// TensorBoard's event files of a run, folder/events.out.tfevents.0001 and so on: one a process that worked at it, in
// order. A process that goes on cuts what earlier ones wrote behind the state that they left, so that every step is
// told once, and says so to a TensorBoard that has read it already. One thread at a time.
class EventLog
{
public:
    // Throws Error(Io).
    EventLog(const std::filesystem::path& folder, const Reached& reached);

    // Steps do not decrease. Written at once. Throws Error(Io).
    void append(std::int64_t step, const std::vector<Scalar>& scalars) const;

private:
    std::filesystem::path m_file;
};

} // namespace dass::distill
