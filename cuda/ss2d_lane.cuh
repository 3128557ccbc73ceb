#pragma once

// A thread's channel of one direction: z = W dt_low + bias in units of ln 2, the rate A and the skip D. The product is
// made either step by step, on the fly, or by a warp for 16 steps and its 32 channels at a time on tensor cores.

#include "cuda/ss2d_stage.cuh"
#include "cuda/ss2d_weight_tiles.cuh"

namespace dass::cuda {

// What both kinds of lanes hold.
template <class Machine, class Element>
struct Ss2dChannel
{
    DASS_DEVICE Ss2dChannel(const Ss2dProblem<Machine, Element>& problem, int direction, int channel)
    {
        const int64_t row = static_cast<int64_t>(direction) * problem.size.channels + channel;
        bias = problem.dtBias[row] * kLog2E;
        skip = problem.ds[row];
        decay = -exp2Fast(problem.aLogs[row] * kLog2E) * kLog2E;
    }

    float bias;
    float decay; // A / ln 2
    float skip;  // D
};

// In the order of a walk, slot s of a tile is the walk's step begin + s. A lane has
//   ss2dLaneWords() of shared memory, from firstWord on
//   project(stage, chunk, half, order, begin)       for the tile's steps in the order of half `order`; by whole warps
//   z(row, slot)                                    after it
// channel is one of the image's for every thread, repeated where threads are to spare.
template <class Machine, class Element, int kRank, bool kTiled>
class Ss2dLane;

template <class Machine, class Element, int kRank>
class Ss2dLane<Machine, Element, kRank, false> : public Ss2dChannel<Machine, Element>
{
public:
    DASS_DEVICE Ss2dLane(const Machine&, const Ss2dProblem<Machine, Element>& problem, int direction, int channel, int)
        : Ss2dChannel<Machine, Element>(problem, direction, channel), m_rank(problem.size.rank),
          m_channels(problem.size.channels),
          m_at(problem.dtWeight + (static_cast<int64_t>(direction) * m_rank * m_channels + channel))
    {
        DASS_UNROLL(64)
        for (int r = 0; r < kRank; ++r)
            m_weight[r] = r < m_rank ? m_at[static_cast<int64_t>(r) * m_channels] * kLog2E : 0.0F;
    }

    template <class Stage>
    DASS_DEVICE void project(const Stage&, const Ss2dChunk&, int, int, int) const
    {
    }

    template <class Row>
    DASS_DEVICE float z(const Row& row, int) const
    {
        constexpr int low = Ss2dStageLayout<kRank, false>::kLow;
        float even = this->bias; // two sums: half the chain of additions that wait for each other
        float odd = 0;
        if constexpr (kRank > 0) {
            DASS_UNROLL(64)
            for (int r = 0; r + 1 < kRank; r += 2) {
                even = fusedMultiplyAdd(m_weight[r], row[low + r], even);
                odd = fusedMultiplyAdd(m_weight[r + 1], row[low + r + 1], odd);
            }
        } else {
            DASS_UNROLL(2)
            for (int r = 0; r < m_rank; ++r)
                odd = fusedMultiplyAdd(m_at[static_cast<int64_t>(r) * m_channels], row[low + r], odd);
            odd *= kLog2E;
        }
        return even + odd;
    }

private:
    static_assert(kRank % 2 == 0);
    int m_rank;
    int m_channels;
    typename Machine::template Global<const float> m_at;
    float m_weight[kRank > 0 ? kRank : 1];
};

template <class Machine, class Element, int kRank>
class Ss2dLane<Machine, Element, kRank, true> : public Ss2dChannel<Machine, Element>
{
    using Layout = Ss2dStageLayout<kRank, true>;
    static constexpr int kStride = kSs2dTileStride;
    static_assert(kSs2dTileSteps == 16);

public:
    DASS_DEVICE Ss2dLane(const Machine& machine, const Ss2dProblem<Machine, Element>& problem, int direction,
                         int channel, int firstWord)
        : Ss2dChannel<Machine, Element>(problem, direction, channel), m_machine(machine),
          m_lane(machine.thread() % kWarp),
          m_tile(machine.template shared<float>(firstWord, ss2dLaneWords(true, machine.threads())) +
                 machine.thread() / kWarp * (kSs2dTileSteps * kStride))
    {
        const int64_t columns = ceilDivide(problem.size.channels, kWarp);
        const int64_t first = (direction * columns + channel / kWarp) * (kSs2dColumnTiles * Layout::kTiles);
        DASS_UNROLL(16)
        for (int tile = 0; tile < kSs2dColumnTiles * Layout::kTiles; ++tile) {
            DASS_UNROLL(4)
            for (int word = 0; word < kSs2dLaneWords; ++word)
                m_weights[tile][word] = problem.weightTiles[((first + tile) * kWarp + m_lane) * kSs2dLaneWords + word];
        }
    }

    template <class Stage>
    DASS_DEVICE void project(const Stage& stage, const Ss2dChunk& chunk, int half, int order, int begin) const
    {
        const int group = m_lane / 4; // as the tensor cores deal out rows and columns
        const int pair = m_lane % 4;
        const int last = chunk.count - 1; // stands in for what follows it
        const auto upper = stage.words(half, chunk.numberOf(order, begin + group < last ? begin + group : last));
        const auto lower =
            stage.words(half, chunk.numberOf(order, begin + group + 8 < last ? begin + group + 8 : last));
        uint32_t rows[Layout::kTiles][4];
        DASS_UNROLL(4)
        for (int k = 0; k < Layout::kTiles; ++k) {
            const int column = Layout::kLow + k * kSs2dTileWords + pair;
            rows[k][0] = upper[column];
            rows[k][1] = lower[column];
            rows[k][2] = upper[column + 4];
            rows[k][3] = lower[column + 4];
        }
        m_machine.syncWarp(); // the tile before has been read
        DASS_UNROLL(4)
        for (int n = 0; n < kSs2dColumnTiles; ++n) {
            float sums[4] = {};
            DASS_UNROLL(4)
            for (int k = 0; k < Layout::kTiles; ++k) {
                const uint32_t(&w)[kSs2dLaneWords] = m_weights[n * Layout::kTiles + k];
                m_machine.multiplyAdd(sums, rows[k], w[2], w[3], Element());
                m_machine.multiplyAdd(sums, rows[k], w[0], w[1], Element());
            }
            const int to = group * kStride + n * 8 + pair * 2;
            m_tile[to] = sums[0];
            m_tile[to + 1] = sums[1];
            m_tile[to + 8 * kStride] = sums[2];
            m_tile[to + 8 * kStride + 1] = sums[3];
        }
        m_machine.syncWarp();
    }

    template <class Row>
    DASS_DEVICE float z(const Row&, int slot) const
    {
        return m_tile[slot * kStride + m_lane] + this->bias;
    }

private:
    const Machine& m_machine;
    int m_lane;
    typename Machine::template Shared<float> m_tile;
    uint32_t m_weights[kSs2dColumnTiles * Layout::kTiles][kSs2dLaneWords];
};

} // namespace dass::cuda
