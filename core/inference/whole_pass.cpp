#include "core/inference/whole_pass.h"

#include "core/features/fbank.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace dass {

namespace {

} // namespace

WholePass::WholePass(const TaggingSettings& settings, ModelCalls& calls, RowSink& sink)
    : m_calls(calls), m_sink(sink), m_classes(calls.model().info().classes)
{
    WholeOptions options;
    options.pooling = settings.pooling;
    options.tileFrames = settings.tileFrames;
    options.scratchFolder = settings.scratchFolder;
    options.framesExpected = sink.framesExpected().value_or(0);
    options.progress = [this](double fraction) { tell(fraction); };
    m_calls.makeOnce([&](TaggingModel& model) { m_input = wholeModelOf(model).beginWhole(options); });
}

void WholePass::add(std::span<const float> frames)
{
    m_frames += static_cast<std::int64_t>(frames.size()) / fbank::kMelBins;
    m_calls.makeOnce([&](TaggingModel&) { m_input->add(frames); });
}

void WholePass::finish()
{
    const std::int64_t missing = std::max<std::int64_t>(fbank::kClipFrames - m_frames, 0);
    const std::vector<float> padding(static_cast<std::size_t>(missing * fbank::kMelBins), fbank::kNormalisedPadding);
    m_calls.makeOnce([&](TaggingModel&) { m_input->add(padding); });
    std::vector<float> logits(static_cast<std::size_t>(m_classes));
    bool done = false;
    if (m_calls.makeOnce([&](TaggingModel&) { done = m_input->finish(logits); }) && done)
        m_sink.append(logits, std::max<std::int64_t>(m_frames, 1));
}

void WholePass::tell(double fraction) const
{
    const std::int64_t frames = std::max(m_sink.framesExpected().value_or(m_frames), m_frames);
    m_sink.progress(static_cast<std::int64_t>(fraction * static_cast<double>(frames)));
}

} // namespace dass
