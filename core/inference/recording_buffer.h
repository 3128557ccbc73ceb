#pragma once

#include "core/model/front_end_model.h"
#include "core/model/tagging_model.h"

#include <cstdint>
#include <span>
#include <vector>

namespace dass {

// What a recording is handed on as: normalised frames, or the sound itself, of which the model makes frames.
enum class RecordingForm { Frames, Sound };

// The stretch of a recording that a pass still needs, addressed by frames, and the calls of a model on clips of it.
class RecordingBuffer
{
public:
    explicit RecordingBuffer(RecordingForm form) : m_form(form) {}

    std::int64_t end() const; // frames that there have been so far

    void append(std::span<const float> values); // frames [n, 128], or samples
    // Nothing more will come. A recording shorter than a frame has one, of padding.
    void finish();

    // Forgets what lies before this frame.
    void dropBefore(std::int64_t frame);

    // Inputs of so many frames that begin with these, filled up where the recording is over. As TaggingModel's calls; a
    // model that is given sound is a FrontEndModel.
    void logits(TaggingModel& model, std::span<const std::int64_t> firstFrames, std::int64_t frames, Pooling pooling,
                std::span<float> logits);
    void denseLogits(TaggingModel& model, std::span<const std::int64_t> firstFrames, std::int64_t frames,
                     std::span<float> logits);

private:
    std::int64_t framesThere() const; // in the recording, up to where it has been appended
    std::vector<SoundClip> clipsOf(std::span<const std::int64_t> firstFrames, std::int64_t frames) const;
    std::span<const float> inputsOf(std::span<const std::int64_t> firstFrames, std::int64_t frames);

    RecordingForm m_form;
    std::int64_t m_begin = 0; // the first frame that is there
    bool m_finished = false;
    std::vector<float> m_values;
    std::vector<float> m_inputs; // [clips, frames, 128], reused
};

} // namespace dass
