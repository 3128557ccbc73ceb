#pragma once

#include "core/model/dass.h"
#include "core/model/pass_steps.h"
#include "core/model/spill.h"
#include "core/model/tile_pass.h"
#include "core/model/tiled_plan.h"
#include "core/model/whole_model.h"
#include "core/ops/ss2d_tiles.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace dass {

struct TiledOptions
{
    Pooling pooling = Pooling::Mean;
    std::vector<Pooling> poolings = {};            // several, instead of that one: a row of the output each
    std::int64_t tileFrames = 1024;                // in memory at a time, of small tiles one a thread; at least 1
    std::filesystem::path scratchFolder;           // empty: the system's for temporary files
    std::int64_t mostInMemory = kMostKeptInMemory; // bytes of what is kept of the recording; the rest lies in files
    std::int64_t framesExpected = 0;      // 0: not known. For checking the disk's space early, and for progress
    std::function<bool()> stopRequested;  // asked before every operation by any thread; true ends the pass
    std::function<void(double)> progress; // the fraction done, for the thread that works; needs framesExpected at first
};

// Dass::forward for one input of any length, in memory that depends on the tile and not on the length: the same
// numbers, to rounding (docs/architecture.md, Whole recordings).
//
// The residual stream is kept in memory or, of long recordings, in a file, time-major ([W, H, D], so that a tile of
// columns is contiguous), and each block works on it tile by tile, twice. The first pass, from the last tile to the
// first, computes the scan's input from the tile and one column beside it on either side, for the 3x3 convolution, and
// the scan's summaries; both are kept. The second pass, from the first tile to the last, scans from the true states and
// does the rest of the block. No matrix product runs twice, but for the columns beside the tiles. As many tiles are in
// work at once as there are threads, each with one; only with the scan's states one tile waits for another.
//
// Without gradients; one input an object. Throws Error(Io) when the disk is full; the model must outlive it.
class TiledDass
{
public:
    TiledDass(const Dass& model, TiledOptions options);

    void add(std::span<const float> frames); // [n, 128], normalised
    // How many tiles of such a size are in memory at a time, of a recording that has as many.
    static std::int64_t tilesAtOnce(std::int64_t tileFrames);

    // After the last frame, of which there is at least one. [poolings, ...]; nothing when it was stopped.
    std::optional<DassOutput> finish();

private:
    struct Tile
    {
        std::int64_t begin = 0; // columns
        std::int64_t end = 0;
        std::int64_t columns() const { return end - begin; }
    };
    struct Block
    {
        std::size_t stage;
        const Dass::Block& parameters;
        ops::Ss2dTiles& scan;
        std::vector<Tile> tiles;
    };

    void embed(std::int64_t frames);
    void reserveAll();
    void runBlock(std::size_t stage, const Dass::Block& block);
    void firstPass(const Block& block);
    void secondPass(const Block& block);
    void halve(std::size_t stage, const Dass::Downsample& down);
    std::vector<at::Tensor> pooled(); // [1, D] each

    // Does the work on so many tiles, in the order of their turns; all of them together are so much of the total.
    void overTiles(std::size_t count, double totalWork, const TilePass::Work& work, std::size_t gates = 0);
    void overTiles(TilePass pass, std::size_t count, double totalWork, const TilePass::Work& work,
                   std::size_t gates = 0);

    std::vector<Tile> tilesOf(std::int64_t width, std::int64_t columns) const;
    // Some columns of an image, [columns, H, D]; where they lie in memory that very memory, for reading.
    at::Tensor read(const Spill& from, const Tile& tile, std::int64_t height, std::int64_t channels) const;
    void write(Spill& to, std::int64_t column, const at::Tensor& values) const;
    std::int64_t tilesAtOnce() const;
    std::int64_t embeddedAtOnce() const;
    void advance(double work);

    const Dass& m_model;
    TiledOptions m_options;
    at::ScalarType m_type; // of activations
    TiledPlan m_plan;      // for the frames expected, then for those that came
    double m_totalWork;
    double m_workDone = 0;
    bool m_stopped = false;

    std::vector<float> m_frames; // from the last column's first frame on, [n, 128]
    std::int64_t m_framesSeen = 0;
    std::int64_t m_columnsDone = 0; // of the patch embedding

    std::unique_ptr<Spill> m_stream; // [W, H, D]
    std::unique_ptr<Spill> m_other;  // the scan's input in a block, the next stream between groups
    std::unique_ptr<Spill> m_projections;
    std::unique_ptr<Spill> m_records;
};

} // namespace dass
