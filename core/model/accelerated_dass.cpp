#include "core/model/accelerated_dass.h"

#include "core/model/dass_clip_network.h"
#include "core/model/dass_tagging_model.h"
#include "core/model/dass_whole_input.h"
#include "core/model/tagging_support.h"
#include "core/model/tiled_input.h"
#include "core/ops/has_kernel.h"

#include <algorithm>
#include <utility>

namespace dass {

namespace {

// Tiles that fill a large GPU, in its share of memory; the smallest is a training clip, which the model was placed for.
constexpr std::int64_t kDeviceTileFrames = 16384;
constexpr std::int64_t kMostTileFramesThere = 65536; // the kernels count an image's values in 32 bits
constexpr double kMemoryShare = 0.4;

// A DASS on the CPU, which the model of an AcceleratedDass there is.
PooledModel& pooled(TaggingModel& cpuModel)
{
    return dynamic_cast<PooledModel&>(cpuModel);
}

// In a block what comes out takes the place of what went into its scan.
bool isNarrowInside(const DassConfig& config)
{
    return std::ranges::any_of(config.stages, [](const DassStage& stage) { return stage.inner < stage.dim; });
}

std::string whyNotTiles(const DassConfig& config, const at::Device& device)
{
    if (!ops::hasKernel("ss2d_tile", device))
        return "the CUDA plugin is older than this program and has no kernel for tiles";
    if (isNarrowInside(config))
        return "the model's scan is narrower than its blocks";
    return {};
}

} // namespace

AcceleratedDass::AcceleratedDass(Parts parts, Dass network, Precision cpuPrecision)
    : AcceleratedModel(std::move(parts)), m_network(std::move(network)), m_cpuPrecision(cpuPrecision),
      m_whyNotWhole(whyNotTiles(m_network.config(), accelerator().device()))
{
}

void AcceleratedDass::tellWhole()
{
    if (device() != "cpu")
        tell("a recording as one input is computed on the CPU, not on " + device() + ": " + m_whyNotWhole);
}

std::int64_t AcceleratedDass::elementBytes() const
{
    return precision() == Precision::Bf16 ? 2 : 4;
}

std::int64_t AcceleratedDass::tileFrames(std::int64_t wanted) const
{
    if (wanted > 0)
        return std::min(wanted, kMostTileFramesThere);
    std::int64_t free = 0;
    try {
        free = static_cast<std::int64_t>(kMemoryShare * static_cast<double>(accelerator().freeBytes()));
    } catch (const std::exception&) { // the first tile shows whether the device still works
    }
    std::int64_t frames = kDeviceTileFrames;
    while (frames > kTileFrames && gpuWorkingBytes(m_network.config(), elementBytes(), frames) > free)
        frames /= 2;
    return frames;
}

std::unique_ptr<WholeInput> AcceleratedDass::beginOnDevice(const WholeOptions& options, std::vector<Pooling> poolings)
{
    TiledOptions tiled = tiledOptions(options, [this] { return stopRequested(); });
    tiled.poolings = std::move(poolings);
    const TileDevice there{
        .accelerator = accelerator(),
        .network = m_network,
        .tileFrames = tileFrames(options.tileFrames),
        .giveUp = [this]() -> const Dass& { return dynamic_cast<DassTaggingModel&>(giveUpDevice()).network(); },
        .releaseKept = [this] { return releaseKept(); },
        .tell = [this](const std::string& notice) { tell(notice); }};
    return std::make_unique<TiledInput>(there, std::move(tiled));
}

std::unique_ptr<WholeInput> AcceleratedDass::beginWhole(const WholeOptions& options)
{
    if (takesWhole())
        return beginOnDevice(options, {});
    tellWhole();
    return wholeModelOf(cpuModel()).beginWhole(options);
}

std::unique_ptr<WholeInput> AcceleratedDass::beginWholeOfEach(const WholeOptions& options,
                                                              std::vector<Pooling> poolings)
{
    if (takesWhole())
        return beginOnDevice(options, std::move(poolings));
    tellWhole();
    return pooled(cpuModel()).beginWholeOfEach(options, std::move(poolings));
}

// On the device each by itself, so that each is what its own pass gives.
void AcceleratedDass::logitsOfEach(std::span<const float> spectrograms, std::int64_t batch, std::int64_t frames,
                                   std::span<const Pooling> poolings, std::span<float> logits)
{
    if (device() == "cpu") {
        pooled(cpuModel()).logitsOfEach(spectrograms, batch, frames, poolings, logits);
        return;
    }
    const auto count = static_cast<std::int64_t>(poolings.size());
    const std::int64_t size = batch * info().classes;
    requireSize(logits.size(), count * size, "the room for logits");
    for (std::int64_t i = 0; i < count; ++i)
        AcceleratedModel::logits(spectrograms, batch, frames, poolings[static_cast<std::size_t>(i)],
                                 logits.subspan(static_cast<std::size_t>(i * size), static_cast<std::size_t>(size)),
                                 {});
}

Precision AcceleratedDass::keptPrecision() const
{
    return takesWhole() ? precision() : m_cpuPrecision;
}

// What it takes at most: where the device fails, main memory and files keep what the device does not.
std::int64_t AcceleratedDass::wholeScratchBytes(std::int64_t frames, std::int64_t tileFrames) const
{
    return dass::wholeScratchBytes(m_network.config(), keptPrecision(), frames, tileFrames);
}

// Likewise: that of the device's tiles, or of the CPU that takes over.
std::int64_t AcceleratedDass::wholeWorkingBytes(std::int64_t frames, std::int64_t tileFrames) const
{
    const std::int64_t onCpu = dass::wholeWorkingBytes(m_network.config(), m_cpuPrecision, frames, tileFrames);
    if (!takesWhole())
        return onCpu;
    const std::int64_t tile = tileFrames > 0 ? std::min(tileFrames, kMostTileFramesThere) : kDeviceTileFrames;
    return std::max(onCpu, TiledDass::bytesBesideDevice(m_network.config(), frames, tile, elementBytes()));
}

std::int64_t AcceleratedDass::wholeKeptBytes(std::int64_t frames, std::int64_t tileFrames) const
{
    return dass::wholeKeptBytes(m_network.config(), keptPrecision(), frames, tileFrames);
}

} // namespace dass
