#pragma once

#include "core/inference/model_calls.h"
#include "core/inference/row_sink.h"
#include "core/inference/tagging_settings.h"

#include <memory>
#include <span>
#include <stop_token>

namespace dass {

// Turns a recording's frames, as they come, into rows of logits: one implementation a TaggingMode. Looks at the stop
// token around every call of the model and then returns without the rows of that call.
class ModelPass
{
public:
    // All arguments must outlive the pass.
    static std::unique_ptr<ModelPass> make(const TaggingSettings& settings, ModelCalls& calls, RowSink& sink,
                                           std::stop_token stop);
    virtual ~ModelPass() = default;

    virtual void add(std::span<const float> frames) = 0; // [n, 128], normalised
    virtual void finish() = 0;                           // no more frames will come
};

} // namespace dass
