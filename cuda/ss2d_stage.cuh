#pragma once

// What a block of ss2d's kernels keeps of its chunk in shared memory.

#include "cuda/ss2d_problem.cuh"

namespace dass::cuda {

// The stage's shared memory. A row holds B, C, dt_low, padded by zeros to a compile-time length so that it is read in
// vectors; kRank 0 stands for any rank. For tensor cores dt_low lies as it came, two values a word, in tiles of 16.
template <int kRank, bool kTiled>
struct Ss2dStageLayout
{
    static constexpr int kTiles = ss2dRankTiles(kRank);
    static constexpr int kLow = kTiled ? 4 : 2; // where dt_low begins in a row; tiles so that lanes hit different banks

    static constexpr int kRows = 2 * kSs2dChunkSteps; // where the rows begin, behind positions and offsets

    DASS_BOTH static constexpr int lowWords(int rank)
    {
        return kTiled ? kTiles * kSs2dTileWords : kRank > 0 ? kRank : rank;
    }
    DASS_BOTH static constexpr int rowWords(int rank) { return (lowWords(rank) + kLow + 3) / 4 * 4; }
    DASS_BOTH static constexpr int words(int rank) { return kRows + 2 * kSs2dChunkSteps * rowWords(rank); }
};

// The chunk's positions in the image and its rows of projections, in shared memory, a row per direction of
// the pair and position.
template <class Machine, class Element, int kRank, bool kTiled>
class Ss2dStage
{
public:
    using Layout = Ss2dStageLayout<kRank, kTiled>;

    DASS_DEVICE Ss2dStage(const Machine& machine, const Ss2dSize& size)
        : m_machine(machine), m_size(size), m_positions(machine.template shared<int>(0, 2 * kSs2dChunkSteps)),
          m_rows(machine.template shared<float>(Layout::kRows, 2 * kSs2dChunkSteps * Layout::rowWords(size.rank))),
          m_words(machine.template shared<uint32_t>(Layout::kRows, 2 * kSs2dChunkSteps * Layout::rowWords(size.rank)))
    {
    }

    // By all threads of the block, when none uses what was there before. Ends with a barrier.
    DASS_DEVICE void fill(const Ss2dProblem<Machine, Element>& problem, const Ss2dChunk& chunk) const
    {
        for (int i = m_machine.thread(); i < chunk.count; i += m_machine.threads()) {
            m_positions[i] = positionOf(chunk, i);
            m_positions[kSs2dChunkSteps + i] = positionOf(chunk, i) * m_size.channels;
        }
        const int columns = 2 + Layout::lowWords(m_size.rank);
        for (int i = m_machine.thread(); i < 2 * chunk.count * columns; i += m_machine.threads()) {
            const int column = i % columns;
            const int row = i / columns;
            const int half = row / chunk.count;
            const int number = row - half * chunk.count;
            const int64_t position = chunk.image * m_size.length() + positionOf(chunk, number);
            const auto from = problem.projections +
                              (position * kDirections + chunk.direction(half)) * int64_t{m_size.directionWidth()};
            const int to = (half * kSs2dChunkSteps + number) * Layout::rowWords(m_size.rank);
            if (column < 2)
                m_rows[to + column] = toFloat(from[m_size.rank + column]); // B and C come last in the projections
            else
                fillLow(from, column - 2, to + Layout::kLow + column - 2);
        }
        m_machine.sync();
    }

    DASS_DEVICE int position(int number) const { return m_positions[number]; }
    // Of its values in the image.
    DASS_DEVICE int offset(int number) const { return m_positions[kSs2dChunkSteps + number]; }
    DASS_DEVICE typename Machine::template Shared<float> row(int half, int number) const
    {
        return m_rows + (half * kSs2dChunkSteps + number) * Layout::rowWords(m_size.rank);
    }
    // The same row's bits.
    DASS_DEVICE typename Machine::template Shared<uint32_t> words(int half, int number) const
    {
        return m_words + (half * kSs2dChunkSteps + number) * Layout::rowWords(m_size.rank);
    }

private:
    // Word `word` of dt_low.
    template <class From>
    DASS_DEVICE void fillLow(const From& from, int word, int to) const
    {
        if constexpr (kTiled) {
            const uint32_t low = 2 * word < m_size.rank ? from[2 * word].bits : 0;
            const uint32_t high = 2 * word + 1 < m_size.rank ? from[2 * word + 1].bits : 0;
            m_words[to] = low | high << 16;
        } else {
            m_rows[to] = word < m_size.rank ? toFloat(from[word]) : 0.0F;
        }
    }

    DASS_DEVICE int positionOf(const Ss2dChunk& chunk, int number) const
    {
        const int step = chunk.first + number;
        return chunk.pair == 0 ? step : step % m_size.height * m_size.width + step / m_size.height;
    }

    const Machine& m_machine;
    Ss2dSize m_size;
    typename Machine::template Shared<int> m_positions;  // [2][steps]: positions, offsets
    typename Machine::template Shared<float> m_rows;     // [2][steps][rowWords]
    typename Machine::template Shared<uint32_t> m_words; // the same memory
};

} // namespace dass::cuda
