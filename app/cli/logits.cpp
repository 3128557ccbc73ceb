#include "app/cli/interrupt.h"
#include "app/cli/logits_input.h"
#include "app/cli/logits_tiled.h"
#include "app/cli/model_options.h"
#include "app/cli/notice_teller.h"
#include "app/cli/number_checks.h"
#include "app/cli/output_file.h"
#include "app/cli/subcommand.h"
#include "core/audio/audio_reader.h"
#include "core/base/error.h"
#include "core/features/fbank_constants.h"
#include "core/model/architecture.h"
#include "core/model/htsat_config.h"
#include "core/model/htsat_model.h"
#include "core/model/safetensors.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace dass::cli {

namespace {

struct LogitsOptions
{
    std::string spectrogram;
    std::string audio;
    std::string output;
    std::string mode = "clip";
    std::string pooling;
    std::optional<std::int64_t> tile; // frames; 0 = all at once
    std::string scratch;
    ModelChoice model;

    bool wholeRecording() const { return !audio.empty() && mode == "whole"; }
    bool inTiles() const { return tile ? *tile > 0 : wholeRecording(); }
};

// Runs the model a few clips at a time. None if a stop was asked for.
std::optional<LogitsOutput> runModel(TaggingModel& model, const LogitsInput& input, Pooling pooling,
                                     ProgressReporter& reporter, const std::stop_token& stop)
{
    const ModelInfo& info = model.info();
    LogitsOutput output{std::vector<float>(static_cast<std::size_t>(input.batch * info.classes)),
                        std::vector<float>(static_cast<std::size_t>(input.batch * info.embeddingSize))};
    model.setStop(stop);
    NoticeTeller notices(model, info.name, reporter);
    const std::int64_t most = clipsAtOnce(input.frames);
    for (std::int64_t first = 0; first < input.batch; first += most) {
        const std::int64_t count = std::min(most, input.batch - first);
        const auto part = [&](auto& values, std::int64_t perClip) {
            return std::span(values).subspan(static_cast<std::size_t>(first * perClip),
                                             static_cast<std::size_t>(count * perClip));
        };
        model.logits(part(input.values, input.frames * fbank::kMelBins), count, input.frames, pooling,
                     part(output.logits, info.classes), part(output.embeddings, info.embeddingSize));
        notices.tell();
        if (stop.stop_requested())
            return std::nullopt;
        ProgressLine line{
            .item = info.name, .stage = "scoring", .fraction = {}, .timesRealTime = {}, .secondsLeft = {}};
        line.fraction = static_cast<double>(first + count) / static_cast<double>(input.batch);
        reporter.update(line);
    }
    return output;
}

WholeOptions tiling(const LogitsOptions& options, Pooling pooling)
{
    WholeOptions whole;
    whole.pooling = pooling;
    whole.tileFrames = options.tile.value_or(0);
    whole.scratchFolder = options.scratch;
    return whole;
}

void writeOutput(const LogitsOptions& options, std::int64_t batch, const ModelInfo& info, const LogitsOutput& output)
{
    if (std::ranges::any_of(output.logits, [](float value) { return std::isnan(value); }))
        throw Error(ErrorCode::Unsupported,
                    "'" + info.name + "' gives logits that are no numbers: its weights are too large for " +
                        (options.spectrogram.empty() ? "this recording" : "this spectrogram") +
                        ", as a training that failed leaves them; use another checkpoint of it");
    writeTensorFile(options.output, {{"logits", floatTensor({batch, info.classes}, output.logits)},
                                     {"embedding", floatTensor({batch, info.embeddingSize}, output.embeddings)}});
}

// HTS-AT hears the sound itself: in mode clip its first 10 s, with silence after a shorter one, as its training clips
// were; in mode whole all of it.
int writeSoundLogits(const LogitsOptions& options, ProgressReporter& reporter, const std::stop_token& stop)
{
    if (options.audio.empty())
        throw Error(ErrorCode::InvalidArgument, "an HTS-AT hears sound, not spectrograms; give it --audio");
    if (!options.pooling.empty())
        throw Error(ErrorCode::InvalidArgument, "an HTS-AT is not pooled over time; leave --pooling out");
    AudioOptions audio;
    audio.sampleRate = htsat::kSampleRate;
    std::optional<AudioReader> reader = AudioReader::open(options.audio, audio, stop);
    if (!reader)
        return kCancelled;
    const bool whole = options.mode == "whole";
    const std::int64_t most = whole ? htsat::kMostSamples : htsat::kClipSamples;
    auto samples = firstSamples(*reader, whole ? most + 1 : most, reporter, stop);
    if (!samples)
        return kCancelled;
    if (static_cast<std::int64_t>(samples->size()) > most)
        throw Error(ErrorCode::Unsupported, "'" + options.audio +
                                                "' is longer than the 20.5 s that an HTS-AT hears at once; take its "
                                                "first 10 s (--mode clip), or cut it");
    if (!whole)
        samples->resize(htsat::kClipSamples);
    const HtsatModel model(options.model.model, options.model.options());
    const ModelInfo& info = model.info();
    LogitsOutput output{std::vector<float>(static_cast<std::size_t>(info.classes)),
                        std::vector<float>(static_cast<std::size_t>(info.embeddingSize))};
    model.logits(*samples, output.logits, output.embeddings);
    writeOutput(options, 1, info, output);
    return kDone;
}

int writeLogits(const LogitsOptions& options, ProgressReporter& reporter)
{
    const std::stop_token stop = stopOnInterrupt();
    requireOtherFile({options.spectrogram, options.audio}, options.output);
    requireOtherFile(options.model.files(), options.output);
    requireWritable(options.output);
    if (architectureOf(options.model.model) == Architecture::Htsat)
        return writeSoundLogits(options, reporter, stop);
    const bool streamed = options.wholeRecording() && options.inTiles();
    // What cannot be opened is told before the model is loaded, which takes seconds.
    std::optional<StoredTensor> spectrograms;
    std::optional<AudioReader> reader;
    if (options.audio.empty())
        spectrograms = openSpectrograms(options.spectrogram);
    else if (!streamed && !(reader = AudioReader::open(options.audio, {}, stop)))
        return kCancelled;
    const auto model = options.model.load();
    const ModelInfo& info = model->info();
    const Pooling pooling = options.pooling.empty() ? info.pooling : poolingFromName(options.pooling);
    std::optional<LogitsInput> input = LogitsInput{};
    if (spectrograms)
        input = readSpectrograms(*spectrograms, options.spectrogram, *model, options.inTiles());
    else if (reader)
        input = options.mode == "whole" ? wholeOf(*reader, *model, reporter, stop) : clipOf(*reader, reporter, stop);
    if (!input || stop.stop_requested())
        return kCancelled;
    std::optional<LogitsOutput> output;
    if (streamed)
        output = TiledLogits(*model, tiling(options, pooling), reporter, stop).ofRecording(options.audio);
    else if (options.inTiles())
        output = TiledLogits(*model, tiling(options, pooling), reporter, stop)
                     .ofSpectrograms(input->values, input->batch, input->frames);
    else
        output = runModel(*model, *input, pooling, reporter, stop);
    if (!output)
        return kCancelled;
    writeOutput(options, input->batch, info, *output);
    return kDone;
}

} // namespace

void addLogits(CLI::App& program, Action& action)
{
    auto options = std::make_shared<LogitsOptions>();
    options->model.precision = "fp32"; // for comparing numbers, so exact unless asked otherwise
    CLI::App* command = program.add_subcommand(
        "logits", "Write a model's logits [B, classes] and embedding [B, D] for spectrograms or a recording");
    CLI::Option_group* source = command->add_option_group("input");
    source->add_option("--spectrogram", options->spectrogram,
                       "safetensors file with the tensor input, [T,128] or [B,T,128], normalised");
    source->add_option("--audio", options->audio, "recording, or video with a sound track");
    source->require_option(1);
    command->add_option("--output,-o", options->output, "safetensors file to write; - for stdout")->required();
    command
        ->add_option(
            "--mode", options->mode,
            "of a recording: clip = its first 10.24 s, whole = all of it as one input; a spectrogram is always "
            "taken as it is")
        ->check(CLI::IsMember({"clip", "whole"}));
    command
        ->add_option("--tile,--tile-frames", options->tile,
                     "frames in memory at a time, the result is the same; 0 = all. Without it, chosen for mode whole, "
                     "and all otherwise")
        ->check(wholeNumberFrom(0, kMostTileFrames));
    command->add_option("--scratch", options->scratch,
                        "folder for the temporary files of an input in tiles; the system's if not given");
    command->add_option("--pooling", options->pooling, "over time; the model's own if not given")
        ->check(CLI::IsMember({"mean", "first", "mid", "last", "sum", "max"}));
    options->model.addTo(*command);
    command->callback([&action, options] {
        action = [options](ProgressReporter& reporter) { return writeLogits(*options, reporter); };
    });
}

} // namespace dass::cli
