#include "core/inference/window_pass.h"

#include <algorithm>

namespace dass {

namespace {

constexpr std::int64_t kCpuBytes = std::int64_t{32} << 20;
constexpr std::int64_t kGpuBytes = std::int64_t{1} << 30;
constexpr std::int64_t kCpuBatch = 8;
constexpr std::int64_t kGpuBatch = 64;

} // namespace

std::int64_t chooseBatch(const TaggingModel& model, std::int64_t windowFrames)
{
    const bool cpu = model.device() == "cpu";
    const std::int64_t budget = cpu ? kCpuBytes : kGpuBytes;
    std::int64_t batch = cpu ? kCpuBatch : kGpuBatch;
    while (batch > 1 && model.workingBytes(batch, windowFrames) > budget)
        batch /= 2;
    return batch;
}

WindowPass::WindowPass(const TaggingSettings& settings, ModelCalls& calls, RowSink& sink, std::stop_token stop)
    : m_timing(settings), m_pooling(settings.pooling), m_calls(calls), m_sink(sink), m_stop(std::move(stop)),
      m_batch(settings.batch > 0 ? settings.batch : chooseBatch(calls.model(), m_timing.window()))
{
}

void WindowPass::add(std::span<const float> frames)
{
    m_frames.append(frames);
    while (!m_stop.stop_requested() &&
           m_frames.end() >= m_timing.windowStart(m_nextRow + m_batch - 1) + m_timing.window())
        run(m_batch);
}

void WindowPass::finish()
{
    if (m_frames.end() == 0)
        m_frames.append(std::vector<float>(fbank::kMelBins, fbank::kNormalisedPadding));
    const std::int64_t rows = m_timing.rowCount(m_frames.end());
    while (!m_stop.stop_requested() && m_nextRow < rows)
        run(std::min(m_batch, rows - m_nextRow));
}

void WindowPass::run(std::int64_t windows)
{
    const std::int64_t length = m_timing.window();
    const std::int64_t windowValues = length * fbank::kMelBins;
    m_windows.resize(static_cast<std::size_t>(windows * windowValues));
    for (std::int64_t i = 0; i < windows; ++i) {
        const std::int64_t row = m_nextRow + i;
        const auto sound = m_frames.frames(m_timing.windowStart(row), m_timing.windowEnd(row, m_frames.end()));
        const auto target = m_windows.begin() + i * windowValues;
        std::fill(std::copy(sound.begin(), sound.end(), target), target + windowValues, fbank::kNormalisedPadding);
    }

    m_logits.resize(static_cast<std::size_t>(windows * m_calls.model().info().classes));
    if (!m_calls.make([&](TaggingModel& model) { model.logits(m_windows, windows, length, m_pooling, m_logits); }))
        return;

    m_nextRow += windows;
    m_sink.append(m_logits, m_timing.windowEnd(m_nextRow - 1, m_frames.end()));
    m_frames.dropBefore(std::min(m_timing.windowStart(m_nextRow), m_frames.end()));
}

} // namespace dass
