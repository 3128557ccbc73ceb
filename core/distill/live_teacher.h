#pragma once

#include "core/distill/spec.h"

#include <ATen/core/Tensor.h>

#include <memory>

namespace dass::distill {

// Some clips of a batch, as the student hears them: mixed, and the spectrogram masked.
struct TeacherView
{
    at::Tensor spectrograms; // [B, frames, 128], normalised
    at::Tensor waveforms;    // [B, samples] at soundRate(); undefined where no teacher hears the waveform
};

// A network that says what is heard in a batch while it is learnt from.
class LiveTeacher
{
public:
    virtual ~LiveTeacher() = default;

    // [B, classes], without a graph. Several threads may ask at once, but not while the weights change.
    virtual at::Tensor logits(const TeacherView& view) const = 0;
};

// Loads a teacher of the kinds ast, hts-at, dass or torchscript. AST and DASS compute in the run's precision. Throws
// Error as the checkpoints' readers do, and Error(BadFile) for another number of classes.
std::unique_ptr<LiveTeacher> loadTeacher(const TeacherSpec& teacher, std::int64_t classes, Precision precision);

} // namespace dass::distill
