// A DASS on the device that a person chose.
#include "core/features/fbank_constants.h"
#include "core/model/accelerated_dass.h"
#include "core/model/checkpoint_info.h"
#include "core/model/dass_clip_network.h"
#include "core/model/dass_tagging_model.h"
#include "core/model/graphed_network.h"
#include "core/model/model_placement.h"
#include "core/model/tagging_support.h"

#include <memory>
#include <utility>

namespace dass {

namespace {

// The checkpoint stays in main memory with it, for the day that the GPU fails.
std::unique_ptr<TaggingModel> onGpu(const ModelInfo& info, const std::shared_ptr<const Checkpoint>& checkpoint,
                                    const ModelOptions& options, std::unique_ptr<Accelerator> gpu)
{
    prepareProcess(options);
    const bool bf16 = options.precision != Precision::Fp32; // every GPU that can be used multiplies it
    Dass model(checkpoint->config, checkpoint->parameters);
    if (bf16)
        model = model.toBf16();
    Dass there = model.to(gpu->device());
    auto network = std::make_unique<GraphedNetwork>(std::make_unique<DassClipNetwork>(there));
    const auto makeCpuModel = [info, checkpoint, options] {
        return std::make_unique<DassTaggingModel>(info, *checkpoint, options);
    };
    return std::make_unique<AcceleratedDass>(AcceleratedModel::Parts{info, bf16 ? Precision::Bf16 : Precision::Fp32,
                                                                     std::move(gpu), std::move(network), makeCpuModel},
                                             std::move(there), chosenPrecision(options.precision));
}

} // namespace

std::unique_ptr<TaggingModel> DassTaggingModel::load(const std::filesystem::path& path, const ModelOptions& options)
{
    requireDevice(options.device);
    auto checkpoint = std::make_shared<Checkpoint>(loadCheckpoint(path));
    const ModelInfo info = infoOf(*checkpoint);
    PlaceableModel model;
    model.obstacle = whyNotOnGpu(checkpoint->config);
    const std::int64_t elementBytes = options.precision == Precision::Fp32 ? 4 : 2;
    model.gpuBytes =
        info.parameters * elementBytes + gpuWorkingBytes(checkpoint->config, elementBytes, fbank::kClipFrames);
    model.onCpu = [&](const ModelOptions& chosen) {
        return std::make_unique<DassTaggingModel>(info, std::move(*checkpoint), chosen);
    };
    model.onGpu = [&](const ModelOptions& chosen, std::unique_ptr<Accelerator> gpu) {
        return onGpu(info, checkpoint, chosen, std::move(gpu));
    };
    return placeModel(options, model);
}

} // namespace dass
