// The run of a recording through a network in tiles, and what is done about a device that fails in it.
#include "core/model/tiled_dass.h"

#include "core/base/error.h"
#include "core/features/fbank_constants.h"
#include "core/model/dass_clip_network.h"
#include "core/model/device_batches.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <new>
#include <utility>

namespace dass {

namespace {

constexpr std::int64_t kFewestDeviceFrames = 256;             // of a tile, before the CPU goes on
constexpr double kKeptShare = 0.5;                            // of a device's free memory that what is kept may take
constexpr std::int64_t kSavedAtOnce = std::int64_t{16} << 20; // bytes, between two looks whether to stop

std::int64_t bytesOf(at::ScalarType type)
{
    return static_cast<std::int64_t>(c10::elementSize(type));
}

} // namespace

TiledDass::TiledDass(const Dass& model, TiledOptions options) : TiledDass(model, std::nullopt, std::move(options)) {}

TiledDass::TiledDass(const TileDevice& device, TiledOptions options)
    : TiledDass(device.network, device, std::move(options))
{
}

TiledDass::TiledDass(const Dass& model, std::optional<TileDevice> device, TiledOptions options)
    : m_model(&model), m_device(std::move(device)), m_options(std::move(options)),
      m_type(model.m_stem.weight.scalar_type()),
      m_plan(model.config(), m_options.framesExpected, m_device ? m_device->tileFrames : m_options.tileFrames,
             bytesOf(m_type)),
      m_totalWork(m_plan.totalWork()),
      m_stream(std::make_unique<HostTileStore>(m_options.scratchFolder, m_options.mostInMemory))
{
    requireSpillSpace(m_options.scratchFolder, m_plan.places(m_options.mostInMemory).fileBytes);
}

// What a device keeps would stay with torch's allocator, where nobody else finds it.
TiledDass::~TiledDass()
{
    if (!m_device || !m_usedDeviceMemory)
        return;
    m_stream.reset();
    m_other.reset();
    m_projections.reset();
    m_records.reset();
    try {
        m_device->accelerator.releaseIdle();
    } catch (const std::exception&) { // NOLINT: a device that failed meanwhile has nothing to give back
    }
}

std::int64_t TiledDass::elementBytes() const
{
    return bytesOf(m_type);
}

void TiledDass::add(std::span<const float> frames)
{
    while (!frames.empty() && !m_stopped) {
        const std::int64_t most = embeddedAtOnce() * m_plan.tileFrames();
        const std::int64_t context = m_columnsDone > 0 ? kContextFrames : 0;
        const std::int64_t waiting = static_cast<std::int64_t>(m_frames.size()) / fbank::kMelBins - context;
        const auto part =
            frames.first(std::min(frames.size(), static_cast<std::size_t>((most - waiting) * fbank::kMelBins)));
        m_frames.insert(m_frames.end(), part.begin(), part.end());
        frames = frames.subspan(part.size());
        const auto count = static_cast<std::int64_t>(part.size()) / fbank::kMelBins;
        m_framesSeen += count;
        if (waiting + count == most)
            whateverHappens([&] { embed(most); });
    }
}

std::optional<DassOutput> TiledDass::finish()
{
    const std::int64_t frames = m_framesSeen - m_columnsDone * kFramesPerColumn;
    if (m_framesSeen == 0)
        throw Error(ErrorCode::InvalidArgument, "the model's input has no frames, 1 or more were wanted");
    if (frames > 0 && !m_stopped)
        whateverHappens([&] { embed(frames); });
    if (m_stopped)
        return std::nullopt;
    beginBlocks();
    if (m_stopped)
        return std::nullopt;
    while (m_next.stage < m_model->m_stages.size() && !m_stopped) {
        whateverHappens([&] { doStep(); });
        whateverHappens([&] { save(); });
    }
    std::optional<DassOutput> output;
    if (!m_stopped)
        whateverHappens([&] { output = answer(); });
    return output;
}

// Does a part of the run, and again after a device failed in it: a part changes what it began with as the last thing it
// does.
void TiledDass::whateverHappens(const std::function<void()>& part)
{
    for (;;) {
        const double before = m_workDone;
        bool outOfMemory = false;
        std::string reason;
        try {
            part();
            return;
        } catch (const Error&) {
            throw;
        } catch (const std::bad_alloc&) {
            throw;
        } catch (const std::exception& error) {
            if (!m_device)
                throw;
            outOfMemory = isOutOfMemory(error);
            reason = describe(error);
        }
        m_workDone = before;
        yield(outOfMemory, reason); // not within the handler: the error might keep tensors alive
    }
}

// Gives way to a device's failure. Main memory has what is left to go on from.
void TiledDass::yield(bool outOfMemory, const std::string& reason)
{
    const std::string name = m_device->accelerator.title() + " (" + m_device->accelerator.name() + ")";
    const auto tell = [&](const std::string& words) {
        if (m_device->tell)
            m_device->tell(name + words);
    };
    if (!outOfMemory) {
        leaveDeviceMemory();
        handOver(" failed: " + reason);
        return;
    }
    const std::int64_t tile = m_plan.tileFrames();
    if (m_device->releaseKept && m_device->releaseKept()) {
        // The same again, with more memory.
    } else if (m_checkpoint) {
        leaveDeviceMemory();
        tell(" has not enough memory to keep the recording; main memory keeps it");
    } else if (tile / 2 >= kFewestDeviceFrames) {
        setTiles(tile / 2);
        tell(" has not enough memory for " + std::to_string(tile) + " frames at a time; going on with " +
             std::to_string(m_plan.tileFrames()));
    } else {
        handOver(" has not enough memory for " + std::to_string(tile) + " frames at a time");
        return;
    }
    try {
        m_device->accelerator.releaseIdle();
    } catch (const std::exception&) { // the next tile shows whether the device still works
    }
}

void TiledDass::handOver(const std::string& reason)
{
    const TileDevice device = *m_device;
    m_device.reset();
    if (device.tell)
        device.tell(device.accelerator.title() + " (" + device.accelerator.name() + ")" + reason +
                    "; the CPU goes on from there");
    m_model = &device.giveUp();
    setTiles(m_options.tileFrames);
}

void TiledDass::setTiles(std::int64_t frames)
{
    m_plan = TiledPlan(m_model->config(), std::max(m_options.framesExpected, m_framesSeen), frames, elementBytes());
    if (!m_other)
        return;
    m_records.reset(); // of other tiles, in memory or a file as these wanted; each block begins with its own
    makeMainStores();
}

// Now that the length is known.
void TiledDass::beginBlocks()
{
    m_options.framesExpected = m_framesSeen;
    setTiles(m_plan.tileFrames());
    m_totalWork = m_plan.totalWork();
    const TiledPlan::Places places = m_plan.places(m_options.mostInMemory);
    // Of the stream; what lies in memory so far and moves into a file still needs its space there.
    const std::int64_t inFile =
        dynamic_cast<const HostTileStore&>(*m_stream).isInMemory()
            ? 0
            : m_columnsDone * m_plan.image(0).height * m_model->config().stages.front().dim * elementBytes();
    requireSpillSpace(m_options.scratchFolder, places.fileBytes - inFile);
    m_stream->reserve(m_plan.kept().stream);
    whateverHappens([&] { moveToDevice(); });
    if (!m_checkpoint && !m_stopped)
        makeMainStores();
}

void TiledDass::makeMainStore(std::unique_ptr<TileStore>& store, std::int64_t bytes, bool inMemory) const
{
    if (!store)
        store = std::make_unique<HostTileStore>(m_options.scratchFolder, inMemory ? bytes : 0);
    store->reserve(bytes);
}

void TiledDass::makeMainStores()
{
    const TiledPlan::Kept& kept = m_plan.kept();
    const TiledPlan::Places places = m_plan.places(m_options.mostInMemory);
    makeMainStore(m_other, kept.stream, places.other);
    makeMainStore(m_projections, kept.projections, places.projections);
    makeMainStore(m_records, kept.records, places.records);
}

// What is kept, where a device has room for all of it beside a tile's work. Main memory has a copy of the stream from
// then on, of the beginning of each group.
void TiledDass::moveToDevice()
{
    if (!m_device)
        return;
    const TiledPlan::Kept& kept = m_plan.kept();
    const std::int64_t work = gpuWorkingBytes(m_model->config(), elementBytes(), m_plan.tileFrames());
    const std::int64_t free = m_device->accelerator.freeBytes() - work;
    if (static_cast<double>(kept.total()) > kKeptShare * static_cast<double>(free))
        return;
    std::unique_ptr<TileStore> spare; // now, so that a full disk is told before the work
    makeMainStore(spare, kept.stream, m_plan.places(m_options.mostInMemory).other);
    m_usedDeviceMemory = true;
    try {
        const auto make = [&](std::int64_t bytes) {
            return std::make_unique<DeviceTileStore>(bytes, m_device->accelerator.device());
        };
        auto stream = make(kept.stream);
        auto other = make(kept.stream);
        auto projections = make(kept.projections);
        auto records = make(kept.records);
        if (!copy(*stream, *m_stream, 0, m_plan.tileColumns()))
            return;
        m_checkpoint = std::exchange(m_stream, std::move(stream));
        m_spare = std::move(spare);
        m_other = std::move(other);
        m_projections = std::move(projections);
        m_records = std::move(records);
        m_saved = m_next;
        m_workSaved = m_workDone;
    } catch (const std::exception& error) {
        if (!isOutOfMemory(error))
            throw;
    }
}

// What main memory holds is the recording again.
void TiledDass::leaveDeviceMemory()
{
    if (!m_checkpoint)
        return;
    m_stream = std::move(m_checkpoint);
    m_other = std::move(m_spare);
    m_projections.reset();
    m_records.reset();
    m_next = m_saved;
    m_workDone = m_workSaved;
    makeMainStores();
}

void TiledDass::doStep()
{
    const Dass::Stage& stage = m_model->m_stages[m_next.stage];
    const bool isBlock = m_next.block < stage.blocks.size();
    if (isBlock)
        runBlock(m_next.stage, stage.blocks[m_next.block]);
    else if (stage.downsample)
        halve(m_next.stage, *stage.downsample);
    if (m_stopped)
        return;
    m_next = isBlock ? Step{m_next.stage, m_next.block + 1} : Step{m_next.stage + 1, 0};
}

// After a group, what a device keeps of the stream, in main memory; should the device fail meanwhile, what was saved
// before is still there.
void TiledDass::save()
{
    if (!m_checkpoint || m_stopped || m_next.block > 0)
        return;
    const std::size_t stage = std::min(m_next.stage, m_model->m_stages.size() - 1);
    const std::int64_t columnBytes = m_plan.image(stage).height * m_model->config().stages[stage].dim * elementBytes();
    if (!copy(*m_spare, *m_stream, stage, std::max<std::int64_t>(1, kSavedAtOnce / columnBytes)))
        return;
    std::swap(m_checkpoint, m_spare);
    m_saved = m_next;
    m_workSaved = m_workDone;
}

bool TiledDass::copy(TileStore& to, const TileStore& from, std::size_t stage, std::int64_t columns)
{
    const TiledPlan::Image image = m_plan.image(stage);
    const std::int64_t dim = m_model->config().stages[stage].dim;
    for (const Tile& tile : tilesOf(image.width, columns)) {
        m_stopped = m_options.stopRequested && m_options.stopRequested();
        if (m_stopped)
            return false;
        write(to, tile.begin, read(from, tile, image.height, dim));
    }
    return true;
}

// The frames that wait, in a vector that may have moved; of what is brought and fetched the page-locked copy, the one
// that is read out of a file and the one that goes into it.
std::int64_t TiledDass::bytesBesideDevice(const DassConfig& config, std::int64_t frames, std::int64_t tileFrames,
                                          std::int64_t elementBytes)
{
    const TiledPlan plan(config, frames, tileFrames, elementBytes);
    const std::int64_t waiting = std::min(frames, plan.tileFrames()) + kContextFrames;
    const std::int64_t brought = std::max(plan.tileBytes(), std::min(kSavedAtOnce, plan.kept().stream));
    return 2 * waiting * fbank::kMelBins * bytesOf(at::kFloat) + 3 * brought;
}

void TiledDass::advance(double work)
{
    m_workDone += work;
    if (!m_options.progress || m_totalWork <= 0)
        return;
    m_told = std::max(m_told, std::min(1.0, m_workDone / m_totalWork));
    m_options.progress(m_told);
}

} // namespace dass
