#pragma once

#include "core/model/accelerator.h"
#include "core/model/clip_network.h"
#include "core/model/device_batches.h"
#include "core/model/device_features.h"
#include "core/model/front_end_model.h"
#include "core/model/tagging_model.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace dass {

// A TaggingModel on a GPU, which makes features there, too. A batch that does not fit is halved; where the GPU fails,
// or not one input fits, the same model on the CPU does what was left of the call and everything after it.
// takeNotices() tells either.
class AcceleratedModel : public TaggingModel, public FrontEndModel
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

    bool makesFeatures() override;
    void logitsOfSound(std::span<const float> sound, std::span<const SoundClip> clips, std::int64_t frames,
                       Pooling pooling, std::span<float> logits) override;
    void denseLogitsOfSound(std::span<const float> sound, std::span<const SoundClip> clips, std::int64_t frames,
                            std::int64_t columns, std::span<float> logits) override;

    void setStop(std::stop_token stop) override;
    std::int64_t workingBytes(std::int64_t batch, std::int64_t frames) const override;
    BatchLimits batchLimits() const override;
    std::vector<std::string> takeNotices() override;

protected:
    TaggingModel& cpuModel();
    TaggingModel& giveUpDevice(); // the CPU's model, which does everything from then on
    void tell(const std::string& notice);
    Accelerator& accelerator() const { return *m_parts.accelerator; }
    bool releaseKept() { return m_parts.network->releaseKept(); } // as ClipNetwork's
    bool stopRequested() const { return m_stop.stop_requested(); }

private:
    using BytesOf = DeviceBatches::BytesOf;
    using Inputs = std::function<at::Tensor(std::int64_t first, std::int64_t count)>; // on the device
    using OnCpu = std::function<void(TaggingModel& cpu, std::int64_t first, std::int64_t count)>;

    // Calls onDevice(first, count) and, for what the device did not do, onCpu(model, first, count).
    void deal(std::int64_t batch, const BytesOf& bytesOf, const DeviceBatches::Run& onDevice, const OnCpu& onCpu);
    // What a network on the device says of inputs, and what the CPU does of those that it did not answer.
    void dealLogits(std::int64_t batch, const BytesOf& bytesOf, const Inputs& inputs, Pooling pooling,
                    std::span<float> logits, std::span<float> embeddings, const OnCpu& onCpu);
    void dealDense(std::int64_t batch, const BytesOf& bytesOf, const Inputs& inputs, std::int64_t columns,
                   std::span<float> logits, const OnCpu& onCpu);
    BytesOf bytesOfInputs(std::int64_t frames) const;
    BytesOf bytesOfSound(std::int64_t frames) const;
    Inputs uploaded(std::span<const float> spectrograms, std::int64_t batch, std::int64_t frames) const;
    Inputs madeOf(std::span<const float> sound, std::span<const SoundClip> clips, std::int64_t frames);

    Parts m_parts;
    DeviceFeatures m_features;
    DeviceBatches m_batches;
    std::stop_token m_stop;
    std::atomic<bool> m_onCpu = false; // set when m_cpu is there
    std::mutex m_mutex;                // of what follows
    std::unique_ptr<TaggingModel> m_cpu;
    std::vector<std::string> m_notices;
};

} // namespace dass
