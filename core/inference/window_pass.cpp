#include "core/inference/window_pass.h"

#include <algorithm>

namespace dass {

std::int64_t chooseBatch(const TaggingModel& model, std::int64_t windowFrames)
{
    const BatchLimits limits = model.batchLimits();
    std::int64_t batch = limits.inputs;
    while (batch > 1 && model.workingBytes(batch, windowFrames) > limits.bytes)
        batch /= 2;
    return batch;
}

WindowPass::WindowPass(const TaggingSettings& settings, RecordingForm form, ModelCalls& calls, RowSink& sink,
                       std::stop_token stop)
    : m_timing(settings), m_pooling(settings.pooling), m_calls(calls), m_sink(sink), m_stop(std::move(stop)),
      m_batchChosen(settings.batch == 0),
      m_batch(m_batchChosen ? chooseBatch(calls.model(), m_timing.window()) : settings.batch),
      m_device(calls.model().device()), m_recording(form)
{
}

void WindowPass::add(std::span<const float> values)
{
    m_recording.append(values);
    while (!m_stop.stop_requested() &&
           m_recording.end() >= m_timing.windowStart(m_nextRow + m_batch - 1) + m_timing.window())
        run(m_batch);
}

void WindowPass::finish()
{
    m_recording.finish();
    const std::int64_t rows = m_timing.rowCount(m_recording.end());
    while (!m_stop.stop_requested() && m_nextRow < rows)
        run(std::min(m_batch, rows - m_nextRow));
}

void WindowPass::run(std::int64_t windows)
{
    const std::int64_t length = m_timing.window();
    m_starts.clear();
    for (std::int64_t i = 0; i < windows; ++i)
        m_starts.push_back(m_timing.windowStart(m_nextRow + i));
    m_logits.resize(static_cast<std::size_t>(windows * m_calls.model().info().classes));
    if (!m_calls.make([&](TaggingModel& model) { m_recording.logits(model, m_starts, length, m_pooling, m_logits); }))
        return;

    if (m_calls.model().device() != m_device) { // a GPU that failed: the CPU's batches are smaller
        m_device = m_calls.model().device();
        if (m_batchChosen)
            m_batch = chooseBatch(m_calls.model(), length);
    }
    m_nextRow += windows;
    m_sink.append(m_logits, m_timing.windowEnd(m_nextRow - 1, m_recording.end()));
    m_recording.dropBefore(std::min(m_timing.windowStart(m_nextRow), m_recording.end()));
}

} // namespace dass
