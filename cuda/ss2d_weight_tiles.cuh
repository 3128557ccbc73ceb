#pragma once

// dt's weights in the order in which a warp's lanes hold them for tensor cores: of [16, 8] values of W dt_low's W, by
// ln 2, a lane has those of rows 2p, 2p + 1, 2p + 8, 2p + 9 and column g (lane 4g + p). Each weight is the sum of two
// values of 16 bits, so that little of its 24 bits is lost; dt_low has 16 as it is.

#include "cuda/elements.cuh"
#include "cuda/scan_math.cuh"
#include "cuda/ss2d_pass.h"

namespace dass::cuda {

template <class Machine>
struct Ss2dWeightTilesParameters
{
    Ss2dSize size;
    int columns;                                           // of 32 channels
    typename Machine::template Global<const float> weight; // [4, R, D]
    typename Machine::template Global<uint32_t> tiles;     // [4, columns, 4, kTiles, 32 lanes, 4]
};

// Blocks: [4 directions, columns, 4 column tiles]; a warp for each tile of 16 ranks.
template <class Element, int kRank>
struct Ss2dWeightTiles
{
    static constexpr const char* kName = "ss2dWeightTiles";
    static constexpr int kTiles = ss2dRankTiles(kRank);
    static constexpr int kMaxThreads = kTiles * kWarp;
    static constexpr int kBlocksWanted = 16;

    template <class Machine>
    DASS_DEVICE static void run(const Machine& machine, const Ss2dWeightTilesParameters<Machine>& p)
    {
        const int lane = machine.thread() % kWarp;
        const int tile = machine.thread() / kWarp;
        const auto column = static_cast<int>(machine.block() % (p.columns * kSs2dColumnTiles));
        const auto direction = static_cast<int>(machine.block() / (p.columns * kSs2dColumnTiles));
        const int channel = column * 8 + lane / 4;
        const int64_t to = ((machine.block() * kTiles + tile) * kWarp + lane) * kSs2dLaneWords;
        for (int half = 0; half < 2; ++half) {
            uint32_t coarse = 0;
            uint32_t fine = 0;
            for (int i = 0; i < 2; ++i) {
                const int rank = tile * 16 + half * 8 + lane % 4 * 2 + i;
                float weight = 0;
                if (rank < p.size.rank && channel < p.size.channels)
                    weight =
                        kLog2E *
                        p.weight[(static_cast<int64_t>(direction) * p.size.rank + rank) * p.size.channels + channel];
                const Element rounded16 = rounded<Element>(weight);
                coarse |= static_cast<uint32_t>(rounded16.bits) << (16 * i);
                fine |= static_cast<uint32_t>(rounded<Element>(weight - toFloat(rounded16)).bits) << (16 * i);
            }
            p.tiles[to + half] = coarse;
            p.tiles[to + 2 + half] = fine;
        }
    }
};

} // namespace dass::cuda
