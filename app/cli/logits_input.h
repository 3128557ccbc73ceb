#pragma once

#include "app/cli/progress_reporter.h"
#include "core/audio/audio_reader.h"
#include "core/model/stored_tensor.h"
#include "core/model/tagging_model.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

// What `dass logits` gives to a model at once. Nothing is returned when a stop was asked for.

namespace dass::cli {

// Normalised spectrograms of equal length.
struct LogitsInput
{
    std::int64_t batch = 1;
    std::int64_t frames = 0;
    std::vector<float> values; // [batch, frames, 128]
};

// The tensor of a file that holds spectrograms, [T, 128] or [B, T, 128], of which no value was read. Throws
// Error(BadFile) for another shape.
StoredTensor openSpectrograms(const std::string& path);
// Throws Error(BadFile) for values that are not finite, Error(OutOfMemory) as requireMemoryFor().
LogitsInput readSpectrograms(const StoredTensor& tensor, const std::string& path, const TaggingModel& model,
                             bool inTiles);

// How many clips of so many frames go through a model together, which bounds its memory.
std::int64_t clipsAtOnce(std::int64_t frames);

// The first samples of a recording, at most so many.
std::optional<std::vector<float>> firstSamples(AudioReader& reader, std::int64_t most, ProgressReporter& reporter,
                                               const std::stop_token& stop);

// Its beginning as a training clip was: cut or padded to 1024 frames.
std::optional<LogitsInput> clipOf(AudioReader& reader, ProgressReporter& reporter, const std::stop_token& stop);

// All of it, filled up to a training clip's length where it is shorter. Throws Error(OutOfMemory) before it is more
// than the model can take on this computer.
std::optional<LogitsInput> wholeOf(AudioReader& reader, const TaggingModel& model, ProgressReporter& reporter,
                                   const std::stop_token& stop);

} // namespace dass::cli
