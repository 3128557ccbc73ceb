#pragma once

// What all kernels of ss2d (core/ops/ops.h) see: d_state 1, activations in Element, everything else in fp32.
//
// The image's positions are cut into chunks of kSs2dChunkSteps, along the rows for the pair of directions 0 and 2 and
// along the columns for the pair 1 and 3. A block works on one chunk of one pair, a thread on one channel: directions k
// and k + 2 walk the same chunk, one from its first position to its last, the other the opposite way, and what they
// give is summed on the way. A chunk is numbered alike for both.

#include "cuda/elements.cuh"
#include "cuda/scan_math.cuh"
#include "cuda/ss2d_pass.h"

namespace dass::cuda {

template <class Machine, class Element>
struct Ss2dProblem
{
    template <class T>
    using Global = typename Machine::template Global<T>;

    Ss2dSize size;
    Global<const Element> x;            // [B, H*W, D]
    Global<const Element> projections;  // [B, H*W, 4, R + 2]
    Global<const float> dtWeight;       // [4, R, D]: neighbouring threads read neighbouring values
    Global<const float> dtBias;         // [4, D]
    Global<const float> aLogs;          // [4, D]
    Global<const float> ds;             // [4, D]
    Global<const uint32_t> weightTiles; // dtWeight as Ss2dWeightTiles leaves it; null where no kernel wants it
};

// Where a block's thread works: blocks go over images and whatever else, chunks and blocks of channels, the last one
// fastest.
struct Ss2dPlace
{
    int64_t rest; // image and whatever else
    int chunk;
    int channel; // may lie beyond the last

    template <bool kOfTile, class Machine>
    DASS_DEVICE static Ss2dPlace of(const Machine& machine, const Ss2dSize& size, int channelBlocks)
    {
        const int64_t block = machine.block() / channelBlocks;
        return {block / ss2dChunks<kOfTile>(size), static_cast<int>(block % ss2dChunks<kOfTile>(size)),
                static_cast<int>(machine.block() % channelBlocks) * machine.threads() + machine.thread()};
    }
};

// Registers that a thread may have in the kernels that hold one weight of each rank, or the tiles of them.
constexpr int ss2dRegisters(int kernelRank, bool tiled, bool ofTile)
{
    if (tiled)
        return ss2dRankTiles(kernelRank) == 1 ? 64 : ss2dRankTiles(kernelRank) == 2 ? 80 : 128;
    return kernelRank <= 6 && !ofTile ? 64 : kernelRank <= 12 ? 80 : 128;
}

// Whether z's product runs on tensor cores: dt_low lies in 16 bits then, as they want it.
template <class Element>
constexpr bool ss2dOnTensorCores(int kernelRank)
{
    return sizeof(Element) == 2 && kernelRank > 0;
}

// Whether a thread beyond the last channel has nothing to do; on tensor cores whole warps work.
DASS_DEVICE bool ss2dIsIdle(bool tiled, int channel, const Ss2dSize& size)
{
    return (tiled ? channel / kWarp * kWarp : channel) >= size.channels;
}

// Shared memory that a warp's products pass through, from lanes' order to a column for each: a tile's steps with so
// many words each that a warp's writes and reads hit different banks.
inline constexpr int kSs2dTileStride = kWarp + 8;

DASS_BOTH constexpr int ss2dLaneWords(bool tiled, int threads)
{
    return tiled ? threads / kWarp * kSs2dTileSteps * kSs2dTileStride : 0;
}

// A chunk of a pair's walk.
struct Ss2dChunk
{
    int64_t image;
    int pair;
    int chunk;
    int first; // step
    int count; // of steps

    template <bool kOfTile = false>
    DASS_DEVICE static Ss2dChunk of(const Ss2dSize& size, int64_t image, int pair, int chunk)
    {
        int first = chunk * kSs2dChunkSteps;
        int left = size.length() - first;
        if constexpr (kOfTile) {
            if (pair == 1) {
                const int inColumn = chunk % size.chunksOfColumn() * kSs2dChunkSteps;
                first = chunk / size.chunksOfColumn() * size.height + inColumn;
                left = size.height - inColumn;
            }
            left = left > 0 ? left : 0;
        }
        return {image, pair, chunk, first, left < kSs2dChunkSteps ? left : kSs2dChunkSteps};
    }

    DASS_DEVICE int direction(int half) const { return pair + 2 * half; }
    // The walk's step s of the chunk is the chunk's position number:
    DASS_DEVICE int numberOf(int half, int step) const { return half == 0 ? step : count - 1 - step; }
    // In an array [B, 4, chunks, D], times D.
    template <bool kOfTile = false>
    DASS_DEVICE int64_t stateRow(const Ss2dSize& size, int half) const
    {
        return (image * kDirections + direction(half)) * ss2dChunks<kOfTile>(size) + chunk;
    }
};

} // namespace dass::cuda
