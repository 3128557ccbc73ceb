#include "core/inference/model_pass.h"

#include "core/inference/dense_pass.h"
#include "core/inference/whole_pass.h"
#include "core/inference/window_pass.h"

namespace dass {

// A recording as one input is a stream of frames, whose features cost next to nothing of the time that it takes.
RecordingForm ModelPass::formFor(TaggingMode mode, TaggingModel& model)
{
    if (mode == TaggingMode::Whole)
        return RecordingForm::Frames;
    auto* const sound = dynamic_cast<FrontEndModel*>(&model);
    return sound != nullptr && sound->makesFeatures() ? RecordingForm::Sound : RecordingForm::Frames;
}

std::unique_ptr<ModelPass> ModelPass::make(const TaggingSettings& settings, RecordingForm form, ModelCalls& calls,
                                           RowSink& sink, std::stop_token stop)
{
    if (settings.mode == TaggingMode::Dense)
        return std::make_unique<DensePass>(settings, form, calls, sink, std::move(stop));
    if (settings.mode == TaggingMode::Whole)
        return std::make_unique<WholePass>(settings, calls, sink);
    return std::make_unique<WindowPass>(settings, form, calls, sink, std::move(stop));
}

} // namespace dass
