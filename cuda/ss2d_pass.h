#pragma once

// What the passes of ss2d are given: plain pointers to memory of one device. No torch and no kernels here.

#include "core/ops/element_type.h"
#include "cuda/channel_blocks.h"
#include "cuda/machine.cuh"

#include <algorithm>
#include <cstdint>

namespace dass::cuda {

inline constexpr int kDirections = 4;
inline constexpr int kPairs = 2;
inline constexpr int kSs2dChunkSteps = 32;
inline constexpr int kSs2dTileSteps = 16; // between two states that the backward pass starts from
inline constexpr int kSs2dTilesOfChunk = kSs2dChunkSteps / kSs2dTileSteps;
inline constexpr int kSs2dThreads = 192; // a block of the forward pass and of summaries, at most

// dt's projection on tensor cores: tiles of 16 ranks by 8 channels.
inline constexpr int kSs2dTileWords = 8;   // of 16 ranks of dt_low, two a word
inline constexpr int kSs2dColumnTiles = 4; // of a warp's channels
inline constexpr int kSs2dLaneWords = 4;   // of a tile of weights that a lane holds

constexpr int ss2dRankTiles(int rank)
{
    return (rank + 15) / 16;
}

// The rank that the kernels are compiled for: those of the published networks, and 0 for any other.
constexpr int ss2dKernelRank(int rank)
{
    for (const int known : {6, 12, 24, 48})
        if (rank <= known)
            return known;
    return 0;
}

struct Ss2dSize
{
    int64_t batch;
    int height;
    int width;
    int channels; // D
    int rank;     // R

    DASS_BOTH int length() const { return height * width; }
    DASS_BOTH int chunks() const { return ceilDivide(length(), kSs2dChunkSteps); }
    DASS_BOTH int64_t states() const { return batch * kDirections * chunks() * channels; } // [B, 4, chunks, D]
    DASS_BOTH int directionWidth() const { return rank + 2; }                              // dt_low, B, C
    DASS_BOTH int columns() const { return ceilDivide(channels, kWarp); }                  // of a warp's channels

    // Of a tile of a taller image, whose columns are walks of their own: a chunk of the column-major pair lies in one
    // column; the row-major pair may leave the last chunks empty.
    DASS_BOTH int chunksOfColumn() const { return ceilDivide(height, kSs2dChunkSteps); }
    DASS_BOTH int chunksOfTile() const { return width * chunksOfColumn(); }
};

template <bool kOfTile>
DASS_BOTH int ss2dChunks(const Ss2dSize& size)
{
    return kOfTile ? size.chunksOfTile() : size.chunks();
}

struct Ss2dPassInputs
{
    Ss2dSize size;
    ops::ElementType type;           // of x, projections, y and dy
    const void* x;                   // [B, H, W, D]
    const void* projections;         // [B, H, W, 4, R + 2]
    const float* dtWeight;           // [4, R, D], ops.h has it the other way round
    const float* dtBias;             // [4, D]
    const float* aLogs;              // [4, D]
    const float* ds;                 // [4, D]
    uint32_t* weightTiles = nullptr; // [ss2dWeightTileWords()] scratch; not for fp32
};

inline int64_t ss2dWeightTileWords(const Ss2dSize& size)
{
    return int64_t{kDirections} * size.columns() * kSs2dColumnTiles * ss2dRankTiles(ss2dKernelRank(size.rank)) * kWarp *
           kSs2dLaneWords;
}

struct Ss2dForwardPass
{
    Ss2dPassInputs inputs;
    float* dtSums; // [B, 4, chunks, D] scratch
    float* states; // [B, 4, chunks, D] scratch
    float* saved;  // [B, 4, chunks, 2, D] the states that the backward pass starts from; may be null
    float* sum;    // [B, H, W, D] scratch; y itself where that is fp32
    void* y;       // [B, H, W, D]
};

// A tile of rows of an image that is too high for memory, without gradients. What crosses its borders: one state of
// each row-major direction, and one of every column of each column-major one. So a tile has 2 (1 + W) runs: direction
// 0, the W columns of direction 1, direction 2, the W columns of direction 3, columns from left to right.
struct Ss2dTilePass
{
    Ss2dPassInputs inputs; // batch 1
    const float* starts;   // [runs, D] the states that come into the tile
    float* ends;           // [runs, D] those that leave it
    float* endDtSums;      // [runs, D] the sum of dt in the tile: its decay is exp(A endDtSum)
    float* dtSums;         // [4, chunksOfTile, D] scratch
    float* states;         // [4, chunksOfTile, D] scratch
    float* sum;            // [H, W, D] scratch; y itself where that is fp32; not used without y
    void* y;               // [H, W, D]; null: only what leaves the tile is wanted
};

DASS_BOTH int ss2dRuns(int width)
{
    return kPairs * (1 + width);
}

struct Ss2dBackwardPass
{
    Ss2dPassInputs inputs;
    int segments;              // of an image's chunks, as ss2dSegments
    const float* weightRows;   // [4, D, R]
    const float* saved;        // [B, 4, chunks, 2, D]
    const void* dy;            // [B, H, W, D]
    float* dtSums;             // [B, 4, chunks, D] scratch
    float* adjoints;           // [B, 4, chunks, D] scratch
    float* dx;                 // [B, H, W, D], without the part through the projections
    float* dProjections;       // [channelBlocks, B, H, W, 4, R + 2]: the sum over channelBlocks is the gradient
    float* parameterGradients; // [B, segments, 4, R + 3, D], to be summed; rows of Ss2dGradientRow
};

// The weight's R rows come last.
enum Ss2dGradientRow { kBiasRow, kALogRow, kSkipRow, kWeightRow };

inline int64_t ss2dGradientRows(const Ss2dSize& size)
{
    return int64_t{kDirections} * (size.rank + kWeightRow);
}

inline constexpr int kSs2dBackwardThreads = 128;

inline ChannelBlocks ss2dBackwardBlocks(const Ss2dSize& size)
{
    return ChannelBlocks::of(size.channels, kSs2dBackwardThreads);
}

inline constexpr int64_t kSs2dBlocksWanted = 132 * 8; // that fill the largest GPUs

// Into how many segments the backward pass deals an image's chunks, each with sums of its own of the parameters'
// gradients: enough for so many blocks, no more.
inline int ss2dSegments(const Ss2dSize& size, int64_t blocksWanted = kSs2dBlocksWanted)
{
    const int64_t others = size.batch * ss2dBackwardBlocks(size).count;
    const auto wanted = static_cast<int>(std::clamp<int64_t>(ceilDivide(blocksWanted, others), 1, size.chunks()));
    return ceilDivide(size.chunks(), ceilDivide(size.chunks(), wanted)); // no empty ones
}

} // namespace dass::cuda
