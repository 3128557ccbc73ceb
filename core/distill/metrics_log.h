#pragma once

#include "core/distill/event_log.h"
#include "core/distill/run_folder.h"
#include "core/metrics/classification_metrics.h"

#include <cstdint>
#include <limits>
#include <optional>

namespace dass::distill {

struct StepMetrics
{
    std::int64_t step = 0; // from 1
    std::int64_t epoch = 0;
    double loss = 0;
    double labelLoss = std::numeric_limits<double>::quiet_NaN(); // NaN when its weight is 0
    double kdLoss = std::numeric_limits<double>::quiet_NaN();
    double learningRate = 0;
    double clipsPerSecond = 0;
    double waitingShare = 0; // of the time, how much the student waited for clips
};

struct EvaluationMetrics
{
    std::int64_t step = 0; // finished
    std::int64_t epoch = 0;
    TaggingScores scores;
    std::optional<double> runningMeanAveragePrecision;
    double loss = 0;
};

// What a run tells of its course (docs/formats.md, Distillation): lines of metrics.jsonl, and the same numbers in event
// files for TensorBoard beside it. One thread at a time; the folder outlives it. All throw Error(Io).
class MetricsLog
{
public:
    // Goes on behind what the state holds. `resumed` is told as a line of its own.
    MetricsLog(RunFolder& folder, const Reached& reached, std::int64_t closedEpochs, bool resumed);

    void step(const StepMetrics& metrics);
    void epoch(const EvaluationMetrics& metrics);
    void final(const EvaluationMetrics& metrics); // of the finished model

private:
    RunFolder& m_folder;
    EventLog m_events;
};

} // namespace dass::distill
