#include "core/niah/sound_model.h"

#include "core/audio/resampler.h"
#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/features/fbank.h"
#include "core/features/fbank_tables.h"
#include "core/model/architecture.h"
#include "core/model/htsat_config.h"
#include "core/model/htsat_model.h"
#include "core/niah/needle_set.h"

#include <algorithm>
#include <vector>

namespace dass::niah {

namespace {

constexpr std::int64_t kUpsampling = htsat::kSampleRate / fbank::kSampleRate;
constexpr std::int64_t kMostFrames = htsat::kMostSamples / kUpsampling / fbank::kFrameShift;
constexpr std::int64_t kImageBytes = std::int64_t{64} << 20; // of a pass over one image, at the authors' width

class TestedHtsat final : public TaggingModel, public SoundModel
{
public:
    TestedHtsat(const std::filesystem::path& path, const ModelOptions& options) : m_model(path, options) {}

    const ModelInfo& info() const override { return m_model.info(); }
    Precision precision() const override { return Precision::Fp32; }
    std::string device() const override { return "cpu"; }
    void logits(std::span<const float> /*spectrograms*/, std::int64_t /*batch*/, std::int64_t /*frames*/,
                Pooling /*pooling*/, std::span<float> /*logits*/, std::span<float> /*embeddings*/) override
    {
        refuseSpectrograms();
    }
    void denseLogits(std::span<const float> /*spectrograms*/, std::int64_t /*batch*/, std::int64_t /*frames*/,
                     std::int64_t /*columns*/, std::span<float> /*logits*/) override
    {
        refuseSpectrograms();
    }
    // Crops of a longer sound are heard one after another.
    std::int64_t workingBytes(std::int64_t /*batch*/, std::int64_t /*frames*/) const override { return kImageBytes; }

    std::int64_t mostFrames() const override { return kMostFrames; }
    std::string tooLong(std::int64_t frames) const override
    {
        const auto seconds = [](std::int64_t count) { return fixedText(static_cast<double>(count) / 100, 2) + " s"; };
        return "an HTS-AT hears at most " + seconds(kMostFrames) +
               " at once, by its own rule in overlapping crops; this is " + seconds(frames);
    }

    void logitsOfSound(std::span<const float> samples, Pooling pooling, std::span<float> logits) override
    {
        if (pooling != Pooling::Mean)
            throw Error(ErrorCode::Unsupported, "an HTS-AT is not pooled over time, so there is no pooling '" +
                                                    nameOf(pooling) + "'; choose mean");
        const bool clip = static_cast<std::int64_t>(samples.size()) <= kNeedleFrames * fbank::kFrameShift;
        if (clip)
            samples =
                samples.first(std::min(samples.size(), static_cast<std::size_t>(htsat::kClipSamples / kUpsampling)));
        std::vector<float> heard;
        heard.reserve(samples.size() * static_cast<std::size_t>(kUpsampling));
        media::Resampler resampler(fbank::kSampleRate, htsat::kSampleRate);
        resampler.push(samples, heard);
        resampler.finish(heard);
        m_model.logits(heard, logits);
    }

private:
    [[noreturn]] void refuseSpectrograms() const
    {
        throw Error(ErrorCode::Unsupported,
                    "'" + info().path.string() + "' is an HTS-AT, which hears sound in place of spectrograms");
    }

    HtsatModel m_model;
};

} // namespace

std::unique_ptr<TaggingModel> loadTestedModel(const std::filesystem::path& path, const ModelOptions& options)
{
    if (!options.sinusoidalPositions && architectureOf(path) == Architecture::Htsat)
        return std::make_unique<TestedHtsat>(path, options);
    return TaggingModel::load(path, options);
}

} // namespace dass::niah
