#pragma once

#include "ui/plots/byte_budget_cache.h"
#include "ui/plots/pixel_grid.h"
#include "ui/plots/plot_stack.h"
#include "ui/plots/spectrogram_worker.h"

#include <QImage>
#include <QObject>

#include <compare>
#include <cstdint>
#include <memory>
#include <vector>

namespace dass {

// What the spectrogram track shows.
struct SpectrogramView
{
    std::shared_ptr<const MelPyramid> mel;
    PixelGrid grid;
    int height = 0;     // device pixels
    float loudness = 0; // natural log of the loudest cell: 0 dB
    SpectrogramSettings settings;
};

// The picture of the spectrogram, tile by tile: what is there is drawn at once, the rest is asked for and arrives with
// tilesReady(). Until then the tiles of the view before stand in, stretched. Answers to a view that is no longer shown
// are dropped by their generation. GUI thread.
class SpectrogramRenderer : public QObject
{
    Q_OBJECT

public:
    struct Piece
    {
        QImage image;
        double startSample = 0;
        double endSample = 0;
    };

    explicit SpectrogramRenderer(QObject* parent = nullptr);
    ~SpectrogramRenderer() override;

    void request(const SpectrogramView& view);
    // To be drawn in this order: stand-ins first.
    std::vector<Piece> pieces();
    bool isComplete() const { return m_missing.empty(); } // as of the last request
    std::uint64_t generation() const { return m_generation; }

Q_SIGNALS:
    void tilesReady();

private:
    // Everything that an image depends on beside the recording.
    struct TileKey
    {
        double samplesPerColumn = 1;
        int height = 0;
        float lowest = 0;
        float highest = 1;
        ColourMap map = ColourMap::Magma;
        FrequencyScale scale = FrequencyScale::Mel;
        std::int64_t tile = 0;

        std::partial_ordering operator<=>(const TileKey&) const = default;
    };

    void accept(const TileImage& tile);
    void findMissing();
    void keepAsStandIns();
    TileKey keyOf(std::int64_t tile) const;

    SpectrogramView m_view;
    TileKey m_key; // of the view, tile left out
    std::uint64_t m_generation = 0;
    ByteBudgetCache<TileKey, TileImage> m_images;
    std::vector<Piece> m_standIns;
    std::vector<std::int64_t> m_missing;
    std::vector<std::int64_t> m_submitted; // of this generation, not yet arrived
    std::unique_ptr<SpectrogramWorker> m_worker;
};

} // namespace dass
