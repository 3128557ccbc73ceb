#include "core/inference/dense_pass.h"

#include "core/base/error.h"

#include <algorithm>

namespace dass {

namespace {

constexpr std::int64_t kStepFrames = 32;
constexpr std::int64_t kContextSteps = 2;      // on each side of a span: 1.28 s
constexpr std::int64_t kLastContextSteps = 32; // before the last, short one: a training clip's length
constexpr std::int64_t kReach = 15;            // steps averaged on each side of a row: 31 of 0.32 s = 9.92 s in all
constexpr std::int64_t kLongestSpan = 4096;    // frames: longer ones leave the cores' caches
constexpr std::int64_t kShortestSpan = 1024;
constexpr std::int64_t kInputsOfASpan = 2; // how many clips' calls a span's counts as
constexpr std::int64_t kMostSpans = 8;     // 5 min of sound: rows have to appear while more is being read
constexpr std::int64_t kWorkingBytes = std::int64_t{128} << 20; // at most, or what the model's limits say

std::int64_t bytesFor(const TaggingModel& model)
{
    return std::max(kWorkingBytes, model.batchLimits().bytes);
}

std::int64_t spanFrames(const TaggingModel& model)
{
    std::int64_t frames = kLongestSpan;
    while (frames > kShortestSpan && model.workingBytes(1, frames) > bytesFor(model))
        frames = std::max(frames / 2, kShortestSpan);
    return frames;
}

std::int64_t chooseBatch(const TaggingModel& model, std::int64_t frames)
{
    std::int64_t batch = std::clamp<std::int64_t>(model.batchLimits().inputs / kInputsOfASpan, 1, kMostSpans);
    while (batch > 1 && model.workingBytes(batch, frames) > bytesFor(model))
        batch /= 2;
    return batch;
}

} // namespace

std::int64_t DensePass::workingBytes(const TaggingModel& model)
{
    const std::int64_t frames = spanFrames(model);
    return model.workingBytes(chooseBatch(model, frames), frames);
}

DensePass::DensePass(const TaggingSettings& settings, RecordingForm form, ModelCalls& calls, RowSink& sink,
                     std::stop_token stop)
    : m_calls(calls), m_sink(sink), m_stop(std::move(stop)), m_classes(calls.model().info().classes),
      m_spanSteps(spanFrames(calls.model()) / kStepFrames),
      m_batch(chooseBatch(calls.model(), m_spanSteps * kStepFrames)), m_device(calls.model().device()),
      m_recording(form), m_sums(static_cast<std::size_t>(m_classes))
{
    if (settings.pooling != Pooling::Mean)
        throw Error(ErrorCode::InvalidArgument, "the dense mode pools by mean, not by " + nameOf(settings.pooling) +
                                                    "; use the mode windows for other poolings");
}

// The first span has no context before it and gives more steps instead: all have the same length, since matrix products
// of a new shape have to be prepared first.
DensePass::Span DensePass::span(std::int64_t number) const
{
    const std::int64_t first = number * (m_spanSteps - 2 * kContextSteps);
    return {first * kStepFrames, first + m_spanSteps - kContextSteps};
}

// That are there, at most a batch. One frame more than the spans: a recording that ends with them is finish()'s.
std::int64_t DensePass::spansReady() const
{
    std::int64_t count = 0;
    while (count < m_batch && m_recording.end() > span(m_nextSpan + count).firstFrame + m_spanSteps * kStepFrames)
        ++count;
    return count;
}

void DensePass::add(std::span<const float> values)
{
    m_recording.append(values);
    while (!m_stop.stop_requested() && spansReady() == m_batch)
        runNext(m_batch);
}

void DensePass::finish()
{
    m_recording.finish();
    while (!m_stop.stop_requested() && spansReady() > 0)
        runNext(spansReady());
    const std::int64_t steps = TaggingModel::denseSteps(m_recording.end());
    if (!m_stop.stop_requested() && m_stepsDone < steps) {
        const Span last{std::max<std::int64_t>(m_stepsDone - kLastContextSteps, 0) * kStepFrames, steps};
        run({&last, 1}, m_recording.end() - last.firstFrame);
    }
    if (!m_stop.stop_requested())
        emit(true);
}

void DensePass::runNext(std::int64_t count)
{
    std::vector<Span> spans;
    for (std::int64_t i = 0; i < count; ++i)
        spans.push_back(span(m_nextSpan + i));
    m_nextSpan += count;
    run(spans, m_spanSteps * kStepFrames);
}

void DensePass::run(std::span<const Span> spans, std::int64_t frames)
{
    const auto count = static_cast<std::int64_t>(spans.size());
    const std::int64_t steps = TaggingModel::denseSteps(frames);
    m_starts.clear();
    for (const Span& span : spans)
        m_starts.push_back(span.firstFrame);
    m_spanLogits.resize(static_cast<std::size_t>(count * steps * m_classes));
    if (!m_calls.make([&](TaggingModel& model) { m_recording.denseLogits(model, m_starts, frames, m_spanLogits); }))
        return;
    if (m_calls.model().device() != m_device) { // a GPU that failed: the CPU's batches are smaller
        m_device = m_calls.model().device();
        m_batch = chooseBatch(m_calls.model(), m_spanSteps * kStepFrames);
    }

    for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t first = spans[static_cast<std::size_t>(i)].firstFrame / kStepFrames;
        const std::int64_t last = spans[static_cast<std::size_t>(i)].lastStep;
        const auto logits = m_spanLogits.begin() + i * steps * m_classes;
        m_steps.insert(m_steps.end(), logits + (m_stepsDone - first) * m_classes, logits + (last - first) * m_classes);
        m_stepsDone = last;
    }
    m_recording.dropBefore((m_stepsDone - kLastContextSteps) * kStepFrames);
    emit(false);
}

void DensePass::emit(bool finished)
{
    const std::int64_t ready = finished ? m_stepsDone : m_stepsDone - kReach;
    const std::int64_t count = ready - m_rowsDone;
    if (count <= 0)
        return;
    const std::int64_t firstKept = m_summedFrom; // the step that m_steps begins with
    const auto add = [&](std::int64_t step, double sign) {
        const float* logits = m_steps.data() + (step - firstKept) * m_classes;
        for (std::int64_t c = 0; c < m_classes; ++c)
            m_sums[static_cast<std::size_t>(c)] += sign * logits[c];
    };
    m_rows.resize(static_cast<std::size_t>(count * m_classes));
    for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t first = std::max<std::int64_t>(m_rowsDone + i - kReach, 0);
        const std::int64_t last = std::min(m_rowsDone + i + kReach + 1, m_stepsDone);
        for (; m_summedTo < last; ++m_summedTo)
            add(m_summedTo, 1);
        for (; m_summedFrom < first; ++m_summedFrom)
            add(m_summedFrom, -1);
        const double share = 1 / static_cast<double>(last - first);
        float* row = m_rows.data() + i * m_classes;
        for (std::int64_t c = 0; c < m_classes; ++c)
            row[c] = static_cast<float>(m_sums[static_cast<std::size_t>(c)] * share);
    }
    m_rowsDone = ready;
    m_steps.erase(m_steps.begin(), m_steps.begin() + (m_summedFrom - firstKept) * m_classes);
    m_sink.append(m_rows, std::min(m_rowsDone * kStepFrames, m_recording.end()));
}

} // namespace dass
