#include "core/inference/run_costs.h"

#include "core/inference/dense_pass.h"
#include "core/inference/window_pass.h"
#include "core/model/whole_model.h"

#include <algorithm>

namespace dass {

namespace {

constexpr std::int64_t kTileFrames = 1024; // of a model that chooses for itself, about

} // namespace

RunCosts runCosts(const TaggingModel& model, const TaggingSettings& settings, std::int64_t frames)
{
    RunCosts costs;
    costs.memoryBytes = model.info().parameters * (model.precision() == Precision::Bf16 ? 2 : 4);
    switch (settings.mode) {
    case TaggingMode::Windows: {
        const std::int64_t window = RowTiming(settings).window();
        const std::int64_t batch = settings.batch > 0 ? settings.batch : chooseBatch(model, window);
        costs.memoryBytes += model.workingBytes(batch, window);
        break;
    }
    case TaggingMode::Dense:
        costs.memoryBytes += DensePass::workingBytes(model);
        break;
    case TaggingMode::Whole:
        costs.memoryBytes += model.workingBytes(1, settings.tileFrames > 0 ? settings.tileFrames : kTileFrames);
        if (const auto* whole = dynamic_cast<const WholeModel*>(&model))
            costs.scratchBytes = whole->wholeScratchBytes(std::max<std::int64_t>(frames, 1), settings.tileFrames);
        break;
    }
    return costs;
}

} // namespace dass
