#include "core/features/fbank.h"

#include "app/cli/interrupt.h"
#include "app/cli/output_file.h"
#include "app/cli/subcommand.h"
#include "core/audio/audio_reader.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/model/safetensors.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <iostream>
#include <memory>
#include <optional>
#include <ostream>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace dass::cli {

namespace {

struct FbankOptions
{
    std::string input;
    std::string output;
};

// A recording that is decoded again and again, so that it is never whole in memory, however long it is.
class RecordingPasses
{
public:
    RecordingPasses(std::string path, int passes, ProgressReporter& reporter, std::stop_token stop)
        : m_path(std::move(path)), m_passes(passes), m_reporter(reporter), m_stop(std::move(stop))
    {
    }

    // Hands out all samples, a block at a time, until `take` returns false. False when a stop was asked for.
    bool next(const std::function<bool(std::span<float>)>& take)
    {
        std::optional<AudioReader> reader = AudioReader::open(m_path, {}, m_stop);
        if (!reader)
            return false;
        const double expected = reader->info().duration.value_or(0) * fbank::kSampleRate;
        std::vector<float> block(fbank::kSampleRate);
        std::int64_t done = 0;
        while (const std::size_t got = reader->read(block)) {
            if (m_stop.stop_requested())
                return false;
            done += static_cast<std::int64_t>(got);
            if (!take(std::span(block).first(got)))
                break;
            ProgressLine line{
                .item = m_path, .stage = "decoding", .fraction = {}, .timesRealTime = {}, .secondsLeft = {}};
            if (expected > 0)
                line.fraction = (m_done + std::min(static_cast<double>(done) / expected, 1.0)) / m_passes;
            m_reporter.update(line);
        }
        if (m_done++ == 0) {
            for (const std::string& warning : reader->warnings())
                m_reporter.warn(m_path, warning);
        }
        return true;
    }

private:
    std::string m_path;
    int m_passes;
    int m_done = 0;
    ProgressReporter& m_reporter;
    std::stop_token m_stop;
};

void writeFloats(std::ostream& out, std::span<const float> values)
{
    out.write(reinterpret_cast<const char*>(values.data()), static_cast<std::streamsize>(values.size_bytes()));
}

// All frames of the recording, as they come. False when a stop was asked for.
bool writeFrames(RecordingPasses& passes, const FbankOptions& options, float mean, std::int64_t wanted,
                 bool isNormalised, std::ostream& out)
{
    FbankStream stream;
    std::vector<float> frames;
    std::int64_t made = 0;
    const auto take = [&](std::span<float> samples) {
        for (float& sample : samples)
            sample -= mean;
        frames.clear();
        made += stream.push(samples, frames);
        if (isNormalised)
            fbank::normalise(frames);
        if (made <= wanted)
            writeFloats(out, frames);
        return made <= wanted && out.good(); // else there is no more to be said than that it failed
    };
    if (!passes.next(take))
        return false;
    if (out.good() && made != wanted)
        throw Error(ErrorCode::Io,
                    "'" + options.input + "' changed while it was read; try again once nothing writes to it any more");
    return true;
}

// Three times through the recording: its length and mean have to be known before the first frame is written, and the
// file holds all normalised frames before the raw ones.
int writeFbank(const FbankOptions& options, ProgressReporter& reporter)
{
    const std::stop_token stop = stopOnInterrupt();
    requireOtherFile({options.input}, options.output);
    requireWritable(options.output);
    RecordingPasses passes(options.input, 3, reporter, stop);
    std::int64_t samples = 0;
    double sum = 0;
    const auto measure = [&](std::span<float> block) {
        samples += static_cast<std::int64_t>(block.size());
        for (const float sample : block)
            sum += sample;
        return true;
    };
    if (!passes.next(measure))
        return kCancelled;
    const auto mean = static_cast<float>(samples > 0 ? sum / static_cast<double>(samples) : 0);
    const std::int64_t frames = fbank::frameCount(samples);
    const std::int64_t padded = std::max(frames, fbank::kClipFrames);

    std::optional<AtomicFile> file;
    if (options.output != "-")
        file.emplace(options.output);
    std::ostream& out = file ? file->stream() : std::cout;
    out << startOfSafetensors({{"fbank_normalised", {DType::F32, {padded, fbank::kMelBins}}},
                               {"fbank_raw", {DType::F32, {frames, fbank::kMelBins}}}});
    if (!writeFrames(passes, options, mean, frames, true, out))
        return kCancelled;
    writeFloats(out, std::vector<float>(static_cast<std::size_t>((padded - frames) * fbank::kMelBins),
                                        fbank::kNormalisedPadding));
    if (!writeFrames(passes, options, mean, frames, false, out))
        return kCancelled;
    if (file)
        file->commit(); // throws for what could not be written before, too
    else
        requirePrinted();
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
