#include "core/inference/row_sink.h"

#include "core/features/fbank.h"
#include "core/inference/pause_gate.h"
#include "core/metrics/logits.h"

#include <algorithm>
#include <cmath>

namespace dass {

RowSink::RowSink(ProbabilityMatrix& matrix, const ProgressSink<TaggingProgress>& progress,
                 std::optional<std::int64_t> framesExpected, const PauseGate* gate)
    : m_matrix(matrix), m_progress(progress), m_framesExpected(framesExpected), m_gate(gate)
{
}

void RowSink::append(std::span<float> logits, std::int64_t framesDone)
{
    for (float& value : logits)
        value = sigmoid(value);
    const auto classes = static_cast<std::size_t>(m_matrix.classes());
    for (std::size_t first = 0; first < logits.size(); first += classes) {
        const auto row = logits.subspan(first, classes);
        const auto numbers = std::ranges::count_if(row, [](float value) { return !std::isnan(value); });
        m_rowsWithGaps += numbers < std::ssize(row) ? 1 : 0;
        m_rowsWithoutNumbers += numbers == 0 ? 1 : 0;
    }
    m_matrix.append(logits);
    m_framesDone = framesDone;
    report(framesDone);
}

void RowSink::report(std::int64_t framesDone) const
{
    if (!m_progress)
        return;
    std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - m_started;
    if (m_gate)
        elapsed -= m_gate->waited();
    const double seconds = std::max(elapsed.count(), 1e-6);

    TaggingProgress progress;
    progress.rowsDone = m_matrix.rows();
    progress.framesDone = framesDone;
    progress.framesExpected = m_framesExpected;
    progress.timesRealTime = static_cast<double>(framesDone) / fbank::kFramesPerSecond / seconds;
    if (m_framesExpected && framesDone > 0) {
        const auto left = static_cast<double>(std::max<std::int64_t>(*m_framesExpected - framesDone, 0));
        progress.secondsLeft = left * seconds / static_cast<double>(framesDone);
    }
    m_progress(progress);
}

} // namespace dass
