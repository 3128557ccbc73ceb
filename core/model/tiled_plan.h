#pragma once

#include "core/model/dass_config.h"

#include <cstdint>
#include <vector>

namespace dass {

inline constexpr std::int64_t kFramesPerColumn = 4; // of the first group: two convolutions of stride 2
// Before a tile: what its first column sees, and a column that is dropped.
inline constexpr std::int64_t kContextFrames = 4;

// How a recording of so many frames is divided for TiledDass: the images of its groups, columns of a tile, the bytes
// that are kept of it, and the work to be done.
class TiledPlan
{
public:
    struct Image
    {
        std::int64_t height = 0; // mel
        std::int64_t width = 0;  // time, in columns
    };
    // What is kept of the whole recording, bytes; two of the size of streams.
    struct Kept
    {
        std::int64_t stream = 0;      // the residual stream, or the input of the scan
        std::int64_t projections = 0; // [dt_low, B, C]
        std::int64_t records = 0;     // what the first sweep of the scan tells of each tile
        std::int64_t total() const { return 2 * stream + projections + records; }
    };
    // Which of it lies in memory; the rest lies in files.
    struct Places
    {
        bool stream = false;
        bool other = false; // the second of the size of a stream
        bool projections = false;
        bool records = false;
        std::int64_t memoryBytes = 0;
        std::int64_t fileBytes = 0;
    };

    // tileFrames from 1 to kMostTileFrames, else the nearest of these; of the patch embedding's input; a tile of every
    // group has as many columns, so that it takes as much memory. elementBytes: of activations.
    TiledPlan(const DassConfig& config, std::int64_t frames, std::int64_t tileFrames, std::int64_t elementBytes);

    const Image& image(std::size_t stage) const { return m_images[stage]; }
    std::int64_t tileColumns() const { return m_tileColumns; }
    std::int64_t tileFrames() const;                       // of a tile, which has whole columns
    std::int64_t tileBytes() const { return m_tileBytes; } // of the largest tile of a stream, or of the scan's input
    const Kept& kept() const { return m_kept; }
    // In memory is as much of it as fits into so many bytes, what is used most first.
    Places places(std::int64_t mostInMemory) const;

    // Multiplications, roughly: for telling progress.
    double embeddingWork(std::int64_t columns) const;
    double firstPassWork(std::size_t stage, std::int64_t columns) const; // of one block
    double secondPassWork(std::size_t stage, std::int64_t columns) const;
    double halvingWork(std::size_t stage, std::int64_t columns) const; // after the stage, columns of the next one
    double totalWork() const;

private:
    DassConfig m_config;
    std::vector<Image> m_images; // of the groups
    std::int64_t m_tileColumns;
    std::int64_t m_tileBytes = 0;
    Kept m_kept;
};

} // namespace dass
