#pragma once

#include "app/jobs/latest_worker.h"
#include "ui/plots/byte_budget_cache.h"
#include "ui/plots/colour_map.h"
#include "ui/plots/frequency_scale.h"
#include "ui/plots/spectrogram_tile.h"

#include <QImage>

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <utility>
#include <vector>

namespace dass {

class MelPyramid;

// Tiles of one view, in the order in which they are wanted.
struct TileJob
{
    std::uint64_t generation = 0; // of the view that it is for
    std::shared_ptr<const MelPyramid> mel;
    double samplesPerColumn = 1;
    int height = 0;    // of the images, device pixels
    float lowest = 0;  // natural log at the low end of the map
    float highest = 1; // and at the high end
    ColourMap map = ColourMap::Magma;
    FrequencyScale scale = FrequencyScale::Mel;
    std::vector<std::int64_t> tiles;
};

struct TileImage
{
    std::uint64_t generation = 0;
    std::int64_t tile = 0;
    QImage image;
    std::int64_t frames = 0; // decoded when it was drawn
};

// Reduces and colours spectrogram tiles on a thread of its own. A new job replaces what is left of the one before; the
// reduced levels are kept, so that another colour map or range only colours anew.
class SpectrogramWorker
{
public:
    // Called on the worker's thread, once a tile.
    using Deliver = std::function<void(TileImage)>;

    explicit SpectrogramWorker(Deliver deliver); // its destructor stops after the tile in hand and joins

    void submit(TileJob job) { m_worker.request(std::move(job)); } // any thread

private:
    void work(const TileJob& job, const std::stop_token& stop);
    std::shared_ptr<const LevelTile> levels(const TileJob& job, std::int64_t tile);

    struct LevelKey
    {
        double samplesPerColumn;
        std::int64_t tile;
        auto operator<=>(const LevelKey&) const = default;
    };

    Deliver m_deliver;
    // The worker's own.
    std::shared_ptr<const MelPyramid> m_cached; // recording that the cache is about
    ByteBudgetCache<LevelKey, std::shared_ptr<const LevelTile>> m_levels;
    LatestWorker<TileJob> m_worker; // last: joins before the rest goes
};

} // namespace dass
