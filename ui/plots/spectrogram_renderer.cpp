#include "ui/plots/spectrogram_renderer.h"

#include "core/overview/mel_pyramid.h"

#include <QMetaObject>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dass {
namespace {

constexpr std::size_t kImageBytes = std::size_t{96} << 20;
constexpr std::size_t kMostStandIns = 64;
constexpr double kNepersPerDecibel = std::numbers::ln10 / 10; // of power

std::int64_t tileOf(std::int64_t column)
{
    return column >= 0 ? column / kTileColumns : -1;
}

} // namespace

SpectrogramRenderer::SpectrogramRenderer(QObject* parent)
    : QObject(parent), m_images(kImageBytes), m_worker(std::make_unique<SpectrogramWorker>([this](TileImage tile) {
          QMetaObject::invokeMethod(
              this, [this, tile = std::move(tile)] { accept(tile); }, Qt::QueuedConnection);
      }))
{
}

// The worker joins while this object can still be posted to; what it posted goes with the object.
SpectrogramRenderer::~SpectrogramRenderer() = default;

void SpectrogramRenderer::request(const SpectrogramView& view)
{
    const auto level = [&](double decibels) {
        return view.loudness + static_cast<float>(decibels * kNepersPerDecibel);
    };
    const TileKey key{.samplesPerColumn = view.grid.samplesPerColumn,
                      .height = view.height,
                      .lowest = level(view.settings.floorDb),
                      .highest = level(view.settings.ceilingDb),
                      .map = view.settings.map,
                      .scale = view.settings.scale};
    if (view.mel != m_view.mel) {
        m_images.clear();
        m_standIns.clear();
        ++m_generation;
        m_submitted.clear();
    } else if (key != m_key) {
        keepAsStandIns();
        ++m_generation;
        m_submitted.clear();
    }
    m_view = view;
    m_key = key;
    findMissing();
    if (m_missing.empty()) {
        m_standIns.clear();
        return;
    }
    const bool allUnderWay = std::ranges::all_of(
        m_missing, [&](std::int64_t tile) { return std::ranges::find(m_submitted, tile) != m_submitted.end(); });
    if (!allUnderWay) {
        m_submitted = m_missing;
        m_worker->submit({.generation = m_generation,
                          .mel = m_view.mel,
                          .samplesPerColumn = m_key.samplesPerColumn,
                          .height = m_key.height,
                          .lowest = m_key.lowest,
                          .highest = m_key.highest,
                          .map = m_key.map,
                          .scale = m_key.scale,
                          .tiles = m_missing});
    }
}

std::vector<SpectrogramRenderer::Piece> SpectrogramRenderer::pieces()
{
    std::vector<Piece> pieces = m_standIns;
    const std::int64_t last = tileOf(m_view.grid.firstColumn + m_view.grid.columns - 1);
    for (std::int64_t tile = tileOf(m_view.grid.firstColumn); tile <= last; ++tile) {
        if (const TileImage* const found = m_images.find(keyOf(tile))) {
            const double columns = kTileColumns * m_key.samplesPerColumn;
            const double start = static_cast<double>(tile) * columns;
            pieces.push_back({found->image, start, start + columns});
        }
    }
    return pieces;
}

void SpectrogramRenderer::accept(const TileImage& tile)
{
    if (tile.generation != m_generation) {
        return;
    }
    std::erase(m_submitted, tile.tile);
    m_images.insert(keyOf(tile.tile), tile, static_cast<std::size_t>(tile.image.sizeInBytes()));
    Q_EMIT tilesReady();
}

// Visible tiles that are not there, or were drawn before all of their frames were decoded; the middle of the view
// first.
void SpectrogramRenderer::findMissing()
{
    m_missing.clear();
    if (!m_view.mel || m_view.height <= 0) {
        return;
    }
    const std::int64_t frames = m_view.mel->frames();
    const std::int64_t first = std::max<std::int64_t>(tileOf(m_view.grid.firstColumn), 0);
    const std::int64_t last = tileOf(m_view.grid.firstColumn + m_view.grid.columns - 1);
    for (std::int64_t tile = first; tile <= last; ++tile) {
        const FrameSpan span = framesOfTile(m_key.samplesPerColumn, tile);
        const std::int64_t available = std::min(span.end, frames);
        const TileImage* const found = m_images.find(keyOf(tile));
        if (available > span.start && (found == nullptr || std::min(found->frames, span.end) < available)) {
            m_missing.push_back(tile);
        }
    }
    const double middle = static_cast<double>(first + last) / 2;
    std::ranges::stable_sort(m_missing, {},
                             [&](std::int64_t tile) { return std::abs(static_cast<double>(tile) - middle); });
}

// What is shown now, without what has left the view: a zoom that outruns the worker must not pile up pictures.
void SpectrogramRenderer::keepAsStandIns()
{
    std::vector<Piece> shown = pieces();
    const double span = m_view.grid.endSample() - m_view.grid.startSample();
    std::erase_if(shown, [&](const Piece& piece) {
        return piece.endSample < m_view.grid.startSample() - span || piece.startSample > m_view.grid.endSample() + span;
    });
    if (shown.size() > kMostStandIns) {
        shown.erase(shown.begin(), shown.end() - static_cast<std::ptrdiff_t>(kMostStandIns));
    }
    m_standIns = std::move(shown);
}

SpectrogramRenderer::TileKey SpectrogramRenderer::keyOf(std::int64_t tile) const
{
    TileKey key = m_key;
    key.tile = tile;
    return key;
}

} // namespace dass
