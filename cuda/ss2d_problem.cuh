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
    Global<const Element> x;           // [B, H*W, D]
    Global<const Element> projections; // [B, H*W, 4, R + 2]
    Global<const float> dtWeight;      // [4, R, D]: neighbouring threads read neighbouring values
    Global<const float> dtBias;        // [4, D]
    Global<const float> aLogs;         // [4, D]
    Global<const float> ds;            // [4, D]
};

// Registers that a thread may have in the kernels that hold one weight of each rank.
constexpr int ss2dRegisters(int kernelRank)
{
    return kernelRank <= 6 ? 64 : kernelRank <= 12 ? 80 : 128;
}

// A chunk of a pair's walk.
struct Ss2dChunk
{
    int64_t image;
    int pair;
    int chunk;
    int first; // step
    int count; // of steps

    DASS_DEVICE static Ss2dChunk of(const Ss2dSize& size, int64_t image, int pair, int chunk)
    {
        const int first = chunk * kSs2dChunkSteps;
        const int left = size.length() - first;
        return {image, pair, chunk, first, left < kSs2dChunkSteps ? left : kSs2dChunkSteps};
    }

    DASS_DEVICE int direction(int half) const { return pair + 2 * half; }
    // The walk's step s of the chunk is the chunk's position number:
    DASS_DEVICE int numberOf(int half, int step) const { return half == 0 ? step : count - 1 - step; }
    // In an array [B, 4, chunks, D], times D.
    DASS_DEVICE int64_t stateRow(const Ss2dSize& size, int half) const
    {
        return (image * kDirections + direction(half)) * size.chunks() + chunk;
    }
};

// The stage's shared memory. A row holds B, C, dt_low, padded by zeros to a compile-time length so that it is read in
// vectors; kRank 0 stands for any rank.
template <int kRank>
struct Ss2dStageLayout
{
    static constexpr int kLow = 2; // where dt_low begins in a row

    DASS_BOTH static constexpr int paddedRank(int rank) { return kRank > 0 ? kRank : rank; }
    DASS_BOTH static constexpr int rowWords(int rank) { return (paddedRank(rank) + kLow + 3) / 4 * 4; }
    DASS_BOTH static constexpr int words(int rank) { return kSs2dChunkSteps + 2 * kSs2dChunkSteps * rowWords(rank); }
};

// The chunk's positions in the image and its rows of projections, in shared memory, a row per direction of
// the pair and position.
template <class Machine, class Element, int kRank>
class Ss2dStage
{
public:
    using Layout = Ss2dStageLayout<kRank>;

    DASS_DEVICE Ss2dStage(const Machine& machine, const Ss2dSize& size)
        : m_machine(machine), m_size(size), m_positions(machine.template shared<int>(0, kSs2dChunkSteps)),
          m_rows(machine.template shared<float>(kSs2dChunkSteps, 2 * kSs2dChunkSteps * Layout::rowWords(size.rank)))
    {
    }

    // By all threads of the block, when none uses what was there before. Ends with a barrier.
    DASS_DEVICE void fill(const Ss2dProblem<Machine, Element>& problem, const Ss2dChunk& chunk) const
    {
        for (int i = m_machine.thread(); i < chunk.count; i += m_machine.threads())
            m_positions[i] = positionOf(chunk, i);
        const int width = m_size.directionWidth();
        const int padded = Layout::paddedRank(m_size.rank) + Layout::kLow;
        const int64_t image = chunk.image * m_size.length();
        for (int i = m_machine.thread(); i < 2 * chunk.count * padded; i += m_machine.threads()) {
            const int column = i % padded;
            const int row = i / padded;
            const int half = row / chunk.count;
            const int number = row - half * chunk.count;
            // B and C come last in a row of the projections, first in one of the stage.
            const int from = column < Layout::kLow ? m_size.rank + column : column - Layout::kLow;
            float value = 0;
            if (column < m_size.rank + Layout::kLow) {
                const int64_t position = image + positionOf(chunk, number);
                value = toFloat(problem.projections[(position * kDirections + chunk.direction(half)) * width + from]);
            }
            m_rows[(half * kSs2dChunkSteps + number) * Layout::rowWords(m_size.rank) + column] = value;
        }
        m_machine.sync();
    }

    DASS_DEVICE int position(int number) const { return m_positions[number]; }
    DASS_DEVICE typename Machine::template Shared<float> row(int half, int number) const
    {
        return m_rows + (half * kSs2dChunkSteps + number) * Layout::rowWords(m_size.rank);
    }

private:
    DASS_DEVICE int positionOf(const Ss2dChunk& chunk, int number) const
    {
        const int step = chunk.first + number;
        return chunk.pair == 0 ? step : step % m_size.height * m_size.width + step / m_size.height;
    }

    const Machine& m_machine;
    Ss2dSize m_size;
    typename Machine::template Shared<int> m_positions; // [steps]
    typename Machine::template Shared<float> m_rows;    // [2][steps][rowWords]
};

// A thread's channel of one direction: z = W dt_low + bias in units of ln 2, the rate A and the skip D.
template <class Machine, class Element, int kRank>
class Ss2dLane
{
public:
    DASS_DEVICE Ss2dLane(const Ss2dProblem<Machine, Element>& problem, int direction, int channel)
        : m_rank(problem.size.rank), m_channels(problem.size.channels),
          m_at(problem.dtWeight + (static_cast<int64_t>(direction) * m_rank * m_channels + channel))
    {
        const int64_t row = static_cast<int64_t>(direction) * m_channels + channel;
        DASS_UNROLL(64)
        for (int r = 0; r < kRank; ++r)
            m_weight[r] = r < m_rank ? m_at[static_cast<int64_t>(r) * m_channels] * kLog2E : 0.0F;
        m_bias = problem.dtBias[row] * kLog2E;
        skip = problem.ds[row];
        decay = -exp2Fast(problem.aLogs[row] * kLog2E) * kLog2E;
    }

    template <class Row>
    DASS_DEVICE float z(const Row& row) const
    {
        constexpr int low = Ss2dStageLayout<kRank>::kLow;
        float even = m_bias; // two sums: half the chain of additions that wait for each other
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

    float decay; // A / ln 2
    float skip;  // D

private:
    static_assert(kRank % 2 == 0);
    int m_rank;
    int m_channels;
    typename Machine::template Global<const float> m_at;
    float m_weight[kRank > 0 ? kRank : 1];
    float m_bias;
};

} // namespace dass::cuda
