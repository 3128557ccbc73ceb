#include "core/model/tiled_dass.h"

#include "core/base/error.h"
#include "core/model/idle_threads.h"
#include "core/model/linear.h"
#include "core/model/whole_model.h"
#include "core/ops/ops.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <array>
#include <utility>

namespace dass {

namespace {

constexpr std::int64_t kMelBins = 128;
constexpr std::int64_t kFramesPerColumn = 4; // two convolutions of stride 2
constexpr std::int64_t kContextFrames = 4;   // before a tile: what its first column sees, and a column that is dropped

std::int64_t elementBytes(at::ScalarType type)
{
    return static_cast<std::int64_t>(c10::elementSize(type));
}

// The image is time-major here: its rows are the model's columns, so the directions change places.
ops::Ss2dParameters timeMajor(const ops::Ss2dParameters& p)
{
    const auto swapped = [](const at::Tensor& parameter) {
        const std::vector<std::int64_t> shape = parameter.sizes().vec();
        return parameter.view({4, -1}).index_select(0, at::tensor({1, 0, 3, 2}, at::kLong)).view(shape);
    };
    return {swapped(p.xProjWeight.contiguous()), swapped(p.dtProjsWeight.contiguous()),
            swapped(p.dtProjsBias.contiguous()), swapped(p.aLogs.contiguous()), swapped(p.ds.contiguous())};
}

// Has each block of the scan's channels wait for the tile's turn; where that does not come, the tile's work ends.
ops::Ss2dTiles::InTurn inTurn(TileOrder& order, std::size_t turn, PassSteps& step)
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

// Pools steps [n, D] that come in order (Dass::pool).
class Pool
{
public:
    Pool(Pooling pooling, std::int64_t width) : m_pooling(pooling), m_width(width)
    {
        m_wanted = pooling == Pooling::First ? 0 : pooling == Pooling::Mid ? width / 2 : width - 1;
    }

    void add(std::int64_t first, const at::Tensor& steps)
    {
        if (m_pooling == Pooling::Mean || m_pooling == Pooling::Sum) {
            const at::Tensor sum = steps.sum(0, true, at::kDouble);
            m_value = m_value.defined() ? m_value + sum : sum;
        } else if (m_pooling == Pooling::Max) {
            const at::Tensor most = steps.amax(0, true);
            m_value = m_value.defined() ? at::maximum(m_value, most) : most;
        } else if (m_wanted >= first && m_wanted < first + steps.size(0)) {
            m_value = steps.narrow(0, m_wanted - first, 1).clone();
        }
    }

    at::Tensor value() const // [1, D]
    {
        const at::Tensor value = m_pooling == Pooling::Mean ? m_value / m_width : m_value;
        return value.to(at::kFloat);
    }

private:
    Pooling m_pooling;
    std::int64_t m_width;
    std::int64_t m_wanted;
    at::Tensor m_value;
};

} // namespace

TiledDass::TiledDass(const Dass& model, TiledOptions options)
    : m_model(model), m_options(std::move(options)), m_type(model.m_stem.weight.scalar_type()),
      m_plan(model.config(), m_options.framesExpected, m_options.tileFrames, elementBytes(m_type)),
      m_totalWork(m_plan.totalWork()),
      m_stream(std::make_unique<Spill>(m_options.scratchFolder, m_options.mostInMemory))
{
    requireSpillSpace(m_options.scratchFolder, m_plan.places(m_options.mostInMemory).fileBytes);
}

void TiledDass::add(std::span<const float> frames)
{
    const std::int64_t most = embeddedAtOnce() * m_plan.tileFrames();
    while (!frames.empty() && !m_stopped) {
        const std::int64_t context = m_columnsDone > 0 ? kContextFrames : 0;
        const std::int64_t waiting = static_cast<std::int64_t>(m_frames.size()) / kMelBins - context;
        const auto part = frames.first(std::min(frames.size(), static_cast<std::size_t>((most - waiting) * kMelBins)));
        m_frames.insert(m_frames.end(), part.begin(), part.end());
        frames = frames.subspan(part.size());
        const auto count = static_cast<std::int64_t>(part.size()) / kMelBins;
        m_framesSeen += count;
        if (waiting + count == most)
            embed(most);
    }
}

// The patch embedding of the frames that wait. Its convolutions have stride 2, so a column sees the last frame of the
// column before and none of the next: no frame has to be waited for.
void TiledDass::embed(std::int64_t frames)
{
    const std::int64_t context = m_columnsDone > 0 ? kContextFrames : 0;
    const std::int64_t columns = (frames + kFramesPerColumn - 1) / kFramesPerColumn;
    const std::int64_t height = m_plan.image(0).height;
    const std::int64_t dim = m_model.config().stages.front().dim;
    const auto tiles = tilesOf(columns, m_plan.tileColumns());
    m_stream->reserve((m_columnsDone + columns) * height * dim * elementBytes(m_type));
    const auto embedTile = [&](std::size_t i, PassSteps& step, TileOrder&) {
        const std::int64_t begin = tiles[i].begin * kFramesPerColumn;
        const std::int64_t end = std::min(tiles[i].end * kFramesPerColumn, frames);
        const std::int64_t before = m_columnsDone + tiles[i].begin > 0 ? kContextFrames : 0;
        float* first = m_frames.data() + (context + begin - before) * kMelBins;
        const at::Tensor input = at::from_blob(first, {1, before + end - begin, kMelBins}, at::kFloat);
        const at::Tensor x = m_model.patchEmbedding(input, step);
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
                   m_frames.end() - std::min<std::int64_t>(kContextFrames, context + frames) * kMelBins);
}

// Now that the length is known.
void TiledDass::reserveAll()
{
    m_plan = TiledPlan(m_model.config(), m_framesSeen, m_options.tileFrames, elementBytes(m_type));
    m_totalWork = m_plan.totalWork();
    const TiledPlan::Kept& kept = m_plan.kept();
    const TiledPlan::Places places = m_plan.places(m_options.mostInMemory);
    // Of the stream; what lies in memory so far and moves into a file still needs its space there.
    const std::int64_t inFile =
        m_stream->inMemory() != nullptr
            ? 0
            : m_columnsDone * m_plan.image(0).height * m_model.config().stages.front().dim * elementBytes(m_type);
    requireSpillSpace(m_options.scratchFolder, places.fileBytes - inFile);
    const auto make = [&](std::int64_t bytes, bool inMemory) {
        auto made = std::make_unique<Spill>(m_options.scratchFolder, inMemory ? bytes : 0);
        made->reserve(bytes);
        return made;
    };
    m_stream->reserve(kept.stream);
    m_other = make(kept.stream, places.other);
    m_projections = make(kept.projections, places.projections);
    m_records = make(kept.records, places.records);
}

std::optional<DassOutput> TiledDass::finish()
{
    const std::int64_t frames = m_framesSeen - m_columnsDone * kFramesPerColumn;
    if (m_framesSeen == 0)
        throw Error(ErrorCode::InvalidArgument, "the model's input has no frames, 1 or more were wanted");
    if (frames > 0 && !m_stopped)
        embed(frames);
    if (m_stopped)
        return std::nullopt;
    reserveAll();
    for (std::size_t i = 0; i < m_model.m_stages.size(); ++i) {
        const Dass::Stage& stage = m_model.m_stages[i];
        for (const Dass::Block& block : stage.blocks)
            runBlock(i, block);
        if (stage.downsample)
            halve(i, *stage.downsample);
    }
    const std::vector<at::Tensor> embeddings = pooled();
    if (m_stopped)
        return std::nullopt;
    std::vector<at::Tensor> logits; // each by itself, so that it rounds as it would alone
    for (const at::Tensor& embedding : embeddings)
        logits.push_back(m_model.head(embedding));
    DassOutput output;
    output.embedding = at::cat(embeddings);
    output.logits = at::cat(logits);
    return output;
}

void TiledDass::runBlock(std::size_t stage, const Dass::Block& block)
{
    if (m_stopped)
        return;
    const TiledPlan::Image image = m_plan.image(stage);
    ops::Ss2dTiles scan(timeMajor({block.xProj, block.dtWeight, block.dtBias, block.aLogs, block.ds}), image.height);
    const Block tiled{stage, block, scan, tilesOf(image.width, m_plan.tileColumns())};
    firstPass(tiled);
    if (!m_stopped)
        secondPass(tiled);
}

void TiledDass::firstPass(const Block& block)
{
    const TiledPlan::Image image = m_plan.image(block.stage);
    const std::int64_t dim = m_model.config().stages[block.stage].dim;
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
        std::vector<float> record(static_cast<std::size_t>(block.scan.recordSize()));
        step([&] {
            block.scan.summarise(y, projections, record, inTurn(order, turn, step));
            return at::Tensor();
        });
        if (!step.stopped())
            m_records->write(static_cast<std::int64_t>(index * record.size() * sizeof(float)),
                             std::as_bytes(std::span(record)));
    };
    overTiles(block.tiles.size(), m_plan.firstPassWork(block.stage, image.width), work,
              static_cast<std::size_t>(block.scan.blocks()));
}

void TiledDass::secondPass(const Block& block)
{
    const TiledPlan::Image image = m_plan.image(block.stage);
    const DassStage& config = m_model.config().stages[block.stage];
    const std::int64_t projectionWidth = 4 * (config.rank + 2 * m_model.config().stateSize);
    const auto work = [&](std::size_t turn, PassSteps& step, TileOrder& order) {
        const Tile& tile = block.tiles[turn];
        at::Tensor scanned = step([&] {
            const at::Tensor input = read(*m_other, tile, image.height, config.inner);
            const at::Tensor projections = read(*m_projections, tile, image.height, projectionWidth).flatten(0, 1);
            std::vector<float> record(static_cast<std::size_t>(block.scan.recordSize()));
            m_records->read(static_cast<std::int64_t>(turn * record.size() * sizeof(float)),
                            std::as_writable_bytes(std::span(record)));
            return block.scan.scan(input, projections, record, inTurn(order, turn, step));
        });
        if (step.stopped())
            return;
        const at::Tensor x = read(*m_stream, tile, image.height, config.dim);
        const at::Tensor y = Dass::complete(block.parameters, x, std::exchange(scanned, at::Tensor()), step);
        if (!step.stopped())
            write(*m_stream, tile.begin, y);
    };
    overTiles(block.tiles.size(), m_plan.secondPassWork(block.stage, image.width), work,
              static_cast<std::size_t>(block.scan.blocks()));
}

void TiledDass::halve(std::size_t stage, const Dass::Downsample& down)
{
    if (m_stopped)
        return;
    const TiledPlan::Image from = m_plan.image(stage);
    const TiledPlan::Image to = m_plan.image(stage + 1);
    const auto tiles = tilesOf(to.width, std::max<std::int64_t>(1, m_plan.tileColumns() / 2));
    const auto halveTile = [&](std::size_t turn, PassSteps& step, TileOrder&) {
        const Tile& tile = tiles[turn];
        // As in embed(): from the column before what is wanted, whose own result is dropped.
        const std::int64_t dropped = tile.begin > 0 ? 1 : 0;
        const Tile around{2 * (tile.begin - dropped), std::min(2 * tile.end, from.width)};
        at::Tensor y = step([&] {
            const at::Tensor x = read(*m_stream, around, from.height, m_model.config().stages[stage].dim);
            return x.transpose(0, 1).contiguous().unsqueeze(0); // [1, H, W, D]
        });
        y = step([&] { return Dass::halve(y, down.conv); });
        y = step([&] { return Dass::normalise(y, down.norm); });
        if (!step.stopped())
            write(*m_other, tile.begin, y[0].narrow(1, dropped, tile.columns()).transpose(0, 1).contiguous());
    };
    overTiles(tiles.size(), m_plan.halvingWork(stage, to.width), halveTile);
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
}

std::vector<at::Tensor> TiledDass::pooled()
{
    if (m_stopped)
        return {};
    const std::size_t last = m_model.config().stages.size() - 1;
    const TiledPlan::Image image = m_plan.image(last);
    std::vector<Pool> pools;
    for (const Pooling pooling : m_options.poolings.empty() ? std::vector{m_options.pooling} : m_options.poolings)
        pools.emplace_back(pooling, image.width);
    PassSteps step(m_options.stopRequested);
    for (const Tile& tile : tilesOf(image.width, m_plan.tileColumns())) {
        const at::Tensor steps = step([&] { // [columns, D]
            const at::Tensor x = read(*m_stream, tile, image.height, m_model.config().embeddingSize());
            return Dass::normalise(x, m_model.m_finalNorm).to(at::kFloat).mean(1);
        });
        m_stopped = step.stopped();
        if (m_stopped)
            return {};
        for (Pool& pool : pools)
            pool.add(tile.begin, steps);
    }
    std::vector<at::Tensor> values;
    for (const Pool& pool : pools)
        values.push_back(pool.value());
    return values;
}

// All threads share the operations of a large tile: several such would take as much memory each.
std::int64_t TiledDass::tilesAtOnce(std::int64_t tileFrames)
{
    return tileFrames <= kMostFramesOfSeveralTiles ? at::get_num_threads() : 1;
}

std::int64_t TiledDass::tilesAtOnce() const
{
    return tilesAtOnce(m_plan.tileFrames());
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

at::Tensor TiledDass::read(const Spill& from, const Tile& tile, std::int64_t height, std::int64_t channels) const
{
    const std::int64_t offset = tile.begin * height * channels * elementBytes(m_type);
    const std::array<std::int64_t, 3> shape{tile.columns(), height, channels};
    if (const std::byte* there = from.inMemory()) // which nothing writes to, though torch's views know no const
        return at::from_blob(const_cast<std::byte*>(there + offset), shape, m_type);
    const at::Tensor values = at::empty(shape, m_type);
    from.read(offset, {static_cast<std::byte*>(values.mutable_data_ptr()), values.nbytes()});
    return values;
}

void TiledDass::write(Spill& to, std::int64_t column, const at::Tensor& values) const
{
    const auto bytes = static_cast<std::int64_t>(values.nbytes());
    to.write(column * bytes / values.size(0),
             {static_cast<const std::byte*>(values.const_data_ptr()), static_cast<std::size_t>(bytes)});
}

void TiledDass::advance(double work)
{
    m_workDone += work;
    if (m_options.progress && m_totalWork > 0)
        m_options.progress(std::min(1.0, m_workDone / m_totalWork));
}

} // namespace dass
