#include "app/cli/verify/reference_kinds.h"
#include "app/cli/verify/reference_tensors.h"
#include "core/audio/audio_reader.h"
#include "core/base/error.h"
#include "core/features/fbank.h"
#include "core/model/dass.h"
#include "core/niah/mixture.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

namespace dass::cli {

namespace {

std::vector<float> decode(const std::filesystem::path& path, const Verdict& verdict)
{
    AudioReader reader(path);
    std::vector<float> samples;
    std::vector<float> block(fbank::kSampleRate);
    while (const std::size_t got = reader.read(block)) {
        verdict.goOn();
        samples.insert(samples.end(), block.begin(), block.begin() + static_cast<std::ptrdiff_t>(got));
    }
    return samples;
}

// What a model gets of a clip: padded or cut to 1024 frames, normalised.
std::vector<float> normalisedClip(std::vector<float> raw)
{
    fbank::normalise(raw);
    raw.resize(fbank::kClipFrames * fbank::kMelBins, fbank::kNormalisedPadding);
    return raw;
}

at::Tensor asFrames(std::vector<float>& values)
{
    return at::from_blob(values.data(), {static_cast<std::int64_t>(values.size()) / fbank::kMelBins, fbank::kMelBins});
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
    const bool fits = hiding.frames >= fbank::kClipFrames && hiding.frames <= kMostFrames;
    if (!fits || !(hiding.position >= 0 && hiding.position <= 1))
        throw Error(ErrorCode::BadFile,
                    "tensor '" + name + "' is not named logits_<frames>_<position>_<haystack>_<snr>, with 1024 to " +
                        std::to_string(kMostFrames) + " frames and a position from 0 to 1");
    return hiding;
}

niah::Haystack haystackFor(const SafetensorsFile& file, const Hiding& hiding, const Verdict& verdict)
{
    niah::HaystackOptions options;
    options.lengths = {niah::haystackFrames(hiding.frames, niah::Insertion::Spectrogram)};
    if (hiding.haystack != "white")
        return *niah::Haystack::make({}, options, {});
    const StoredTensor& stored = file.at("white_noise");
    requireModest(stored);
    std::vector<float> noise = floatsOf(stored);
    const std::int64_t samples = niah::samplesOf(options.lengths.front());
    if (static_cast<std::int64_t>(noise.size()) < samples)
        throw Error(ErrorCode::BadFile, "its noise has " + std::to_string(noise.size()) + " samples, " +
                                            std::to_string(samples) + " are needed");
    auto haystack = niah::Haystack::of(*niah::loopSamples(std::move(noise)), options, verdict.stop);
    verdict.goOn();
    return *std::move(haystack);
}

void compareLogits(const ReferenceFolder& folder, const std::string& name, const at::Tensor& spectrogram,
                   const StoredTensor& reference, Verdict& verdict)
{
    const std::vector<Dass> models = modelsOfRecordings(folder, reference.elements());
    const c10::InferenceMode inference;
    std::vector<at::Tensor> logits;
    ForwardOptions options;
    options.stopRequested = [&verdict] { return verdict.stop.stop_requested(); };
    for (const Dass& model : models) {
        const at::Tensor input = spectrogram.unsqueeze(0).to(verdict.device);
        const DassOutput output = model.to(verdict.device).forward(input, options);
        verdict.goOn(); // else the output is whole
        logits.push_back(output.logits[0]);
    }
    verdict.compareNearest(name, logits, reference);
}

} // namespace

void verifyFrontEnd(const ReferenceFolder& folder, const SafetensorsFile& file, Verdict& verdict)
{
    std::vector<float> raw = computeFbank(decode(folder.recording(), verdict));
    verdict.compare("fbank_raw", asFrames(raw), file.at("fbank_raw"));
    std::vector<float> clip = normalisedClip(raw);
    verdict.compare("fbank_normalised", asFrames(clip), file.at("fbank_normalised"));
    if (!file.contains("nano_logits"))
        return;
    compareLogits(folder, "nano_logits", asFrames(clip), file.at("nano_logits"), verdict);
}

void verifyNeedle(const ReferenceFolder& folder, const SafetensorsFile& file, Verdict& verdict)
{
    const niah::NeedleSound needle = niah::needleOf(decode(folder.recording(), verdict));
    for (const auto& [name, tensor] : file.tensors()) {
        if (!name.starts_with("logits_"))
            continue;
        const Hiding hiding = parseHiding(name);
        const niah::Haystack haystack = haystackFor(file, hiding, verdict);
        const niah::Mixture mixture(needle, haystack,
                                    {hiding.frames, hiding.position, hiding.snr, niah::Insertion::Spectrogram, 0});
        std::vector<float> frames(static_cast<std::size_t>(hiding.frames * fbank::kMelBins));
        mixture.read(0, frames);
        compareLogits(folder, name, asFrames(frames), tensor, verdict);
    }
}

} // namespace dass::cli
