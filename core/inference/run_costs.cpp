#include "core/inference/run_costs.h"

#include "core/inference/dense_pass.h"
#include "core/inference/window_pass.h"
#include "core/model/whole_model.h"

#include <algorithm>

namespace dass {

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
        if (const auto* whole = dynamic_cast<const WholeModel*>(&model)) {
            const std::int64_t some = std::max<std::int64_t>(frames, 1);
            costs.memoryBytes +=
                whole->wholeWorkingBytes(some, settings.tileFrames) + whole->wholeKeptBytes(some, settings.tileFrames);
            costs.scratchBytes = whole->wholeScratchBytes(some, settings.tileFrames);
        } else {
            costs.memoryBytes += model.workingBytes(1, frames); // which will not do
        }
        break;
    }
    return costs;
}

double multiplyAddsASecond(const ModelInfo& model)
{
    constexpr double kPatchesASecond = 12 * 101 / 10.24; // of an AST: 128 mel rows by 100 frames
    constexpr double kPositionsASecond = 32 * 25;        // of the first group of a DASS; each next one has a quarter
    if (model.dims.empty() || model.dims.size() != model.depths.size() || model.parameters <= 0)
        return 0;
    if (model.dims.size() == 1)
        return static_cast<double>(model.parameters) * kPatchesASecond;
    double weights = 0; // of all groups, in proportion
    double products = 0;
    double positions = kPositionsASecond;
    for (std::size_t i = 0; i < model.dims.size(); ++i) {
        const auto width = static_cast<double>(model.dims[i]);
        const double share = static_cast<double>(model.depths[i]) * width * width;
        weights += share;
        products += share * positions;
        positions /= 4;
    }
    return weights > 0 ? static_cast<double>(model.parameters) * products / weights : 0;
}

} // namespace dass
