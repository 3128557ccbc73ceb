#pragma once

// ss2d on an image that is too high for memory, a tile of rows at a time. The result is ss2d's, to rounding, for any
// division into tiles; what is kept between tiles does not depend on their number. CPU, without gradients.
//
// What crosses the border between two tiles (height is the outer dimension here, so a tile is a run of rows):
//   direction 0, row-major, and its reverse 2: one state [N, D].
//   direction 1, column-major, and its reverse 3: a state for every column, and the end of a column is the start of the
//   next one. So a column's start is known only once all of the column before has been seen: its tiles are summarised
//   by (sum of dt, end state from zero), which compose, first over the tiles of a column, then over the columns.
// The first sweep goes over the tiles from the last to the first and needs directions 1 to 3. The second one goes from
// the first to the last and carries the states of directions 0 and 1 along; those of 2 and 3 come from the first
// sweep's record of the tile.

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <mutex>
#include <span>

namespace dass::ops {

// As ss2d's arguments (ops.h).
struct Ss2dParameters
{
    at::Tensor xProjWeight;   // [4, R + 2N, D]
    at::Tensor dtProjsWeight; // [4, D, R]
    at::Tensor dtProjsBias;   // [4, D]
    at::Tensor aLogs;         // [4*D, N]
    at::Tensor ds;            // [4*D]
};

// One image, once: summarise() for every tile from the last to the first, then scan() for every tile from the first to
// the last. Throws c10::Error on mismatched shapes.
//
// Several tiles may be worked on at once, a thread each. Channels know nothing of each other, so they are divided into
// blocks, and only what a tile does with the states of a block has to wait until the tile before it has done the same.
class Ss2dTiles
{
public:
    // Runs `part` when it is the tile's turn to work on the states of a block; leaves it out where the pass has ended
    // early, whose results mean nothing then. Called from any thread, for each block once.
    using InTurn = std::function<void(int64_t block, const std::function<void()>& part)>;

    Ss2dTiles(const Ss2dParameters& parameters, int64_t width);

    int64_t blocks() const { return m_blocks; }

    // What one tile's record holds: the states with which directions 2 and 3 come into it. Floats.
    static int64_t recordSize(int64_t width, int64_t channels, int64_t states)
    {
        return width * (states + 1) * channels + states * channels;
    }
    int64_t recordSize() const { return recordSize(m_width, m_channels, m_states); }

    // x [rows, W, D] contiguous, fp32 or bf16 -> [rows * W, 4 (R + 2N)] in x's type, which both sweeps need.
    at::Tensor project(const at::Tensor& x) const;

    // Without inTurn no other tile is worked on meanwhile.
    void summarise(const at::Tensor& x, const at::Tensor& projections, std::span<float> record,
                   const InTurn& inTurn = {});
    at::Tensor scan(const at::Tensor& x, const at::Tensor& projections, std::span<const float> record,
                    const InTurn& inTurn = {}); // [rows, W, D]

private:
    class Tile;
    struct Channels
    {
        int64_t begin = 0;
        int64_t end = 0;
    };
    // Of all columns, in the order in which the direction visits them.
    struct Columns
    {
        at::Tensor states; // [W, N, D]
        at::Tensor dtSums; // [W, D]
    };

    Channels channelsOf(int64_t block) const;
    // [W, c] of some channels -> [W, N, c]
    at::Tensor decayOf(int direction, const Channels& channels, const at::Tensor& dtSums) const;
    at::Tensor columnStarts(int direction, const Columns& totals) const;
    void startSecondSweep();

    Ss2dParameters m_parameters;
    int64_t m_width;
    int64_t m_channels;   // D
    int64_t m_states;     // N
    int64_t m_blockWidth; // channels
    int64_t m_blocks;
    at::Tensor m_rates; // [4, N, D], A

    at::Tensor m_backward; // [N, D] direction 2's state, first sweep
    Columns m_down;        // direction 1's summary of the tiles seen so far, first sweep
    Columns m_up;          // direction 3's

    std::once_flag m_scanning;
    at::Tensor m_forward;  // [N, D] direction 0's state, second sweep
    at::Tensor m_upStarts; // [W, N, D] states with which direction 3 comes into the columns
};

} // namespace dass::ops
