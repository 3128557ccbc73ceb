#include "core/inference/recording_buffer.h"

#include "core/features/fbank.h"

#include <algorithm>

namespace dass {

std::int64_t RecordingBuffer::framesThere() const
{
    const auto values = static_cast<std::int64_t>(m_values.size());
    return m_begin + (m_form == RecordingForm::Sound ? fbank::frameCount(values) : values / fbank::kMelBins);
}

std::int64_t RecordingBuffer::end() const
{
    return std::max<std::int64_t>(framesThere(), m_finished ? 1 : 0);
}

void RecordingBuffer::append(std::span<const float> values)
{
    m_values.insert(m_values.end(), values.begin(), values.end());
}

void RecordingBuffer::finish()
{
    m_finished = true;
}

void RecordingBuffer::dropBefore(std::int64_t frame)
{
    if (frame <= m_begin)
        return;
    const std::int64_t perFrame = m_form == RecordingForm::Sound ? fbank::kFrameShift : fbank::kMelBins;
    const std::int64_t dropped = (frame - m_begin) * perFrame;
    m_values.erase(m_values.begin(), m_values.begin() + std::min(dropped, static_cast<std::int64_t>(m_values.size())));
    m_begin = frame;
}

std::vector<SoundClip> RecordingBuffer::clipsOf(std::span<const std::int64_t> firstFrames, std::int64_t frames) const
{
    std::vector<SoundClip> clips;
    for (const std::int64_t first : firstFrames)
        clips.push_back({first - m_begin, std::clamp<std::int64_t>(framesThere() - first, 0, frames)});
    return clips;
}

std::span<const float> RecordingBuffer::inputsOf(std::span<const std::int64_t> firstFrames, std::int64_t frames)
{
    const std::int64_t size = frames * fbank::kMelBins;
    m_inputs.resize(firstFrames.size() * static_cast<std::size_t>(size));
    auto to = m_inputs.begin();
    for (const SoundClip& clip : clipsOf(firstFrames, frames)) {
        const auto from = m_values.begin() + clip.firstFrame * fbank::kMelBins;
        std::fill(std::copy_n(from, clip.frames * fbank::kMelBins, to), to + size, fbank::kNormalisedPadding);
        to += size;
    }
    return m_inputs;
}

void RecordingBuffer::logits(TaggingModel& model, std::span<const std::int64_t> firstFrames, std::int64_t frames,
                             Pooling pooling, std::span<float> logits)
{
    if (m_form == RecordingForm::Sound)
        dynamic_cast<FrontEndModel&>(model).logitsOfSound(m_values, clipsOf(firstFrames, frames), frames, pooling,
                                                          logits);
    else
        model.logits(inputsOf(firstFrames, frames), static_cast<std::int64_t>(firstFrames.size()), frames, pooling,
                     logits);
}

void RecordingBuffer::denseLogits(TaggingModel& model, std::span<const std::int64_t> firstFrames, std::int64_t frames,
                                  std::span<float> logits)
{
    if (m_form == RecordingForm::Sound)
        dynamic_cast<FrontEndModel&>(model).denseLogitsOfSound(m_values, clipsOf(firstFrames, frames), frames, 1,
                                                               logits);
    else
        model.denseLogits(inputsOf(firstFrames, frames), static_cast<std::int64_t>(firstFrames.size()), frames, 1,
                          logits);
}

} // namespace dass
