#include "ui/plots/spectrogram_worker.h"

#include "core/overview/mel_pyramid.h"

namespace dass {
namespace {

constexpr std::size_t kLevelBytes = std::size_t{48} << 20;

} // namespace

SpectrogramWorker::SpectrogramWorker(Deliver deliver)
    : m_deliver(std::move(deliver)), m_levels(kLevelBytes),
      m_worker([this](quint64, const TileJob& job, const std::stop_token& stop) { work(job, stop); })
{
}

void SpectrogramWorker::work(const TileJob& job, const std::stop_token& stop)
{
    if (job.mel != m_cached) {
        m_levels.clear();
        m_cached = job.mel;
    }
    for (const std::int64_t tile : job.tiles) {
        if (stop.stop_requested()) {
            return;
        }
        const std::shared_ptr<const LevelTile> reduced = levels(job, tile);
        m_deliver(
            {.generation = job.generation,
             .tile = tile,
             .image = colouredImage(*reduced, job.height, job.lowest, job.highest, colourTable(job.map), job.scale),
             .frames = reduced->frames});
    }
}

std::shared_ptr<const LevelTile> SpectrogramWorker::levels(const TileJob& job, std::int64_t tile)
{
    const LevelKey key{job.samplesPerColumn, tile};
    const auto* const found = m_levels.find(key);
    if (found != nullptr && ((*found)->complete || (*found)->frames >= job.mel->frames())) {
        return *found;
    }
    auto reduced = std::make_shared<const LevelTile>(reducedTile(*job.mel, job.samplesPerColumn, tile));
    m_levels.insert(key, reduced, reduced->bytes());
    return reduced;
}

} // namespace dass
