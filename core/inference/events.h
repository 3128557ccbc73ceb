#pragma once

#include "core/inference/tagger.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace dass {

enum class Smoothing : std::uint8_t { None, Mean, Median };
inline constexpr int kMostSmoothingRows = 31;

std::string nameOf(Smoothing smoothing);              // "none", "mean", "median"
Smoothing smoothingFromName(const std::string& name); // throws Error(InvalidArgument)

// `below` stands below `above` in the tree of classes, at any depth.
struct ClassBelow
{
    std::int64_t below = 0;
    std::int64_t above = 0;

    bool operator==(const ClassBelow&) const = default;
};

// The threshold of one class alone.
struct ClassThreshold
{
    std::int64_t classIndex = 0;
    double threshold = 0; // probability, inclusive

    bool operator==(const ClassThreshold&) const = default;
};

// The search looks at the stored probabilities after what is asked for of: roll-up, then smoothing. Peaks and means of
// events are of what it looks at. With either of the two, a probability that is no number counts as 0.
struct EventSettings
{
    double threshold = 0.3; // probability, inclusive; of every class that has none of its own
    double mergeGapSeconds = 0;
    double minDurationSeconds = 0;
    std::vector<std::int64_t> classes = {}; // to look at; empty = all
    std::int64_t topK = 0; // of each row, only the k most probable of these classes (more where they tie); 0 = all
    // Probability, inclusive: an event that the threshold began goes on down to it. At most the threshold; none: that.
    std::optional<double> endThreshold = {};
    // Of each class over so many rows, the row in the middle; an odd number from 1 to kMostSmoothingRows. Beyond the
    // ends the first and the last row count again, during a run the last one so far.
    Smoothing smoothing = Smoothing::None;
    int smoothingRows = 5;
    // Each class's probability becomes the largest of its own and of those below it, in any order; empty = no roll-up.
    std::vector<ClassBelow> rollUp = {};
    std::vector<ClassThreshold> ownThresholds = {}; // a class once

    // Down to which an event goes on that this threshold began.
    double endOf(double begin) const { return endThreshold ? std::min(*endThreshold, begin) : begin; }
};

// What an event of each class must reach, [classes]. Throws Error(InvalidArgument) for an own threshold of a class that
// is not there.
std::vector<float> classThresholds(const EventSettings& settings, std::int64_t classes);

struct Event
{
    std::int64_t startSample = 0; // at 16 kHz
    std::int64_t endSample = 0;
    std::int64_t classIndex = 0;
    float peakProbability = 0;
    float meanProbability = 0; // over the event's cells, gaps that were merged included

    bool operator==(const Event&) const = default;
};

// Runs of cells at or above the threshold, by start, then class; with an end threshold a run goes on while its cells
// are at or above that. Runs of a class whose gap is not longer than the merge gap are one event; then what is shorter
// than the minimum is left out. Works on rows so far; cheap enough to call whenever a setting moves (10 h x 527 within
// 50 ms, unless it gives millions of events, rolls up or smooths). Throws Error(InvalidArgument) for a class that is
// not there or a number of rows that cannot be smoothed over. Nothing, soon, once a stop was asked for.
std::vector<Event> findEvents(const TaggingResult& result, const EventSettings& settings,
                              const std::stop_token& stop = {});

struct ClassSummary
{
    float maxProbability = 0;
    float meanProbability = 0;        // over the rows
    double secondsAboveThreshold = 0; // of the rows' cells
};

// [classes], of the stored probabilities: of the settings only the thresholds count. Nothing, soon, once a stop was
// asked for. Throws as classThresholds().
std::vector<ClassSummary> summarise(const TaggingResult& result, const EventSettings& settings,
                                    const std::stop_token& stop = {});

} // namespace dass
