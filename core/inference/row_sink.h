#pragma once

#include "core/inference/tagger.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>

namespace dass {

class PauseGate;

// Where a pass puts its rows: logits become probabilities, go into the matrix, and progress is told. Times leave out
// what the gate (where there is one) held the run up.
class RowSink
{
public:
    RowSink(ProbabilityMatrix& matrix, const ProgressSink<TaggingProgress>& progress,
            std::optional<std::int64_t> framesExpected, const PauseGate* gate = nullptr);

    // logits [n, classes], overwritten by the probabilities; framesDone: of the recording, so far.
    void append(std::span<float> logits, std::int64_t framesDone);

    // Of a pass whose rows come late: so much of the work is done, as frames of the recording.
    void progress(std::int64_t framesDone) const { report(framesDone); }

    std::int64_t framesDone() const { return m_framesDone; }                 // that rows speak for
    std::int64_t rowsWithoutNumbers() const { return m_rowsWithoutNumbers; } // at all
    std::int64_t rowsWithGaps() const { return m_rowsWithGaps; }             // at least one value is no number
    std::optional<std::int64_t> framesExpected() const { return m_framesExpected; }

private:
    void report(std::int64_t framesDone) const;

    ProbabilityMatrix& m_matrix;
    const ProgressSink<TaggingProgress>& m_progress;
    std::optional<std::int64_t> m_framesExpected;
    const PauseGate* m_gate;
    std::chrono::steady_clock::time_point m_started = std::chrono::steady_clock::now();
    std::int64_t m_framesDone = 0;
    std::int64_t m_rowsWithoutNumbers = 0;
    std::int64_t m_rowsWithGaps = 0;
};

} // namespace dass
