#include "core/model/tiled_dass.h"

#include "core/base/error.h"
#include "core/model/linear.h"
#include "core/model/whole_model.h"
#include "core/ops/ops.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <atomic>
#include <limits>
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

// Some columns of an image in a file, as a tensor.
class TiledDass::Columns
{
public:
    Columns(const SpillFile& file, const Tile& tile, at::IntArrayRef columnShape, at::ScalarType type)
        : m_window(file, tile.begin * c10::multiply_integers(columnShape) * elementBytes(type),
                   tile.columns() * c10::multiply_integers(columnShape) * elementBytes(type))
    {
        std::vector<std::int64_t> shape = columnShape.vec();
        shape.insert(shape.begin(), tile.columns());
        // Nothing writes to it, though torch's views know no const.
        m_values = at::from_blob(const_cast<std::byte*>(m_window.data()), shape, type);
    }
    const at::Tensor& operator*() const { return m_values; }

private:
    SpillFile::Window m_window;
    at::Tensor m_values; // [columns, H, D]
};

TiledDass::TiledDass(const Dass& model, TiledOptions options)
    : m_model(model), m_options(std::move(options)), m_type(model.m_stem.weight.scalar_type()),
      m_plan(model.config(), m_options.framesExpected, m_options.tileFrames, elementBytes(m_type)),
      m_totalWork(m_plan.totalWork()), m_stream(std::make_unique<SpillFile>(m_options.scratchFolder)),
      m_other(std::make_unique<SpillFile>(m_options.scratchFolder)), m_projections(m_options.scratchFolder),
      m_records(m_options.scratchFolder)
{
    requireSpillSpace(m_options.scratchFolder, m_plan.files().total());
}

void TiledDass::add(std::span<const float> frames)
{
    const std::int64_t tile = m_plan.tileColumns() * kFramesPerColumn;
    while (!frames.empty() && !m_stopped) {
        const std::int64_t context = m_columnsDone > 0 ? kContextFrames : 0;
        const std::int64_t waiting = static_cast<std::int64_t>(m_frames.size()) / kMelBins - context;
        const auto part = frames.first(std::min(frames.size(), static_cast<std::size_t>((tile - waiting) * kMelBins)));
        m_frames.insert(m_frames.end(), part.begin(), part.end());
        frames = frames.subspan(part.size());
        const auto count = static_cast<std::int64_t>(part.size()) / kMelBins;
        m_framesSeen += count;
        if (waiting + count == tile)
            embed(tile);
    }
}

// The patch embedding of the frames that wait. Its convolutions have stride 2, so a column sees the last frame of the
// column before and none of the next: no frame has to be waited for.
void TiledDass::embed(std::int64_t frames)
{
    const std::int64_t context = m_columnsDone > 0 ? kContextFrames : 0;
    PassSteps step(m_options.stopRequested);
    const at::Tensor x =
        m_model.patchEmbedding(at::from_blob(m_frames.data(), {1, context + frames, kMelBins}, at::kFloat), step);
    m_stopped = step.stopped();
    if (m_stopped)
        return;
    const std::int64_t dropped = context / kFramesPerColumn; // its padding is not the frames before
    const at::Tensor columns =
        x[0].narrow(1, dropped, x.size(2) - dropped).transpose(0, 1).contiguous(); // [columns, H, D]
    m_stream->reserve((m_columnsDone + columns.size(0)) * static_cast<std::int64_t>(columns[0].nbytes()));
    write(*m_stream, m_columnsDone, columns);
    m_columnsDone += columns.size(0);
    m_frames.erase(m_frames.begin(),
                   m_frames.end() - std::min<std::int64_t>(kContextFrames, context + frames) * kMelBins);
    advance(m_plan.embeddingWork(columns.size(0)));
}

void TiledDass::reserveFiles()
{
    m_plan = TiledPlan(m_model.config(), m_framesSeen, m_options.tileFrames, elementBytes(m_type));
    m_totalWork = m_plan.totalWork();
    const auto& files = m_plan.files();
    const auto& first = m_model.config().stages.front();
    const std::int64_t there = m_columnsDone * m_plan.image(0).height * first.dim * elementBytes(m_type);
    requireSpillSpace(m_options.scratchFolder, files.total() - there);
    m_stream->reserve(files.stream);
    m_other->reserve(files.stream);
    m_projections.reserve(files.projections);
    m_records.reserve(files.records);
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
    reserveFiles();
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
    ops::Ss2dTiles scan(timeMajor({block.xProj, block.dtWeight, block.dtBias, block.aLogs, block.ds}),
                        m_plan.image(stage).height);
    firstPass(stage, block, scan);
    if (!m_stopped)
        secondPass(stage, block, scan);
}

void TiledDass::firstPass(std::size_t stage, const Dass::Block& block, ops::Ss2dTiles& scan)
{
    struct Scanned
    {
        at::Tensor input, projections;
    };
    const TiledPlan::Image image = m_plan.image(stage);
    const auto tiles = tilesOf(image.width, m_plan.tileColumns());
    const at::Tensor depthwise = block.depthwise.transpose(2, 3).contiguous();
    std::vector<float> record(static_cast<std::size_t>(scan.recordSize()));
    const std::size_t atOnce = tilesAtOnce();
    for (std::size_t last = tiles.size(); last > 0;) {
        const std::size_t first = last > atOnce ? last - atOnce : 0;
        std::vector<Scanned> scanned(last - first);
        const auto prepare = [&](std::size_t i, PassSteps& step) {
            const Tile& tile = tiles[i];
            const Tile around{std::max<std::int64_t>(tile.begin - 1, 0), std::min(tile.end + 1, image.width)};
            const Columns x = read(*m_stream, around, image.height, m_model.config().stages[stage].dim);
            at::Tensor y = step([&] { return Dass::normalise(*x, block.norm); });
            y = step([&] { return applyLinear(y, block.inProj); });
            y = step([&] { return ops::depthwiseConv3x3Silu(y.unsqueeze(0), depthwise)[0]; });
            y = step([&] { return y.narrow(0, tile.begin - around.begin, tile.columns()); });
            const at::Tensor projections = step([&] { return scan.project(y); });
            if (step.stopped())
                return;
            write(*m_other, tile.begin, y);
            write(m_projections, tile.begin, projections.view({tile.columns(), -1}));
            scanned[i - first] = {y, projections};
        };
        if (!forTiles(first, last, prepare))
            return;
        while (last > first) {
            --last;
            if (stopped())
                return;
            scan.summarise(scanned[last - first].input, scanned[last - first].projections, record);
            m_records.write(static_cast<std::int64_t>(last * record.size() * sizeof(float)),
                            std::as_bytes(std::span(record)));
            advance(m_plan.firstPassWork(stage, tiles[last].columns()));
        }
    }
}

void TiledDass::secondPass(std::size_t stage, const Dass::Block& block, ops::Ss2dTiles& scan)
{
    const TiledPlan::Image image = m_plan.image(stage);
    const DassStage& config = m_model.config().stages[stage];
    const std::int64_t projectionWidth = 4 * (config.rank + 2 * m_model.config().stateSize);
    const auto tiles = tilesOf(image.width, m_plan.tileColumns());
    const std::int64_t recordBytes = scan.recordSize() * static_cast<std::int64_t>(sizeof(float));
    const std::size_t atOnce = tilesAtOnce();
    std::vector<at::Tensor> scanned(atOnce);
    for (std::size_t first = 0; first < tiles.size(); first += atOnce) {
        const std::size_t last = std::min(first + atOnce, tiles.size());
        for (std::size_t i = first; i < last; ++i) {
            if (stopped())
                return;
            const Columns input = read(*m_other, tiles[i], image.height, config.inner);
            const Columns projections = read(m_projections, tiles[i], image.height, projectionWidth);
            const SpillFile::Window record(m_records, static_cast<std::int64_t>(i) * recordBytes, recordBytes);
            scanned[i - first] =
                scan.scan(*input, (*projections).flatten(0, 1),
                          {reinterpret_cast<const float*>(record.data()), static_cast<std::size_t>(scan.recordSize())});
        }
        const auto complete = [&](std::size_t i, PassSteps& step) {
            const Tile& tile = tiles[i];
            const Columns x = read(*m_stream, tile, image.height, config.dim);
            const at::Tensor y = Dass::complete(block, *x, std::move(scanned[i - first]), step);
            if (!step.stopped())
                write(*m_stream, tile.begin, y);
        };
        if (!forTiles(first, last, complete))
            return;
        for (std::size_t i = first; i < last; ++i)
            advance(m_plan.secondPassWork(stage, tiles[i].columns()));
    }
}

void TiledDass::halve(std::size_t stage, const Dass::Downsample& down)
{
    if (m_stopped)
        return;
    const TiledPlan::Image from = m_plan.image(stage);
    const TiledPlan::Image to = m_plan.image(stage + 1);
    const auto tiles = tilesOf(to.width, std::max<std::int64_t>(1, m_plan.tileColumns() / 2));
    const std::size_t atOnce = tilesAtOnce();
    const auto halveTile = [&](std::size_t i, PassSteps& step) {
        const Tile& tile = tiles[i];
        // As in embed(): from the column before what is wanted, whose own result is dropped.
        const std::int64_t dropped = tile.begin > 0 ? 1 : 0;
        const Tile around{2 * (tile.begin - dropped), std::min(2 * tile.end, from.width)};
        const Columns x = read(*m_stream, around, from.height, m_model.config().stages[stage].dim);
        at::Tensor y = step([&] { return (*x).transpose(0, 1).contiguous().unsqueeze(0); }); // [1, H, W, D]
        y = step([&] { return Dass::halve(y, down.conv); });
        y = step([&] { return Dass::normalise(y, down.norm); });
        if (!step.stopped())
            write(*m_other, tile.begin, y[0].narrow(1, dropped, tile.columns()).transpose(0, 1).contiguous());
    };
    for (std::size_t first = 0; first < tiles.size(); first += atOnce) {
        const std::size_t last = std::min(first + atOnce, tiles.size());
        if (!forTiles(first, last, halveTile))
            return;
        for (std::size_t i = first; i < last; ++i)
            advance(m_plan.halvingWork(stage, tiles[i].columns()));
    }
    std::swap(m_stream, m_other);
}

bool TiledDass::forTiles(std::size_t first, std::size_t last, const std::function<void(std::size_t, PassSteps&)>& run)
{
    std::atomic<bool> stopped = false;
    const auto one = [&](std::size_t i) {
        PassSteps step(m_options.stopRequested);
        run(i, step);
        if (step.stopped())
            stopped = true;
    };
    if (last - first == 1) { // whose operations all threads share
        one(first);
    } else {
        at::parallel_for(static_cast<std::int64_t>(first), static_cast<std::int64_t>(last), 1,
                         [&](std::int64_t begin, std::int64_t end) {
                             const c10::InferenceMode inference; // a thread's own
                             for (std::int64_t i = begin; i < end; ++i)
                                 one(static_cast<std::size_t>(i));
                         });
    }
    m_stopped = m_stopped || stopped;
    return !m_stopped;
}

bool TiledDass::stopped()
{
    m_stopped = m_stopped || (m_options.stopRequested && m_options.stopRequested());
    return m_stopped;
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
        const Columns x = read(*m_stream, tile, image.height, m_model.config().embeddingSize());
        const at::Tensor steps =
            step([&] { return Dass::normalise(*x, m_model.m_finalNorm).to(at::kFloat).mean(1); }); // [columns, D]
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

std::size_t TiledDass::tilesAtOnce() const
{
    return static_cast<std::size_t>(tilesAtOnce(m_plan.tileColumns() * kFramesPerColumn));
}

std::vector<TiledDass::Tile> TiledDass::tilesOf(std::int64_t width, std::int64_t columns) const
{
    std::vector<Tile> tiles;
    for (std::int64_t begin = 0; begin < width; begin += columns)
        tiles.push_back({begin, std::min(begin + columns, width)});
    return tiles;
}

TiledDass::Columns TiledDass::read(const SpillFile& file, const Tile& tile, std::int64_t height,
                                   std::int64_t channels) const
{
    return Columns(file, tile, {height, channels}, m_type);
}

void TiledDass::write(SpillFile& file, std::int64_t column, const at::Tensor& values) const
{
    const auto bytes = static_cast<std::int64_t>(values.nbytes());
    file.write(column * bytes / values.size(0),
               {static_cast<const std::byte*>(values.const_data_ptr()), static_cast<std::size_t>(bytes)});
}

void TiledDass::advance(double work)
{
    m_workDone += work;
    if (m_options.progress && m_totalWork > 0)
        m_options.progress(std::min(1.0, m_workDone / m_totalWork));
}

} // namespace dass
