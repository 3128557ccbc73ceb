#pragma once

#include "core/inference/tagger.h"

#include <cstdint>
#include <vector>

namespace dass {

struct EventSettings
{
    double threshold = 0.3; // probability, inclusive
    double mergeGapSeconds = 0;
    double minDurationSeconds = 0;
    std::vector<std::int64_t> classes; // to look at; empty = all
    std::int64_t topK = 0;             // only the k most probable classes of each row; 0 = all
};

struct Event
{
    std::int64_t startSample = 0; // at 16 kHz
    std::int64_t endSample = 0;
    std::int64_t classIndex = 0;
    float peakProbability = 0;
    float meanProbability = 0; // over the event's cells, gaps that were merged included
};

// Runs of cells at or above the threshold, by start, then class. Works on rows so far; cheap enough to call whenever a
// setting moves (10 h x 527 within 50 ms).
std::vector<Event> findEvents(const TaggingResult& result, const EventSettings& settings);

struct ClassSummary
{
    float maxProbability = 0;
    float meanProbability = 0;
    double secondsAboveThreshold = 0;
};

std::vector<ClassSummary> summarise(const TaggingResult& result, double threshold); // [classes]

} // namespace dass
