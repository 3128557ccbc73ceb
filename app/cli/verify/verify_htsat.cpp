#include "app/cli/verify/reference_kinds.h"
#include "app/cli/verify/reference_metadata.h"
#include "core/base/error.h"
#include "core/model/htsat.h"
#include "core/model/htsat_front_end.h"
#include "core/model/synthetic.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <string>

namespace dass::cli {

namespace {

constexpr std::int64_t kMostSamples = 21 * htsat::kSampleRate;
constexpr std::int64_t kFramesAStep = 32; // rows of the reference's frame-wise output that are alike

at::Tensor waveformOf(std::int64_t samples, const SafetensorsFile& file)
{
    const auto seed = static_cast<std::uint64_t>(number(file, "waveform_seed"));
    return at::tensor(syntheticWaveform(samples, seed)).unsqueeze(0);
}

std::int64_t samplesOf(const std::string& text)
{
    const bool isNumber = !text.empty() && text.size() < 9 && text.find_first_not_of("0123456789") == std::string::npos;
    const std::int64_t samples = isNumber ? std::stoll(text) : 0;
    if (samples < 1 || samples > kMostSamples)
        throw Error(ErrorCode::BadFile,
                    "it names '" + text + "' samples; 1 to " + std::to_string(kMostSamples) + " was wanted");
    return samples;
}

// Everything that the file tells of a pass under names that begin so.
void compareOutput(const SafetensorsFile& file, const std::string& prefix, const HtsatOutput& output, Verdict& verdict)
{
    const auto compare = [&](const std::string& name, const at::Tensor& ours) {
        if (file.contains(prefix + name))
            verdict.compare(prefix + name, ours, file.at(prefix + name));
    };
    compare("clipwise_logits", output.logits[0]);
    compare("clipwise_output", output.probabilities[0]);
    compare("latent_output", output.embedding[0]);
    compare("framewise.every32", output.framewise[0]);
    const at::Tensor rows = output.framewise[0].repeat_interleave(kFramesAStep, 0);
    compare("framewise.mean_std", at::stack({rows.mean(), rows.std(false)}));
    if (output.cropLogits.defined()) {
        compare("crop_logits", output.cropLogits.select(1, 0));
        compare("crops", at::tensor({output.cropLogits.size(0)}));
    }
}

HtsatOptions comparing(const SafetensorsFile& file, const std::string& prefix, Verdict& verdict)
{
    HtsatOptions options;
    options.observer = [&file, &verdict, prefix](std::string_view step, const at::Tensor& value) {
        compareStep(file, prefix + std::string(step), value, verdict);
        if (step == "logmel" && file.contains(prefix + "logmel"))
            verdict.compare(prefix + "logmel", value[0][0], file.at(prefix + "logmel"));
    };
    return options;
}

} // namespace

void verifyFullSizeHtsat(const SafetensorsFile& file, Verdict& verdict)
{
    const HtsatConfig config; // the published size
    const Htsat model(config,
                      syntheticParameters(config.parameters(), static_cast<std::uint64_t>(number(file, "salt"))));
    const at::Tensor waveform = waveformOf(numberWithin(file, "samples", 1, kMostSamples), file);

    const c10::InferenceMode inference;
    const std::int64_t ends = lastAxis(file, "waveform.head");
    verdict.compare("waveform.head", waveform[0].slice(0, 0, ends), file.at("waveform.head"));
    verdict.compare("waveform.tail", waveform[0].slice(0, -lastAxis(file, "waveform.tail")), file.at("waveform.tail"));
    compareOutput(file, "", model.forward(waveform, comparing(file, "", verdict)), verdict);
    const std::string shorter = metadata(file, "short_samples");
    const at::Tensor start = waveformOf(samplesOf(shorter), file);
    HtsatOptions options;
    compareOutput(file, shorter + ".eval.", model.forward(start, options), verdict);
    options.shortSound = ShortSound::Repeat;
    compareOutput(file, shorter + ".infer.", model.forward(start, options), verdict);
}

void verifyHtsatCheckpoint(const std::filesystem::path& path, Verdict& verdict)
{
    loadHtsatCheckpoint(path);
    verdict.kind = "HTS-AT checkpoint";
    verdict.require("every tensor of the architecture", true);
    verdict.require("mel bank", true); // another one is refused
}

void verifyHtsatOutputs(const ReferenceFolder& folder, const SafetensorsFile& file, Verdict& verdict)
{
    const HtsatCheckpoint& checkpoint = folder.htsat(number(file, "classes"));
    const c10::InferenceMode inference;
    const Htsat model(checkpoint.config, checkpoint.parameters);
    for (const std::int64_t samples : numbers(file, "lengths")) {
        const std::string length = std::to_string(samples);
        const at::Tensor waveform = waveformOf(samplesOf(length), file);
        if (file.contains("waveform") && lastAxis(file, "waveform") == samples)
            verdict.compare("waveform", waveform[0], file.at("waveform"));
        if (file.contains(length + ".logmel"))
            verdict.compare(length + ".logmel", htsat::logMel(waveform)[0], file.at(length + ".logmel"));
        HtsatOptions options = comparing(file, length + ".eval.", verdict);
        compareOutput(file, length + ".eval.", model.forward(waveform, options), verdict);
        if (!file.contains(length + ".infer.clipwise_logits"))
            continue;
        options = {};
        options.shortSound = ShortSound::Repeat;
        compareOutput(file, length + ".infer.", model.forward(waveform, options), verdict);
    }
}

} // namespace dass::cli
