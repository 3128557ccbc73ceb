#pragma once

#include "core/model/accelerated_model.h"
#include "core/model/dass.h"
#include "core/model/pooled_model.h"
#include "core/model/whole_model.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace dass {

// A DASS on a GPU, which takes whole recordings there, too, tile by tile.
class AcceleratedDass final : public AcceleratedModel, public WholeModel, public PooledModel
{
public:
    // network: that of the parts, on their accelerator. cpuPrecision: of the model that parts.makeCpuModel makes, a
    // DassTaggingModel.
    AcceleratedDass(Parts parts, Dass network, Precision cpuPrecision);

    std::unique_ptr<WholeInput> beginWhole(const WholeOptions& options) override;
    std::int64_t wholeScratchBytes(std::int64_t frames, std::int64_t tileFrames) const override;
    std::int64_t wholeWorkingBytes(std::int64_t frames, std::int64_t tileFrames) const override;
    std::int64_t wholeKeptBytes(std::int64_t frames, std::int64_t tileFrames) const override;

    void logitsOfEach(std::span<const float> spectrograms, std::int64_t batch, std::int64_t frames,
                      std::span<const Pooling> poolings, std::span<float> logits) override;
    std::unique_ptr<WholeInput> beginWholeOfEach(const WholeOptions& options, std::vector<Pooling> poolings) override;

private:
    bool takesWhole() const { return device() != "cpu" && m_whyNotWhole.empty(); }
    Precision keptPrecision() const; // of what is kept of a recording
    void tellWhole();
    std::unique_ptr<WholeInput> beginOnDevice(const WholeOptions& options, std::vector<Pooling> poolings);
    std::int64_t elementBytes() const; // of activations
    std::int64_t tileFrames(std::int64_t wanted) const;

    Dass m_network;
    Precision m_cpuPrecision;
    std::string m_whyNotWhole; // why tiles are the CPU's, in words; empty: they are not
};

} // namespace dass
