// DassTaggingModel's part in taking a recording as one input.
#include "core/model/dass_whole_input.h"

#include "core/model/cpu_features.h"
#include "core/model/dass_tagging_model.h"
#include "core/model/tiled_input.h"
#include "core/model/tiled_plan.h"
#include "core/model/working_memory.h"

#include <algorithm>
#include <utility>

namespace dass {

namespace {

TiledPlan planOf(const DassConfig& config, Precision precision, std::int64_t frames, std::int64_t tileFrames)
{
    const std::int64_t elementBytes = precision == Precision::Bf16 ? 2 : 4;
    return {config, frames, tileFrames > 0 ? tileFrames : kTileFrames, elementBytes};
}

} // namespace

std::unique_ptr<WholeInput> DassTaggingModel::beginWhole(const WholeOptions& options)
{
    return beginWholeOfEach(options, {});
}

std::unique_ptr<WholeInput> DassTaggingModel::beginWholeOfEach(const WholeOptions& options,
                                                               std::vector<Pooling> poolings)
{
    TiledOptions tiled = tiledOptions(options, [this] { return m_stop.stop_requested(); });
    tiled.poolings = std::move(poolings);
    return std::make_unique<TiledInput>(m_model, std::move(tiled));
}

std::int64_t DassTaggingModel::wholeScratchBytes(std::int64_t frames, std::int64_t tileFrames) const
{
    return dass::wholeScratchBytes(m_model.config(), m_precision, frames, tileFrames);
}

std::int64_t DassTaggingModel::wholeWorkingBytes(std::int64_t frames, std::int64_t tileFrames) const
{
    return dass::wholeWorkingBytes(m_model.config(), m_precision, frames, tileFrames);
}

std::int64_t DassTaggingModel::wholeKeptBytes(std::int64_t frames, std::int64_t tileFrames) const
{
    return dass::wholeKeptBytes(m_model.config(), m_precision, frames, tileFrames);
}

std::int64_t wholeScratchBytes(const DassConfig& config, Precision precision, std::int64_t frames,
                               std::int64_t tileFrames)
{
    return planOf(config, precision, frames, tileFrames).places(kMostKeptInMemory).fileBytes;
}

std::int64_t wholeKeptBytes(const DassConfig& config, Precision precision, std::int64_t frames, std::int64_t tileFrames)
{
    return planOf(config, precision, frames, tileFrames).places(kMostKeptInMemory).memoryBytes;
}

std::int64_t wholeWorkingBytes(const DassConfig& config, Precision precision, std::int64_t frames,
                               std::int64_t tileFrames)
{
    const std::int64_t tile = planOf(config, precision, frames, tileFrames).tileFrames();
    const std::int64_t tiles = (std::max<std::int64_t>(frames, 1) + tile - 1) / tile;
    const std::int64_t atOnce = std::min<std::int64_t>(TiledDass::tilesAtOnce(tile), tiles);
    const bool bf16 = precision == Precision::Bf16;
    return atOnce * workingBytes(config, {.batch = 1,
                                          .frames = std::min(frames, tile),
                                          .elementBytes = bf16 ? 2 : 4,
                                          .fusedGelu = !bf16 || cpuMultipliesBf16()});
}

} // namespace dass
