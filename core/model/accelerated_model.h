#pragma once

#include "core/model/accelerator.h"
#include "core/model/clip_network.h"
#include "core/model/dass_config.h"
#include "core/model/device_batches.h"
#include "core/model/pooled_model.h"
#include "core/model/tagging_model.h"
#include "core/model/whole_model.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace dass {

// A TaggingModel on a GPU. A batch that does not fit is halved; where the GPU fails, or not one input fits, the same
// model on the CPU does what was left of the call and everything after it. takeNotices() tells either.
class AcceleratedModel : public TaggingModel
{
public:
    struct Parts
    {
        ModelInfo info;
        Precision precision = Precision::Bf16; // of the network
        std::unique_ptr<Accelerator> accelerator;
        std::unique_ptr<ClipNetwork> network; // on the accelerator
        // The model on the CPU, made when it is first wanted.
        std::function<std::unique_ptr<TaggingModel>()> makeCpuModel;
    };
    // Runs the network once on a short input: a GPU that cannot is found out here. Throws what torch throws.
    explicit AcceleratedModel(Parts parts);
    ~AcceleratedModel() override;

    const ModelInfo& info() const override { return m_parts.info; }
    Precision precision() const override;
    std::string device() const override; // "cpu" from the moment that the GPU was given up

    void logits(std::span<const float> spectrograms, std::int64_t batch, std::int64_t frames, Pooling pooling,
                std::span<float> logits, std::span<float> embeddings) override;
    void denseLogits(std::span<const float> spectrograms, std::int64_t batch, std::int64_t frames, std::int64_t columns,
                     std::span<float> logits) override;
    void setStop(std::stop_token stop) override;
    std::int64_t workingBytes(std::int64_t batch, std::int64_t frames) const override;
    BatchLimits batchLimits() const override;
    std::vector<std::string> takeNotices() override;

protected:
    TaggingModel& cpuModel();
    void tell(const std::string& notice);

private:
    // Calls onDevice(first, count) and, for what the device did not do, onCpu(model, first, count).
    void deal(std::int64_t batch, std::int64_t frames, const DeviceBatches::Run& onDevice,
              const std::function<void(TaggingModel&, std::int64_t, std::int64_t)>& onCpu);
    void giveUpDevice();

    Parts m_parts;
    DeviceBatches m_batches;
    std::stop_token m_stop;
    std::atomic<bool> m_onCpu = false; // set when m_cpu is there
    std::mutex m_mutex;                // of what follows
    std::unique_ptr<TaggingModel> m_cpu;
    std::vector<std::string> m_notices;
};

// That of a DASS: whole recordings, which are worked on in tiles, are the CPU's.
class AcceleratedDass final : public AcceleratedModel, public WholeModel, public PooledModel
{
public:
    AcceleratedDass(Parts parts, DassConfig config, Precision cpuPrecision);

    std::unique_ptr<WholeInput> beginWhole(const WholeOptions& options) override;
    std::int64_t wholeScratchBytes(std::int64_t frames, std::int64_t tileFrames) const override;
    std::int64_t wholeWorkingBytes(std::int64_t frames, std::int64_t tileFrames) const override;
    std::int64_t wholeKeptBytes(std::int64_t frames, std::int64_t tileFrames) const override;

    void logitsOfEach(std::span<const float> spectrograms, std::int64_t batch, std::int64_t frames,
                      std::span<const Pooling> poolings, std::span<float> logits) override;
    std::unique_ptr<WholeInput> beginWholeOfEach(const WholeOptions& options, std::vector<Pooling> poolings) override;

private:
    void tellWhole();

    DassConfig m_config;
    Precision m_cpuPrecision;
};

} // namespace dass
