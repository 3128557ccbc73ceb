#include "app/cli/logits_input.h"

#include "app/cli/input_memory.h"
#include "app/cli/number_checks.h"
#include "core/base/error.h"
#include "core/features/fbank.h"
#include "core/model/safetensors.h"
#include "core/model/whole_model.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

namespace dass::cli {

namespace {

constexpr std::size_t kSecondsAtOnce = 4;                       // of sound that is decoded
constexpr std::int64_t kFramesAtOnce = 16 * fbank::kClipFrames; // of one pass

// Whoever can be told to go through it in tiles can be helped.
std::string helpFor(const TaggingModel& model, const std::string& tiles)
{
    return dynamic_cast<const WholeModel*>(&model) != nullptr ? tiles
                                                              : "shorten it, as only a DASS can take it in tiles";
}

void tellWarnings(const AudioReader& reader, ProgressReporter& reporter)
{
    for (const std::string& warning : reader.warnings())
        reporter.warn(reader.info().path.string(), warning);
}

void padToClip(LogitsInput& input)
{
    input.frames = std::max(static_cast<std::int64_t>(input.values.size()) / fbank::kMelBins, fbank::kClipFrames);
    input.values.resize(static_cast<std::size_t>(input.frames * fbank::kMelBins), fbank::kNormalisedPadding);
}

} // namespace

StoredTensor openSpectrograms(const std::string& path)
{
    const SafetensorsFile file(path);
    const StoredTensor& tensor = file.at("input");
    const auto& shape = tensor.shape;
    const bool fits = (shape.size() == 2 || shape.size() == 3) && shape.back() == fbank::kMelBins;
    if (!fits || tensor.elements() == 0)
        throw Error(ErrorCode::BadFile, "'" + path + "': tensor 'input' has the shape " + toString(shape) +
                                            ", [T, 128] or [B, T, 128] was wanted");
    return tensor;
}

LogitsInput readSpectrograms(const StoredTensor& tensor, const std::string& path, const TaggingModel& model,
                             bool inTiles)
{
    const auto& shape = tensor.shape;
    LogitsInput input{.batch = shape.size() == 3 ? shape.front() : 1, .frames = shape[shape.size() - 2], .values = {}};
    requireMemoryFor({.clips = input.batch,
                      .frames = input.frames,
                      .atOnce = inTiles ? 0 : std::min(input.batch, clipsAtOnce(input.frames))},
                     model, path,
                     inTiles ? "give fewer clips or frames"
                             : helpFor(model, "take it in tiles (--tile 16384), or give fewer clips or frames"));
    input.values = floatsOf(tensor);
    if (!std::ranges::all_of(input.values, [](float value) { return std::isfinite(value); }))
        throw Error(ErrorCode::BadFile, "'" + path +
                                            "': tensor 'input' holds values that are no finite numbers; a "
                                            "normalised spectrogram was wanted");
    return input;
}

std::int64_t clipsAtOnce(std::int64_t frames)
{
    return std::max<std::int64_t>(1, kFramesAtOnce / frames);
}

std::optional<std::vector<float>> firstSamples(AudioReader& reader, std::int64_t most, ProgressReporter& reporter,
                                               const std::stop_token& stop)
{
    std::vector<float> samples;
    std::vector<float> block(kSecondsAtOnce * fbank::kSampleRate);
    while (static_cast<std::int64_t>(samples.size()) < most) {
        const std::size_t left = static_cast<std::size_t>(most) - samples.size();
        const std::size_t got = reader.read(std::span(block).first(std::min(left, block.size())));
        if (stop.stop_requested())
            return std::nullopt;
        if (got == 0)
            break;
        samples.insert(samples.end(), block.begin(), block.begin() + static_cast<std::ptrdiff_t>(got));
    }
    tellWarnings(reader, reporter);
    return samples;
}

std::optional<LogitsInput> clipOf(AudioReader& reader, ProgressReporter& reporter, const std::stop_token& stop)
{
    constexpr std::int64_t clipSamples = (fbank::kClipFrames - 1) * fbank::kFrameShift + fbank::kFrameLength;
    const auto samples = firstSamples(reader, clipSamples, reporter, stop);
    if (!samples)
        return std::nullopt;
    LogitsInput input;
    input.values = computeFbank(*samples);
    fbank::normalise(input.values);
    padToClip(input);
    return input;
}

std::optional<LogitsInput> wholeOf(AudioReader& reader, const TaggingModel& model, ProgressReporter& reporter,
                                   const std::stop_token& stop)
{
    const std::string remedy = helpFor(model, "leave --tile 0 out, so that it goes through the model in tiles");
    const std::string path = reader.info().path.string();
    LogitsInput input;
    const auto require = [&](std::int64_t frames) {
        const auto held = static_cast<std::int64_t>(input.values.size() * sizeof(float));
        requireMemoryFor({.frames = std::max(frames, fbank::kClipFrames), .held = held}, model, path, remedy);
    };
    // What is stated need not be all, nor be there; where too much is, the remedy goes on.
    require(std::llround(std::min(reader.info().duration.value_or(0), kMostSeconds) * fbank::kFramesPerSecond));
    FbankStream fbank;
    std::vector<float> block(kSecondsAtOnce * fbank::kSampleRate);
    while (const std::size_t got = reader.read(block)) {
        if (stop.stop_requested())
            return std::nullopt;
        const std::size_t before = input.values.size();
        fbank.push(std::span(block).first(got), input.values);
        fbank::normalise(std::span(input.values).subspan(before));
        require(static_cast<std::int64_t>(input.values.size()) / fbank::kMelBins);
    }
    tellWarnings(reader, reporter);
    padToClip(input);
    return input;
}

} // namespace dass::cli
