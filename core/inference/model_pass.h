#pragma once

#include "core/inference/model_calls.h"
#include "core/inference/recording_buffer.h"
#include "core/inference/row_sink.h"
#include "core/inference/tagging_settings.h"

#include <memory>
#include <span>
#include <stop_token>

namespace dass {

// Turns a recording, as it comes, into rows of logits: one implementation a TaggingMode. Looks at the stop
// token around every call of the model and then returns without the rows of that call.
class ModelPass
{
public:
    // In which form it wants the recording. Told by the model at the start of a run: see FrontEndModel.
    static RecordingForm formFor(TaggingMode mode, TaggingModel& model);

    // All arguments must outlive the pass. form: that of formFor().
    static std::unique_ptr<ModelPass> make(const TaggingSettings& settings, RecordingForm form, ModelCalls& calls,
                                           RowSink& sink, std::stop_token stop);
    virtual ~ModelPass() = default;

    virtual void add(std::span<const float> values) = 0; // normalised frames [n, 128], or samples
    virtual void finish() = 0;                           // nothing more will come
};

} // namespace dass
