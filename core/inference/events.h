#pragma once

#include "core/inference/tagger.h"

#include <cstdint>
#include <stop_token>
#include <vector>

namespace dass {

struct EventSettings
{
    double threshold = 0.3; // probability, inclusive
    double mergeGapSeconds = 0;
    double minDurationSeconds = 0;
    std::vector<std::int64_t> classes = {}; // to look at; empty = all
    std::int64_t topK = 0; // of each row, only the k most probable of these classes (more where they tie); 0 = all
};

struct Event
{
    std::int64_t startSample = 0; // at 16 kHz
    std::int64_t endSample = 0;
    std::int64_t classIndex = 0;
    float peakProbability = 0;
    float meanProbability = 0; // over the event's cells, gaps that were merged included
};

// Runs of cells at or above the threshold, by start, then class. Runs of a class whose gap is not longer than the merge
// gap are one event; then what is shorter than the minimum is left out. Works on rows so far; cheap enough to call
// whenever a setting moves (10 h x 527 within 50 ms, unless it gives millions of events). Throws Error(InvalidArgument)
// for a class that is not there. Nothing, soon, once a stop was asked for.
std::vector<Event> findEvents(const TaggingResult& result, const EventSettings& settings,
                              const std::stop_token& stop = {});

struct ClassSummary
{
    float maxProbability = 0;
    float meanProbability = 0;        // over the rows
    double secondsAboveThreshold = 0; // of the rows' cells
};

// [classes]; nothing, soon, once a stop was asked for.
std::vector<ClassSummary> summarise(const TaggingResult& result, double threshold, const std::stop_token& stop = {});

} // namespace dass
