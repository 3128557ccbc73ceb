#include "core/inference/tagger.h"

#include "core/base/error.h"
#include "core/base/release_elsewhere.h"
#include "core/features/fbank.h"
#include "core/inference/frame_source.h"
#include "core/inference/model_pass.h"

#include <algorithm>
#include <cmath>

namespace dass {

namespace {

std::optional<std::int64_t> framesExpected(const AudioInfo& info)
{
    if (!info.duration)
        return std::nullopt;
    const double samples = *info.duration * fbank::kSampleRate;
    return std::max<std::int64_t>(fbank::frameCount(std::llround(samples)), 1);
}

void prepare(const TaggingModel& model, const TaggingSettings& settings, TaggingResult& result)
{
    result.timing = RowTiming(settings);
    const std::int64_t classes = model.info().classes;
    if (!result.probabilities)
        result.probabilities = releasedElsewhere(std::make_shared<ProbabilityMatrix>(classes));
    if (result.probabilities->classes() != classes || result.probabilities->rows() != 0)
        throw Error(ErrorCode::Internal, "the matrix for the results has " +
                                             std::to_string(result.probabilities->classes()) + " classes and " +
                                             std::to_string(result.probabilities->rows()) +
                                             " rows; wanted an empty one of " + std::to_string(classes) + " classes");
}

// A model whose weights are damaged hears nothing, which looks as a silent recording does.
void requireNumbers(const AudioInfo& audio, const TaggingModel& model, const RowSink& sink, TaggingResult& result)
{
    if (sink.rowsWithGaps() == 0)
        return;
    const std::int64_t rows = result.probabilities->rows();
    if (sink.rowsWithoutNumbers() == rows)
        throw Error(ErrorCode::BadFile, "the model '" + model.info().name + "' gives values that are no numbers for '" +
                                            audio.path.string() +
                                            "'; its weights are damaged: fetch it again, or choose another");
    result.warnings.push_back("the model gives values that are no numbers in " + std::to_string(sink.rowsWithGaps()) +
                              " of " + std::to_string(rows) +
                              " rows; these count as not heard: its weights may be damaged");
}

} // namespace

Outcome tagRecording(AudioReader& audio, TaggingModel& model, const TaggingSettings& settings, std::stop_token stop,
                     const ProgressSink<TaggingProgress>& progress, TaggingResult& result, PauseGate* gate)
{
    prepare(model, settings, result);
    ModelCalls calls(model, stop, gate);
    RowSink sink(*result.probabilities, progress, framesExpected(audio.info()), gate);
    const RecordingForm form = ModelPass::formFor(settings.mode, model);
    const auto pass = ModelPass::make(settings, form, calls, sink, stop);

    FrameSource source(audio, form);
    // At once, not when the model's call has ended: on a busy machine each thread waits for its turn.
    const std::stop_callback endSource(stop, [&source] { source.requestStop(); });
    std::vector<std::string> notices; // of the model
    const auto takeNotices = [&] {
        for (std::string& notice : model.takeNotices())
            notices.push_back(std::move(notice));
        result.warnings = notices;
    };
    while (const auto block = source.next(stop)) {
        pass->add(*block);
        takeNotices();
    }
    result.samples = source.join();
    if (result.samples == 0 && !stop.stop_requested())
        throw Error(ErrorCode::BadFile,
                    "'" + audio.info().path.string() + "' holds no samples; check that the recording is not empty");
    if (!stop.stop_requested())
        pass->finish();
    takeNotices();
    const std::vector<std::string> found = audio.warnings();
    result.warnings.insert(result.warnings.begin(), found.begin(), found.end());
    result.complete = !stop.stop_requested();
    if (result.complete)
        requireNumbers(audio.info(), model, sink, result);
    result.frames = result.complete ? std::max<std::int64_t>(fbank::frameCount(result.samples), 1) : sink.framesDone();
    return result.complete ? Outcome::Finished : Outcome::Cancelled;
}

} // namespace dass
