#include "core/inference/whole_pass.h"

#include "core/features/fbank.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace dass {

namespace {

constexpr std::int64_t kTrainingFrames = 1024;

} // namespace

WholePass::WholePass(const TaggingSettings& settings, TaggingModel& model, RowSink& sink, std::stop_token stop)
    : m_sink(sink), m_stop(std::move(stop)), m_classes(model.info().classes)
{
    WholeOptions options;
    options.pooling = settings.pooling;
    options.tileFrames = settings.tileFrames;
    options.scratchFolder = settings.scratchFolder;
    options.framesExpected = sink.framesExpected().value_or(0);
    options.progress = [this](double fraction) { tell(fraction); };
    m_input = wholeModelOf(model).beginWhole(options);
}

void WholePass::add(std::span<const float> frames)
{
    m_frames += static_cast<std::int64_t>(frames.size()) / fbank::kMelBins;
    m_input->add(frames);
}

void WholePass::finish()
{
    const std::int64_t missing = std::max<std::int64_t>(kTrainingFrames - m_frames, 0);
    m_input->add(std::vector<float>(static_cast<std::size_t>(missing * fbank::kMelBins), fbank::kNormalisedPadding));
    std::vector<float> logits(static_cast<std::size_t>(m_classes));
    if (m_input->finish(logits) && !m_stop.stop_requested())
        m_sink.append(logits, std::max<std::int64_t>(m_frames, 1));
}

void WholePass::tell(double fraction) const
{
    const std::int64_t frames = std::max(m_sink.framesExpected().value_or(m_frames), m_frames);
    m_sink.progress(static_cast<std::int64_t>(fraction * static_cast<double>(frames)));
}

} // namespace dass
