#pragma once

#include "core/inference/tagging_settings.h"
#include "core/model/tagging_model.h"

#include <cstdint>
#include <optional>

namespace dass {

// What a run will take, to be told before it starts.
struct RunCosts
{
    std::int64_t memoryBytes = 0; // the weights and the buffers of a call; the program's own come on top
    std::optional<std::int64_t> scratchBytes = {}; // of temporary files; mode whole, where the model can do that
};

// frames: of 10 ms, of the recording. It is worked out from sizes that a loaded model does not change: any thread may
// ask, also while another one uses the model.
RunCosts runCosts(const TaggingModel& model, const TaggingSettings& settings, std::int64_t frames);

// Multiply-adds of a model for a second of sound, about: its weights times the positions that they are applied to. 0
// where the sizes do not tell.
double multiplyAddsASecond(const ModelInfo& model);

} // namespace dass
