// An AST on the device that a person chose.
#include "core/features/fbank_constants.h"
#include "core/model/accelerated_model.h"
#include "core/model/ast_clip_network.h"
#include "core/model/ast_tagging_model.h"
#include "core/model/checkpoint_info.h"
#include "core/model/graphed_network.h"
#include "core/model/model_placement.h"
#include "core/model/tagging_support.h"

#include <memory>
#include <utility>

namespace dass {

namespace {

std::unique_ptr<TaggingModel> onGpu(const ModelInfo& info, const std::shared_ptr<const AstCheckpoint>& checkpoint,
                                    const ModelOptions& options, std::unique_ptr<Accelerator> gpu)
{
    prepareProcess(options);
    const bool bf16 = options.precision != Precision::Fp32; // every GPU that can be used multiplies it
    Ast model(checkpoint->config, checkpoint->parameters);
    if (bf16)
        model = model.toBf16();
    auto network =
        std::make_unique<GraphedNetwork>(std::make_unique<AstClipNetwork>(model.to(gpu->device()), info.name));
    const auto makeCpuModel = [info, checkpoint, options] {
        return std::make_unique<AstTaggingModel>(info, *checkpoint, options);
    };
    return std::make_unique<AcceleratedModel>(AcceleratedModel::Parts{
        info, bf16 ? Precision::Bf16 : Precision::Fp32, std::move(gpu), std::move(network), makeCpuModel});
}

} // namespace

std::unique_ptr<TaggingModel> AstTaggingModel::load(const std::filesystem::path& path, const ModelOptions& options)
{
    requireDevice(options.device);
    auto checkpoint = std::make_shared<AstCheckpoint>(loadAstCheckpoint(path));
    if (options.sinusoidalPositions)
        useSinusoidalPositions(*checkpoint);
    const ModelInfo info = infoOf(*checkpoint);
    PlaceableModel model;
    const std::int64_t elementBytes = options.precision == Precision::Fp32 ? 4 : 2;
    model.gpuBytes =
        info.parameters * elementBytes + dass::workingBytes(checkpoint->config, fbank::kClipFrames, elementBytes);
    model.onCpu = [&](const ModelOptions& chosen) {
        return std::make_unique<AstTaggingModel>(info, std::move(*checkpoint), chosen);
    };
    model.onGpu = [&](const ModelOptions& chosen, std::unique_ptr<Accelerator> gpu) {
        return onGpu(info, checkpoint, chosen, std::move(gpu));
    };
    return placeModel(options, model);
}

} // namespace dass
