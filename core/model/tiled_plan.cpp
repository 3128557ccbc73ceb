#include "core/model/tiled_plan.h"

#include "core/features/fbank_constants.h"
#include "core/model/whole_model.h"
#include "core/ops/ss2d_tiles.h"

#include <algorithm>

namespace dass {

namespace {

constexpr std::int64_t kDirections = 4;
constexpr double kScanWork = 60; // multiplications that take as long as a step of the scan
// As many take as long as a position's sound is decoded and made a spectrogram, and as its convolutions of few channels
// are slower than products of large matrices: measured with the bundled model, a fifth of the whole.
constexpr double kArrivalWork = 50'000;

std::int64_t half(std::int64_t length)
{
    return (length + 1) / 2; // of a convolution of stride 2
}

double product(std::int64_t a, std::int64_t b)
{
    return static_cast<double>(a) * static_cast<double>(b);
}

} // namespace

TiledPlan::TiledPlan(const DassConfig& config, std::int64_t frames, std::int64_t tileFrames, std::int64_t elementBytes)
    : m_config(config),
      m_tileColumns(std::max<std::int64_t>(1, std::min(tileFrames, kMostTileFrames) / kFramesPerColumn))
{
    Image image{half(fbank::kMelBins), half(frames)};
    for (const DassStage& stage : config.stages) {
        image = {half(image.height), half(image.width)};
        m_images.push_back(image);
        const std::int64_t positions = image.height * image.width;
        const std::int64_t tiles = (image.width + m_tileColumns - 1) / m_tileColumns;
        const std::int64_t record = ops::Ss2dTiles::recordSize(image.height, stage.inner, config.stateSize);
        const std::int64_t projections = kDirections * (stage.rank + 2 * config.stateSize);
        const std::int64_t columnBytes = image.height * std::max(stage.dim, stage.inner) * elementBytes;
        m_tileBytes = std::max(m_tileBytes, std::min(m_tileColumns, image.width) * columnBytes);
        m_kept.stream = std::max(m_kept.stream, image.width * columnBytes);
        m_kept.projections = std::max(m_kept.projections, positions * projections * elementBytes);
        m_kept.records = std::max(m_kept.records, tiles * record * static_cast<std::int64_t>(sizeof(float)));
    }
}

std::int64_t TiledPlan::tileFrames() const
{
    return m_tileColumns * kFramesPerColumn;
}

TiledPlan::Places TiledPlan::places(std::int64_t mostInMemory) const
{
    Places places;
    const auto place = [&](std::int64_t bytes, bool& inMemory) {
        inMemory = places.memoryBytes + bytes <= mostInMemory;
        (inMemory ? places.memoryBytes : places.fileBytes) += bytes;
    };
    place(m_kept.stream, places.stream); // read and written by the second pass, read by the first
    place(m_kept.stream, places.other);
    place(m_kept.projections, places.projections);
    place(m_kept.records, places.records);
    return places;
}

double TiledPlan::embeddingWork(std::int64_t columns) const
{
    const std::int64_t perPosition = 9 * m_config.stem * (m_config.stages.front().dim + kFramesPerColumn);
    return static_cast<double>(columns * m_images.front().height) * (static_cast<double>(perPosition) + kArrivalWork);
}

double TiledPlan::firstPassWork(std::size_t stage, std::int64_t columns) const
{
    const DassStage& s = m_config.stages[stage];
    return product(columns * m_images[stage].height, s.inner) *
           (static_cast<double>(s.dim + kDirections * s.rank) + 3 * kScanWork);
}

double TiledPlan::secondPassWork(std::size_t stage, std::int64_t columns) const
{
    const DassStage& s = m_config.stages[stage];
    return product(columns * m_images[stage].height, s.inner) * (static_cast<double>(s.dim) + 4 * kScanWork) +
           product(columns * m_images[stage].height, 2 * s.dim * s.mlp);
}

double TiledPlan::halvingWork(std::size_t stage, std::int64_t columns) const
{
    return product(columns * m_images[stage + 1].height,
                   9 * m_config.stages[stage].dim * m_config.stages[stage + 1].dim);
}

double TiledPlan::totalWork() const
{
    double work = embeddingWork(m_images.front().width);
    for (std::size_t i = 0; i < m_images.size(); ++i) {
        const std::int64_t columns = m_images[i].width;
        work +=
            static_cast<double>(m_config.stages[i].depth) * (firstPassWork(i, columns) + secondPassWork(i, columns));
        if (i + 1 < m_images.size())
            work += halvingWork(i, m_images[i + 1].width);
    }
    return work;
}

} // namespace dass
