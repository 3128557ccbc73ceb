// TiledDass's work on tiles.
#include "core/features/fbank_constants.h"
#include "core/model/idle_threads.h"
#include "core/model/linear.h"
#include "core/model/tile_pool.h"
#include "core/model/tiled_dass.h"
#include "core/ops/ops.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <array>
#include <utility>

namespace dass {

namespace {

constexpr std::int64_t kFloatBytes = sizeof(float);

// Has each block of the scan's channels wait for the tile's turn; where that does not come, the tile's work ends.
TileScan::InTurn inTurn(TileOrder& order, std::size_t turn, PassSteps& step)
{
    return [&order, turn, &step](std::int64_t block, const std::function<void()>& part) {
        const auto gate = static_cast<std::size_t>(block);
        if (!order.enter(gate, turn)) {
            step.stop();
            return;
        }
        part();
        order.leave(gate);
    };
}

} // namespace

// The patch embedding of the frames that wait. Its convolutions have stride 2, so a column sees the last frame of the
// column before and none of the next: no frame has to be waited for.
void TiledDass::embed(std::int64_t frames)
{
    const std::int64_t context = m_columnsDone > 0 ? kContextFrames : 0;
    const std::int64_t columns = (frames + kFramesPerColumn - 1) / kFramesPerColumn;
    const std::int64_t height = m_plan.image(0).height;
    const std::int64_t dim = m_model->config().stages.front().dim;
    const auto tiles = tilesOf(columns, m_plan.tileColumns());
    m_stream->reserve((m_columnsDone + columns) * height * dim * elementBytes());
    const auto embedTile = [&](std::size_t i, PassSteps& step, TileOrder&) {
        const std::int64_t begin = tiles[i].begin * kFramesPerColumn;
        const std::int64_t end = std::min(tiles[i].end * kFramesPerColumn, frames);
        const std::int64_t before = m_columnsDone + tiles[i].begin > 0 ? kContextFrames : 0;
        float* first = m_frames.data() + (context + begin - before) * fbank::kMelBins;
        const at::Tensor input = at::from_blob(first, {1, before + end - begin, fbank::kMelBins}, at::kFloat);
        const at::Tensor x = m_model->patchEmbedding(brought(input), step);
        if (step.stopped())
            return;
        const std::int64_t dropped = before / kFramesPerColumn; // its padding is not the frames before
        write(*m_stream, m_columnsDone + tiles[i].begin,
              x[0].narrow(1, dropped, tiles[i].columns()).transpose(0, 1).contiguous()); // [columns, H, D]
    };
    const int threads = tilesAtOnce() > 1 ? 1 : at::get_num_threads();
    overTiles(TilePass(embeddedAtOnce(), threads, m_options.stopRequested), tiles.size(), m_plan.embeddingWork(columns),
              embedTile);
    m_columnsDone += columns;
    m_frames.erase(m_frames.begin(),
                   m_frames.end() - std::min<std::int64_t>(kContextFrames, context + frames) * fbank::kMelBins);
}

void TiledDass::runBlock(std::size_t stage, const Dass::Block& block)
{
    const TiledPlan::Image image = m_plan.image(stage);
    const ops::Ss2dParameters parameters{block.xProj, block.dtWeight, block.dtBias, block.aLogs, block.ds};
    const auto scan =
        m_device ? TileScan::onDevice(parameters, image.height) : TileScan::onCpu(parameters, image.height);
    const Block tiled{stage, block, *scan, tilesOf(image.width, m_plan.tileColumns())};
    firstPass(tiled);
    if (!m_stopped)
        secondPass(tiled);
}

void TiledDass::firstPass(const Block& block)
{
    const TiledPlan::Image image = m_plan.image(block.stage);
    const std::int64_t dim = m_model->config().stages[block.stage].dim;
    const at::Tensor depthwise = block.parameters.depthwise.transpose(2, 3).contiguous();
    const auto work = [&](std::size_t turn, PassSteps& step, TileOrder& order) {
        const std::size_t index = block.tiles.size() - 1 - turn;
        const Tile& tile = block.tiles[index];
        const Tile around{std::max<std::int64_t>(tile.begin - 1, 0), std::min(tile.end + 1, image.width)};
        at::Tensor y =
            step([&] { return Dass::normalise(read(*m_stream, around, image.height, dim), block.parameters.norm); });
        y = step([&] { return applyLinear(y, block.parameters.inProj); });
        y = step([&] { return ops::depthwiseConv3x3Silu(y.unsqueeze(0), depthwise)[0]; });
        y = step([&] { return y.narrow(0, tile.begin - around.begin, tile.columns()); });
        const at::Tensor projections = step([&] { return block.scan.project(y); });
        if (step.stopped())
            return;
        write(*m_other, tile.begin, y);
        write(*m_projections, tile.begin, projections.view({tile.columns(), -1}));
        const at::Tensor record = step([&] { return block.scan.summarise(y, projections, inTurn(order, turn, step)); });
        if (!step.stopped())
            m_records->write(static_cast<std::int64_t>(index) * record.numel() * kFloatBytes, record);
    };
    overTiles(block.tiles.size(), m_plan.firstPassWork(block.stage, image.width), work, block.scan.gates());
}

void TiledDass::secondPass(const Block& block)
{
    const TiledPlan::Image image = m_plan.image(block.stage);
    const DassStage& config = m_model->config().stages[block.stage];
    const std::int64_t states = m_model->config().stateSize;
    const std::int64_t projectionWidth = 4 * (config.rank + 2 * states);
    const std::int64_t recordSize = ops::Ss2dTiles::recordSize(image.height, config.inner, states);
    // On a device the block's own stream stays as it is until all of it is done: a tile's place in the scan's input is
    // free once it has been scanned.
    TileStore& to = m_device ? *m_other : *m_stream;
    const auto work = [&](std::size_t turn, PassSteps& step, TileOrder& order) {
        const Tile& tile = block.tiles[turn];
        at::Tensor scanned = step([&] {
            const at::Tensor input = read(*m_other, tile, image.height, config.inner);
            const at::Tensor projections = read(*m_projections, tile, image.height, projectionWidth).flatten(0, 1);
            const at::Tensor record = brought(*m_records, static_cast<std::int64_t>(turn) * recordSize * kFloatBytes,
                                              {recordSize / config.inner, config.inner}, at::kFloat);
            return block.scan.scan(input, projections, record, inTurn(order, turn, step));
        });
        if (step.stopped())
            return;
        const at::Tensor x = read(*m_stream, tile, image.height, config.dim);
        const at::Tensor y = Dass::complete(block.parameters, x, std::exchange(scanned, at::Tensor()), step);
        if (!step.stopped())
            write(to, tile.begin, y);
    };
    overTiles(block.tiles.size(), m_plan.secondPassWork(block.stage, image.width), work, block.scan.gates());
    if (m_device && !m_stopped)
        std::swap(m_stream, m_other);
}

void TiledDass::halve(std::size_t stage, const Dass::Downsample& down)
{
    const TiledPlan::Image from = m_plan.image(stage);
    const TiledPlan::Image to = m_plan.image(stage + 1);
    const auto tiles = tilesOf(to.width, std::max<std::int64_t>(1, m_plan.tileColumns() / 2));
    const auto halveTile = [&](std::size_t turn, PassSteps& step, TileOrder&) {
        const Tile& tile = tiles[turn];
        // As in embed(): from the column before what is wanted, whose own result is dropped.
        const std::int64_t dropped = tile.begin > 0 ? 1 : 0;
        const Tile around{2 * (tile.begin - dropped), std::min(2 * tile.end, from.width)};
        at::Tensor y = step([&] {
            const at::Tensor x = read(*m_stream, around, from.height, m_model->config().stages[stage].dim);
            return x.transpose(0, 1).contiguous().unsqueeze(0); // [1, H, W, D]
        });
        y = step([&] { return Dass::halve(y, down.conv); });
        y = step([&] { return Dass::normalise(y, down.norm); });
        if (!step.stopped())
            write(*m_other, tile.begin, y[0].narrow(1, dropped, tile.columns()).transpose(0, 1).contiguous());
    };
    overTiles(tiles.size(), m_plan.halvingWork(stage, to.width), halveTile);
    if (!m_stopped)
        std::swap(m_stream, m_other);
}

void TiledDass::overTiles(std::size_t count, double totalWork, const TilePass::Work& work, std::size_t gates)
{
    overTiles(TilePass(tilesAtOnce(), at::get_num_threads(), m_options.stopRequested), count, totalWork, work, gates);
}

void TiledDass::overTiles(TilePass pass, std::size_t count, double totalWork, const TilePass::Work& work,
                          std::size_t gates)
{
    adaptIdleThreads();
    m_stopped = !pass.run(count, gates, work, [&](std::size_t turns) {
        advance(totalWork * static_cast<double>(turns) / static_cast<double>(count));
    });
    if (m_device && !m_stopped)
        m_device->accelerator.finish(); // what went wrong there is told now
}

std::vector<at::Tensor> TiledDass::pooled()
{
    const std::size_t last = m_model->config().stages.size() - 1;
    const TiledPlan::Image image = m_plan.image(last);
    std::vector<TilePool> pools;
    for (const Pooling pooling : m_options.poolings.empty() ? std::vector{m_options.pooling} : m_options.poolings)
        pools.emplace_back(pooling, image.width);
    PassSteps step(m_options.stopRequested);
    for (const Tile& tile : tilesOf(image.width, m_plan.tileColumns())) {
        const at::Tensor steps = step([&] { // [columns, D]
            const at::Tensor x = read(*m_stream, tile, image.height, m_model->config().embeddingSize());
            return Dass::normalise(x, m_model->m_finalNorm).to(at::kFloat).mean(1);
        });
        m_stopped = step.stopped();
        if (m_stopped)
            return {};
        for (TilePool& pool : pools)
            pool.add(tile.begin, steps);
    }
    std::vector<at::Tensor> values;
    for (const TilePool& pool : pools)
        values.push_back(pool.value());
    return values;
}

// In main memory; nothing when it was stopped.
std::optional<DassOutput> TiledDass::answer()
{
    const std::vector<at::Tensor> embeddings = pooled();
    if (m_stopped)
        return std::nullopt;
    std::vector<at::Tensor> logits; // each by itself, so that it rounds as it would alone
    for (const at::Tensor& embedding : embeddings)
        logits.push_back(m_model->head(embedding));
    DassOutput output;
    output.embedding = at::cat(embeddings).to(at::kCPU);
    output.logits = at::cat(logits).to(at::kCPU);
    return output;
}

// All threads share the operations of a large tile: several such would take as much memory each.
std::int64_t TiledDass::tilesAtOnce(std::int64_t tileFrames)
{
    return tileFrames <= kMostFramesOfSeveralTiles ? at::get_num_threads() : 1;
}

std::int64_t TiledDass::tilesAtOnce() const
{
    return m_device ? 1 : tilesAtOnce(m_plan.tileFrames());
}

// The embedding goes on beside the decoding, to which a core is left: threads that wait for the next frames would only
// take it from there.
std::int64_t TiledDass::embeddedAtOnce() const
{
    return std::max<std::int64_t>(1, tilesAtOnce() - 1);
}

std::vector<TiledDass::Tile> TiledDass::tilesOf(std::int64_t width, std::int64_t columns) const
{
    std::vector<Tile> tiles;
    for (std::int64_t begin = 0; begin < width; begin += columns)
        tiles.push_back({begin, std::min(begin + columns, width)});
    return tiles;
}

at::Tensor TiledDass::brought(const at::Tensor& values) const
{
    return m_device ? m_device->accelerator.upload(values) : values;
}

at::Tensor TiledDass::brought(const TileStore& from, std::int64_t offset, at::IntArrayRef shape,
                              at::ScalarType type) const
{
    const at::Tensor values = from.read(offset, shape, type);
    return from.isOnDevice() ? values : brought(values);
}

// A network that took over may compute in another precision than the one that began.
at::Tensor TiledDass::read(const TileStore& from, const Tile& tile, std::int64_t height, std::int64_t channels) const
{
    const std::array<std::int64_t, 3> shape{tile.columns(), height, channels};
    return brought(from, tile.begin * height * channels * elementBytes(), shape, m_type)
        .to(m_model->m_stem.weight.scalar_type());
}

void TiledDass::write(TileStore& to, std::int64_t column, const at::Tensor& values) const
{
    const at::Tensor kept = values.to(m_type);
    to.write(column * (static_cast<std::int64_t>(kept.nbytes()) / kept.size(0)), kept);
}

} // namespace dass
