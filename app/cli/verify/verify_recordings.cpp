#include "app/cli/verify/reference_kinds.h"
#include "core/audio/audio_reader.h"
#include "core/base/error.h"
#include "core/features/fbank.h"
#include "core/model/dass.h"
#include "core/model/tensor_io.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace dass::cli {

namespace {

constexpr std::int64_t kClipFrames = 1024;

std::vector<float> decode(const std::filesystem::path& path)
{
    AudioReader reader(path);
    std::vector<float> samples;
    std::vector<float> block(fbank::kSampleRate);
    while (const std::size_t got = reader.read(block))
        samples.insert(samples.end(), block.begin(), block.begin() + static_cast<std::ptrdiff_t>(got));
    return samples;
}

// What a model gets of a clip: padded or cut to 1024 frames, normalised.
std::vector<float> normalisedClip(std::vector<float> raw)
{
    fbank::normalise(raw);
    raw.resize(kClipFrames * fbank::kMelBins, fbank::kNormalisedPadding);
    return raw;
}

at::Tensor asFrames(std::vector<float>& values)
{
    return at::from_blob(values.data(), {static_cast<std::int64_t>(values.size()) / fbank::kMelBins, fbank::kMelBins});
}

double rootMeanSquare(std::span<const float> samples)
{
    const double sum = std::inner_product(samples.begin(), samples.end(), samples.begin(), 0.0);
    return std::sqrt(sum / static_cast<double>(samples.size()));
}

// Where a needle is hidden, as the tensor's name says: logits_<frames>_<position>_<zero|white>_<snr>.
struct Hiding
{
    std::int64_t frames = 0;
    double position = 0;
    std::string haystack;
    double snr = 0; // dB
};

Hiding parseHiding(const std::string& name)
{
    std::vector<std::string> parts(1);
    for (const char c : name) {
        if (c == '_')
            parts.emplace_back();
        else
            parts.back() += c;
    }
    Hiding hiding;
    try {
        if (parts.size() == 5)
            hiding = {std::stoll(parts[1]), std::stod(parts[2]), parts[3], std::stod(parts[4])};
    } catch (const std::exception&) {
        // no number; the frames are still 0
    }
    const bool fits = hiding.frames >= kClipFrames && hiding.frames <= kMostFrames;
    if (!fits || !(hiding.position >= 0 && hiding.position <= 1))
        throw Error(ErrorCode::BadFile, "tensor '" + name +
                                            "' is not named logits_<frames>_<position>_<haystack>_<snr>, with 1024 "
                                            "frames or more and a position from 0 to 1");
    return hiding;
}

// The noise scaled against the needle's loudness, as a normalised spectrogram of so many frames.
std::vector<float> noiseFrames(std::vector<float> noise, std::int64_t frames, double needleRms, double snr)
{
    const std::int64_t samples = (frames - 1) * fbank::kFrameShift + fbank::kFrameLength;
    if (static_cast<std::int64_t>(noise.size()) < samples)
        throw Error(ErrorCode::BadFile, "its noise has " + std::to_string(noise.size()) + " samples, " +
                                            std::to_string(samples) + " are needed");
    noise.resize(static_cast<std::size_t>(samples));
    const double scale = needleRms / (rootMeanSquare(noise) * std::pow(10.0, snr / 20));
    for (float& sample : noise)
        sample = static_cast<float>(sample * scale);
    std::vector<float> result = computeFbank(noise);
    fbank::normalise(result);
    return result;
}

void compareLogits(const ReferenceFolder& folder, const std::string& name, const at::Tensor& spectrogram,
                   const at::Tensor& reference, Verdict& verdict)
{
    const std::vector<Dass> models = modelsOfRecordings(folder, reference.numel());
    const c10::InferenceMode inference;
    std::vector<at::Tensor> logits;
    for (const Dass& model : models)
        logits.push_back(model.forward(spectrogram.unsqueeze(0)).logits[0]);
    verdict.compareNearest(name, logits, reference);
}

} // namespace

void verifyFrontEnd(const ReferenceFolder& folder, const SafetensorsFile& file, Verdict& verdict)
{
    std::vector<float> raw = computeFbank(decode(folder.recording()));
    verdict.compare("fbank_raw", asFrames(raw), readTensor(file, "fbank_raw"));
    std::vector<float> clip = normalisedClip(raw);
    verdict.compare("fbank_normalised", asFrames(clip), readTensor(file, "fbank_normalised"));
    if (!file.contains("nano_logits"))
        return;
    compareLogits(folder, "nano_logits", asFrames(clip), readTensor(file, "nano_logits"), verdict);
}

void verifyNeedle(const ReferenceFolder& folder, const SafetensorsFile& file, Verdict& verdict)
{
    const std::vector<float> samples = decode(folder.recording());
    std::vector<float> needle = normalisedClip(computeFbank(samples));
    for (const auto& [name, tensor] : file.tensors()) {
        if (!name.starts_with("logits_"))
            continue;
        const Hiding hiding = parseHiding(name);
        const std::int64_t around = hiding.frames - kClipFrames;
        std::vector<float> haystack(static_cast<std::size_t>(around * fbank::kMelBins)); // silence, once normalised
        if (hiding.haystack == "white")
            haystack = noiseFrames(floatsOf(file.at("white_noise")), around, rootMeanSquare(samples), hiding.snr);
        const auto wanted = static_cast<std::int64_t>(static_cast<double>(hiding.frames) * hiding.position);
        const std::int64_t at = std::min(wanted, around) * fbank::kMelBins;
        haystack.insert(haystack.begin() + at, needle.begin(), needle.end());

        compareLogits(folder, name, asFrames(haystack), toTensor(tensor), verdict);
    }
}

} // namespace dass::cli
