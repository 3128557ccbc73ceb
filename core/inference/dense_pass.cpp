#include "core/inference/dense_pass.h"

#include "core/base/error.h"

#include <algorithm>

namespace dass {

namespace {

constexpr std::int64_t kStepFrames = 32;
constexpr std::int64_t kContextSteps = 4;      // on each side of a span: 1.28 s
constexpr std::int64_t kLastContextSteps = 32; // before the last, short one: a training clip's length
constexpr std::int64_t kReach = 15;            // steps averaged on each side of a row: 31 of 0.32 s = 9.92 s in all
constexpr std::int64_t kLongestSpan = 6144;    // frames
constexpr std::int64_t kShortestSpan = 1024;
constexpr std::int64_t kWorkingBytes = std::int64_t{128} << 20;

std::int64_t spanFrames(const TaggingModel& model)
{
    std::int64_t frames = kLongestSpan;
    while (frames > kShortestSpan && model.workingBytes(1, frames) > kWorkingBytes)
        frames = std::max(frames / 2, kShortestSpan);
    return frames;
}

} // namespace

DensePass::DensePass(const TaggingSettings& settings, TaggingModel& model, RowSink& sink, std::stop_token stop)
    : m_model(model), m_sink(sink), m_stop(std::move(stop)), m_classes(model.info().classes),
      m_coreSteps(spanFrames(model) / kStepFrames - 2 * kContextSteps)
{
    if (settings.pooling != Pooling::Mean)
        throw Error(ErrorCode::InvalidArgument, "the dense mode pools by mean, not by " + nameOf(settings.pooling) +
                                                    "; use the mode windows for other poolings");
}

void DensePass::add(std::span<const float> frames)
{
    m_frames.append(frames);
    for (;;) {
        const std::int64_t last = (m_stepsDone + m_coreSteps + kContextSteps) * kStepFrames;
        // One frame more than the span: a recording that ends with it is finish()'s.
        if (m_stop.stop_requested() || m_frames.end() <= last)
            return;
        runSpan(std::max<std::int64_t>(m_stepsDone - kContextSteps, 0) * kStepFrames, last, m_coreSteps);
    }
}

void DensePass::finish()
{
    if (m_frames.end() == 0)
        m_frames.append(std::vector<float>(fbank::kMelBins, fbank::kNormalisedPadding));
    const std::int64_t steps = TaggingModel::denseSteps(m_frames.end());
    if (!m_stop.stop_requested() && m_stepsDone < steps)
        runSpan(std::max<std::int64_t>(m_stepsDone - kLastContextSteps, 0) * kStepFrames, m_frames.end(),
                steps - m_stepsDone);
    if (!m_stop.stop_requested())
        emit(true);
}

void DensePass::runSpan(std::int64_t firstFrame, std::int64_t lastFrame, std::int64_t stepsWanted)
{
    const std::int64_t frames = lastFrame - firstFrame;
    m_spanLogits.resize(static_cast<std::size_t>(TaggingModel::denseSteps(frames) * m_classes));
    m_model.denseLogits(m_frames.frames(firstFrame, lastFrame), frames, 1, m_spanLogits);
    if (m_stop.stop_requested())
        return;

    const auto wanted = m_spanLogits.begin() + (m_stepsDone - firstFrame / kStepFrames) * m_classes;
    m_steps.insert(m_steps.end(), wanted, wanted + stepsWanted * m_classes);
    m_stepsDone += stepsWanted;
    m_frames.dropBefore((m_stepsDone - kLastContextSteps) * kStepFrames);
    emit(false);
}

void DensePass::emit(bool finished)
{
    const std::int64_t ready = finished ? m_stepsDone : m_stepsDone - kReach;
    const std::int64_t count = ready - m_rowsDone;
    if (count <= 0)
        return;
    const std::int64_t firstKept = std::max<std::int64_t>(m_rowsDone - kReach, 0); // the step that m_steps begins with
    m_rows.assign(static_cast<std::size_t>(count * m_classes), 0.0F);
    for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t first = std::max<std::int64_t>(m_rowsDone + i - kReach, 0);
        const std::int64_t last = std::min(m_rowsDone + i + kReach + 1, m_stepsDone);
        float* row = m_rows.data() + i * m_classes;
        for (std::int64_t step = first; step < last; ++step) {
            const float* logits = m_steps.data() + (step - firstKept) * m_classes;
            for (std::int64_t c = 0; c < m_classes; ++c)
                row[c] += logits[c];
        }
        for (std::int64_t c = 0; c < m_classes; ++c)
            row[c] /= static_cast<float>(last - first);
    }
    m_rowsDone = ready;
    const std::int64_t keepFrom = std::max<std::int64_t>(m_rowsDone - kReach, 0);
    m_steps.erase(m_steps.begin(), m_steps.begin() + (keepFrom - firstKept) * m_classes);
    m_sink.append(m_rows, std::min(m_rowsDone * kStepFrames, m_frames.end()));
}

} // namespace dass
