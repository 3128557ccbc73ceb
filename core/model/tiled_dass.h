#pragma once

#include "core/model/accelerator.h"
#include "core/model/dass.h"
#include "core/model/pass_steps.h"
#include "core/model/tile_pass.h"
#include "core/model/tile_scan.h"
#include "core/model/tile_store.h"
#include "core/model/tiled_plan.h"
#include "core/model/whole_model.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dass {

inline constexpr std::int64_t kTileFrames = 1024; // as a training clip: its buffers stay in the processor's caches

struct TiledOptions
{
    Pooling pooling = Pooling::Mean;
    std::vector<Pooling> poolings = {};            // several, instead of that one: a row of the output each
    std::int64_t tileFrames = kTileFrames;         // in memory at a time, of small tiles one a thread; at least 1
    std::filesystem::path scratchFolder;           // empty: the system's for temporary files
    std::int64_t mostInMemory = kMostKeptInMemory; // bytes of what is kept of the recording; the rest lies in files
    std::int64_t framesExpected = 0;      // 0: not known. For checking the disk's space early, and for progress
    std::function<bool()> stopRequested;  // asked before every operation by any thread; true ends the pass
    std::function<void(double)> progress; // the fraction done, for the thread that works; needs framesExpected at first
};

// A device for tiles. Where its memory runs out, what it keeps gives way, then tiles become smaller; where something
// else goes wrong, or the smallest tile does not fit, the CPU goes on from what main memory holds.
struct TileDevice
{
    Accelerator& accelerator;
    const Dass& network;                               // there; d_state 1, no scan narrower than its blocks
    std::int64_t tileFrames;                           // in its memory at a time, in place of the options'
    std::function<const Dass&()> giveUp;               // the network on the CPU, from now on
    std::function<bool()> releaseKept = {};            // as ClipNetwork's
    std::function<void(const std::string&)> tell = {}; // a word for the person
};

// Dass::forward for one input of any length, in memory that depends on the tile and not on the length: the same
// numbers, to rounding (docs/architecture.md, Whole recordings).
//
// The residual stream is kept in memory or, of long recordings, in a file, time-major ([W, H, D], so that a tile of
// columns is contiguous), and each block works on it tile by tile, twice. The first pass, from the last tile to the
// first, computes the scan's input from the tile and one column beside it on either side, for the 3x3 convolution, and
// the scan's summaries; both are kept. The second pass, from the first tile to the last, scans from the true states and
// does the rest of the block. No matrix product runs twice, but for the columns beside the tiles. On the CPU as many
// tiles are in work at once as there are threads, each with one; only with the scan's states one tile waits for
// another.
//
// On a device one tile is in work at a time, and what is kept lies there while it is no more than a share of its
// memory. A block leaves the stream that it began with as it is, or main memory has the one of the group's beginning,
// so that another device or smaller tiles can go on from there.
//
// Without gradients; one input an object. Throws Error(Io) when the disk is full; the model must outlive it.
class TiledDass
{
public:
    TiledDass(const Dass& model, TiledOptions options); // on the CPU
    TiledDass(const TileDevice& device, TiledOptions options);
    ~TiledDass();
    TiledDass(const TiledDass&) = delete;
    TiledDass& operator=(const TiledDass&) = delete;

    void add(std::span<const float> frames); // [n, 128], normalised
    // How many tiles of such a size are in memory at a time, of a recording that has as many.
    static std::int64_t tilesAtOnce(std::int64_t tileFrames);
    // Bytes of main memory that a run on a device takes at most beside what is kept of the recording, while the device
    // works. elementBytes: of activations.
    static std::int64_t bytesBesideDevice(const DassConfig& config, std::int64_t frames, std::int64_t tileFrames,
                                          std::int64_t elementBytes);

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
        TileScan& scan;
        std::vector<Tile> tiles;
    };
    // What is to be done next: a block of a group, or, after the last one, its downsampling.
    struct Step
    {
        std::size_t stage = 0;
        std::size_t block = 0;
    };

    TiledDass(const Dass& model, std::optional<TileDevice> device, TiledOptions options);

    // The run, and what is done about a device that fails (tiled_dass.cpp).
    void whateverHappens(const std::function<void()>& part);
    void yield(bool outOfMemory, const std::string& reason);
    void handOver(const std::string& reason);
    void setTiles(std::int64_t frames);
    void beginBlocks();
    void makeMainStore(std::unique_ptr<TileStore>& store, std::int64_t bytes, bool inMemory) const;
    void makeMainStores();
    void moveToDevice();
    void leaveDeviceMemory();
    void doStep();
    void save();
    // Of an image of such a stage, so many columns at a time; false when it was stopped.
    bool copy(TileStore& to, const TileStore& from, std::size_t stage, std::int64_t columns);
    void advance(double work);

    // The work on tiles (tiled_passes.cpp).
    void embed(std::int64_t frames);
    void runBlock(std::size_t stage, const Dass::Block& block);
    void firstPass(const Block& block);
    void secondPass(const Block& block);
    void halve(std::size_t stage, const Dass::Downsample& down);
    std::vector<at::Tensor> pooled(); // [1, D] each
    std::optional<DassOutput> answer();

    // Does the work on so many tiles, in the order of their turns; all of them together are so much of the total.
    void overTiles(std::size_t count, double totalWork, const TilePass::Work& work, std::size_t gates = 0);
    void overTiles(TilePass pass, std::size_t count, double totalWork, const TilePass::Work& work,
                   std::size_t gates = 0);

    std::vector<Tile> tilesOf(std::int64_t width, std::int64_t columns) const;
    // Some columns of an image, [columns, H, D], where they are worked on, as the network takes them; for reading.
    at::Tensor read(const TileStore& from, const Tile& tile, std::int64_t height, std::int64_t channels) const;
    void write(TileStore& to, std::int64_t column, const at::Tensor& values) const;
    at::Tensor brought(const TileStore& from, std::int64_t offset, at::IntArrayRef shape, at::ScalarType type) const;
    at::Tensor brought(const at::Tensor& values) const; // of main memory
    std::int64_t tilesAtOnce() const;
    std::int64_t embeddedAtOnce() const;
    std::int64_t elementBytes() const; // of what is kept

    const Dass* m_model;
    std::optional<TileDevice> m_device; // nothing: the CPU
    TiledOptions m_options;
    at::ScalarType m_type; // of what is kept of activations; that of the network which began
    TiledPlan m_plan;      // for the frames expected, then for those that came
    double m_totalWork;
    double m_workDone = 0;
    double m_workSaved = 0; // when save() was called
    double m_told = 0;      // of progress
    bool m_stopped = false;
    bool m_usedDeviceMemory = false; // for what is kept

    std::vector<float> m_frames; // from the last column's first frame on, [n, 128]
    std::int64_t m_framesSeen = 0;
    std::int64_t m_columnsDone = 0; // of the patch embedding

    Step m_next;
    Step m_saved; // what would be done next with the checkpoint

    std::unique_ptr<TileStore> m_stream; // [W, H, D]
    std::unique_ptr<TileStore> m_other;  // the scan's input in a block, the next stream between groups
    std::unique_ptr<TileStore> m_projections;
    std::unique_ptr<TileStore> m_records;
    std::unique_ptr<TileStore> m_checkpoint; // the stream in main memory, while a device keeps what is above,
    std::unique_ptr<TileStore> m_spare;      // and room for the next one
};

} // namespace dass
