// DassTaggingModel's part in taking a recording as one input.
#include "core/model/dass_whole_input.h"

#include "core/base/error.h"
#include "core/model/cpu_features.h"
#include "core/model/dass_tagging_model.h"
#include "core/model/tiled_dass.h"
#include "core/model/tiled_plan.h"
#include "core/model/working_memory.h"
#include "core/ops/flush_denormals.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <string>

namespace dass {

namespace {

constexpr std::int64_t kTileFrames = 1024; // as a training clip: its buffers stay in the processor's caches

void copyOut(const at::Tensor& from, std::span<float> to)
{
    if (static_cast<std::int64_t>(to.size()) != from.numel())
        throw Error(ErrorCode::InvalidArgument, "the room for a result has " + std::to_string(to.size()) + " values, " +
                                                    std::to_string(from.numel()) + " were wanted");
    const at::Tensor values = from.contiguous();
    std::copy_n(values.const_data_ptr<float>(), to.size(), to.begin());
}

TiledPlan planOf(const DassConfig& config, Precision precision, std::int64_t frames, std::int64_t tileFrames)
{
    const std::int64_t elementBytes = precision == Precision::Bf16 ? 2 : 4;
    return {config, frames, tileFrames > 0 ? tileFrames : kTileFrames, elementBytes};
}

class DassWholeInput final : public WholeInput
{
public:
    DassWholeInput(const Dass& model, TiledOptions options) : m_tiled(model, std::move(options)) {}

    void add(std::span<const float> frames) override
    {
        const c10::InferenceMode inference;
        m_tiled.add(frames);
    }

    bool finish(std::span<float> logits, std::span<float> embedding) override
    {
        const c10::InferenceMode inference;
        const ops::FlushDenormals flush(at::get_num_threads());
        const std::optional<DassOutput> output = m_tiled.finish();
        if (!output)
            return false;
        copyOut(output->logits, logits);
        if (!embedding.empty())
            copyOut(output->embedding, embedding);
        return true;
    }

private:
    TiledDass m_tiled;
};

} // namespace

std::unique_ptr<WholeInput> DassTaggingModel::beginWhole(const WholeOptions& options)
{
    return std::make_unique<DassWholeInput>(m_model, tiledOptions(options));
}

TiledOptions DassTaggingModel::tiledOptions(const WholeOptions& options) const
{
    TiledOptions tiled;
    tiled.pooling = options.pooling;
    tiled.tileFrames = options.tileFrames > 0 ? options.tileFrames : kTileFrames;
    tiled.scratchFolder = options.scratchFolder;
    tiled.framesExpected = options.framesExpected;
    tiled.stopRequested = [this] { return m_stop.stop_requested(); };
    tiled.progress = options.progress;
    return tiled;
}

std::unique_ptr<WholeInput> DassTaggingModel::beginWholeOfEach(const WholeOptions& options,
                                                               std::vector<Pooling> poolings)
{
    TiledOptions tiled = tiledOptions(options);
    tiled.poolings = std::move(poolings);
    return std::make_unique<DassWholeInput>(m_model, std::move(tiled));
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
