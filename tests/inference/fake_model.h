#pragma once

#include "core/features/fbank.h"
#include "core/model/tagging_model.h"
#include "core/model/whole_model.h"

#include <functional>
#include <utility>

namespace dass {

// A model simple enough to predict: the logit of class c is the mean of mel bin 20 c over the frames it is given (per
// step of 32 frames in dense mode). It records how it is called.
class FakeModel : public TaggingModel, public WholeModel
{
public:
    static constexpr std::int64_t kClasses = 5;

    FakeModel()
    {
        m_info.classes = kClasses;
        m_info.name = "fake";
        m_info.sha256 = std::string(64, '0');
        for (std::int64_t c = 0; c < kClasses; ++c)
            m_info.labels.push_back({"/m/" + std::to_string(c), "Class " + std::to_string(c)});
    }

    static float meanOf(std::span<const float> frames, std::int64_t first, std::int64_t last, std::int64_t c)
    {
        double sum = 0;
        for (std::int64_t t = first; t < last; ++t)
            sum += frames[static_cast<std::size_t>(t * fbank::kMelBins + 20 * c)];
        return static_cast<float>(sum / static_cast<double>(last - first));
    }

    const ModelInfo& info() const override { return m_info; }
    void change(const std::function<void(ModelInfo&)>& describe) { describe(m_info); }
    Precision precision() const override { return Precision::Fp32; }
    std::string device() const override { return deviceName; }
    BatchLimits batchLimits() const override { return limits; }
    std::vector<std::string> takeNotices() override { return std::exchange(notices, {}); }

    void logits(std::span<const float> spectrograms, std::int64_t batch, std::int64_t frames, Pooling /*pooling*/,
                std::span<float> logits, std::span<float> /*embeddings*/) override
    {
        calls.push_back({batch, frames});
        if (onCall)
            onCall();
        const auto size = static_cast<std::size_t>(frames * fbank::kMelBins);
        for (std::int64_t b = 0; b < batch; ++b) {
            for (std::int64_t c = 0; c < kClasses; ++c)
                logits[static_cast<std::size_t>(b * kClasses + c)] =
                    meanOf(spectrograms.subspan(static_cast<std::size_t>(b) * size, size), 0, frames, c);
        }
    }

    void denseLogits(std::span<const float> spectrograms, std::int64_t batch, std::int64_t frames,
                     std::int64_t /*columns*/, std::span<float> logits) override
    {
        calls.push_back({batch, frames});
        if (onCall)
            onCall();
        const auto size = static_cast<std::size_t>(frames * fbank::kMelBins);
        const std::int64_t steps = denseSteps(frames);
        for (std::int64_t b = 0; b < batch; ++b) {
            const auto spectrogram = spectrograms.subspan(static_cast<std::size_t>(b) * size, size);
            for (std::int64_t step = 0; step < steps; ++step) {
                for (std::int64_t c = 0; c < kClasses; ++c)
                    logits[static_cast<std::size_t>((b * steps + step) * kClasses + c)] =
                        meanOf(spectrogram, step * 32, std::min(step * 32 + 32, frames), c);
            }
        }
    }

    void setStop(std::stop_token token) override { stop = std::move(token); }

    std::int64_t workingBytes(std::int64_t batch, std::int64_t frames) const override
    {
        return batch * frames * bytesPerFrame;
    }

    // Keeps the frames, and tells half of the progress while they come.
    class Whole : public WholeInput
    {
    public:
        Whole(FakeModel& model, WholeOptions options) : m_model(model), m_options(std::move(options)) {}

        void add(std::span<const float> frames) override
        {
            m_frames.insert(m_frames.end(), frames.begin(), frames.end());
            if (m_options.framesExpected > 0)
                m_options.progress(0.5 * static_cast<double>(m_frames.size() / fbank::kMelBins) /
                                   static_cast<double>(m_options.framesExpected));
        }
        bool finish(std::span<float> logits, std::span<float> /*embedding*/) override
        {
            const auto frames = static_cast<std::int64_t>(m_frames.size()) / fbank::kMelBins;
            m_model.logits(m_frames, 1, frames, m_options.pooling, logits, {});
            m_options.progress(1);
            return !m_model.stop.stop_requested();
        }

    private:
        FakeModel& m_model;
        WholeOptions m_options;
        std::vector<float> m_frames;
    };

    std::unique_ptr<WholeInput> beginWhole(const WholeOptions& options) override
    {
        wholeOptions = options;
        return std::make_unique<Whole>(*this, options);
    }
    std::int64_t wholeWorkingBytes(std::int64_t frames, std::int64_t tileFrames) const override
    {
        return std::min(frames, tileFrames > 0 ? 2 * tileFrames : 2048) * bytesPerFrame; // two tiles at a time
    }

    std::int64_t wholeKeptBytes(std::int64_t frames, std::int64_t /*tileFrames*/) const override
    {
        return std::min<std::int64_t>(frames, 1000) * 7;
    }
    std::int64_t wholeScratchBytes(std::int64_t frames, std::int64_t /*tileFrames*/) const override
    {
        return frames * bytesPerFrame;
    }

    struct Call
    {
        std::int64_t batch;
        std::int64_t frames;
    };
    std::vector<Call> calls;
    WholeOptions wholeOptions; // of the latest whole recording
    std::function<void()> onCall;
    std::stop_token stop;
    std::int64_t bytesPerFrame = 10'000;
    std::string deviceName = "cpu";
    BatchLimits limits;
    std::vector<std::string> notices;

private:
    ModelInfo m_info;
};

} // namespace dass
