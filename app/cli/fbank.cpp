#include "core/features/fbank.h"

#include "app/cli/interrupt.h"
#include "app/cli/output_file.h"
#include "app/cli/subcommand.h"
#include "core/audio/audio_reader.h"
#include "core/model/safetensors.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dass::cli {

namespace {

struct FbankOptions
{
    std::string input;
    std::string output;
};

// All samples of the recording, or none if a stop was asked for.
std::optional<std::vector<float>> decodeAll(AudioReader& reader, const std::string& name, ProgressReporter& reporter,
                                            const std::stop_token& stop)
{
    const auto expected = reader.info().duration.value_or(0) * fbank::kSampleRate;
    std::vector<float> samples;
    std::vector<float> block(fbank::kSampleRate);
    while (const std::size_t got = reader.read(block)) {
        if (stop.stop_requested())
            return std::nullopt;
        samples.insert(samples.end(), block.begin(), block.begin() + static_cast<std::ptrdiff_t>(got));
        ProgressLine line{.item = name, .stage = "decoding", .fraction = {}, .timesRealTime = {}, .secondsLeft = {}};
        if (expected > 0)
            line.fraction = std::min(static_cast<double>(samples.size()) / expected, 1.0);
        reporter.update(line);
    }
    for (const std::string& warning : reader.warnings())
        reporter.warn(name, warning);
    return samples;
}

int writeFbank(const FbankOptions& options, ProgressReporter& reporter)
{
    const std::stop_token stop = stopOnInterrupt();
    requireOtherFile({options.input}, options.output);
    requireWritable(options.output);
    std::optional<AudioReader> reader = AudioReader::open(options.input, {}, stop);
    if (!reader)
        return kCancelled;
    const auto samples = decodeAll(*reader, options.input, reporter, stop);
    if (!samples)
        return kCancelled;

    const std::vector<float> raw = computeFbank(*samples);
    const auto frames = static_cast<std::int64_t>(raw.size()) / fbank::kMelBins;
    std::vector<float> normalised = raw;
    fbank::normalise(normalised);
    const std::int64_t padded = std::max(frames, fbank::kClipFrames);
    normalised.resize(static_cast<std::size_t>(padded * fbank::kMelBins), fbank::kNormalisedPadding);

    writeTensorFile(options.output, {{"fbank_raw", floatTensor({frames, fbank::kMelBins}, raw)},
                                     {"fbank_normalised", floatTensor({padded, fbank::kMelBins}, normalised)}});
    return kDone;
}

} // namespace

void addFbank(CLI::App& program, Action& action)
{
    auto options = std::make_shared<FbankOptions>();
    CLI::App* command = program.add_subcommand(
        "fbank", "Write the log-mel filterbank of a recording (100 frames a second, 128 bands from 20 to 8000 Hz)");
    command->add_option("input", options->input, "recording, or video with a sound track")
        ->required()
        ->type_name("FILE");
    command
        ->add_option(
            "--output,-o", options->output,
            "safetensors file to write: fbank_raw [T,128] (natural log of power, the recording's mean removed) "
            "and fbank_normalised [max(T,1024),128] (padded as the models' input is); - for stdout")
        ->required()
        ->type_name("FILE");
    command->callback([&action, options] {
        action = [options](ProgressReporter& reporter) { return writeFbank(*options, reporter); };
    });
}

} // namespace dass::cli
