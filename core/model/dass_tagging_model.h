#pragma once

#include "core/model/checkpoint.h"
#include "core/model/dass.h"
#include "core/model/pooled_model.h"
#include "core/model/tagging_model.h"
#include "core/model/whole_model.h"

#include <functional>

namespace dass {

// TaggingModel of a DASS checkpoint on the CPU.
class DassTaggingModel final : public TaggingModel, public WholeModel, public PooledModel
{
public:
    DassTaggingModel(ModelInfo info, Checkpoint checkpoint, const ModelOptions& options);

    // On the device that the options name. Throws as TaggingModel::load.
    static std::unique_ptr<TaggingModel> load(const std::filesystem::path& path, const ModelOptions& options);

    const ModelInfo& info() const override { return m_info; }
    Precision precision() const override { return m_precision; }
    std::string device() const override { return "cpu"; }
    const Dass& network() const { return m_model; }

    void logits(std::span<const float> spectrograms, std::int64_t batch, std::int64_t frames, Pooling pooling,
                std::span<float> logits, std::span<float> embeddings) override;
    void denseLogits(std::span<const float> spectrograms, std::int64_t batch, std::int64_t frames, std::int64_t columns,
                     std::span<float> logits) override;
    void setStop(std::stop_token stop) override { m_stop = std::move(stop); }
    std::int64_t workingBytes(std::int64_t batch, std::int64_t frames) const override;

    std::unique_ptr<WholeInput> beginWhole(const WholeOptions& options) override;
    std::int64_t wholeScratchBytes(std::int64_t frames, std::int64_t tileFrames) const override;
    std::int64_t wholeWorkingBytes(std::int64_t frames, std::int64_t tileFrames) const override;
    std::int64_t wholeKeptBytes(std::int64_t frames, std::int64_t tileFrames) const override;

    void logitsOfEach(std::span<const float> spectrograms, std::int64_t batch, std::int64_t frames,
                      std::span<const Pooling> poolings, std::span<float> logits) override;
    std::unique_ptr<WholeInput> beginWholeOfEach(const WholeOptions& options, std::vector<Pooling> poolings) override;

private:
    ForwardOptions forwardOptions(Pooling pooling) const;
    // Calls run(first, count) until all inputs of the batch are done, on several threads where there are enough of
    // them.
    void inShares(std::int64_t batch, const std::function<void(std::int64_t, std::int64_t)>& run);

    ModelInfo m_info;
    Precision m_precision = Precision::Fp32;
    Dass m_model;
    std::stop_token m_stop;
};

} // namespace dass
