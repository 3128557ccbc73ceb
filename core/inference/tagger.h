#pragma once

#include "core/audio/audio_reader.h"
#include "core/base/run_control.h"
#include "core/inference/probability_matrix.h"
#include "core/inference/tagging_settings.h"
#include "core/model/tagging_model.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace dass {

class PauseGate;

struct TaggingProgress
{
    std::int64_t rowsDone = 0;
    std::int64_t framesDone = 0;                // of 10 ms, tagged so far
    std::optional<std::int64_t> framesExpected; // when the container states a duration
    double timesRealTime = 0;
    std::optional<double> secondsLeft;
};

// The result of a run, valid while it goes on: `probabilities` grows; `timing` and it are set at the start (an empty
// matrix that is already there is used, e.g. one with a path), the other members at the end.
struct TaggingResult
{
    RowTiming timing;
    std::shared_ptr<ProbabilityMatrix> probabilities;
    std::int64_t samples = 0; // decoded, at 16 kHz
    std::int64_t frames = 0;  // of 10 ms; a recording shorter than one frame has one, of padding
    bool complete = false;    // false after a cancellation
    std::vector<std::string> warnings; // of the recording, and of the model: a GPU that failed

    double seconds() const { return static_cast<double>(samples) / 16000.0; }
};

// Streams a recording through filterbank and model: memory does not depend on its length. Rows appear in
// result.probabilities as their batch finishes. Stops within 0.2 s of a request, keeping the rows that are done.
// A recording with fewer samples than one frame is tagged as one frame of padding; one with none is a BadFile, and so
// is a model that gives no number in any row (single values that are none are a warning). Throws Error
// (InvalidArgument for settings that cannot be used, BadFile, Io, and what the model throws); rows that were appended
// before stay valid. The reader and the model are the run's own until it returns. A gate, where there is one, holds the
// run up within 0.2 s and has it go on from the row where it stood.
Outcome tagRecording(AudioReader& audio, TaggingModel& model, const TaggingSettings& settings, std::stop_token stop,
                     const ProgressSink<TaggingProgress>& progress, TaggingResult& result, PauseGate* gate = nullptr);

} // namespace dass
