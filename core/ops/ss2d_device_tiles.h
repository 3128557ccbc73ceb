#pragma once

// Ss2dTiles (ss2d_tiles.h) on a GPU: ss2d on an image that is too high for its memory, a tile of rows at a time, in the
// same two sweeps. d_state 1; without gradients. The kernel is the plugin's alone.

#include "core/ops/ss2d_tiles.h"

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace dass::ops {

// One image, once: summarise() for every tile from the last to the first, then scan() for every tile from the first to
// the last; one thread, in the order of its device. Parameters and images lie there. Throws c10::Error on mismatched
// shapes.
class Ss2dDeviceTiles
{
public:
    Ss2dDeviceTiles(const Ss2dParameters& parameters, int64_t width);

    // x [rows, W, D] contiguous, fp32, fp16 or bf16 -> [rows * W, 4 (R + 2)] in x's type, which both sweeps need.
    at::Tensor project(const at::Tensor& x) const;

    // The tile's record, Ss2dTiles::recordSize() floats on the device, for scan(): the states with which directions 2
    // and 3 come into it.
    at::Tensor summarise(const at::Tensor& x, const at::Tensor& projections);                      // [1 + 2 W, D]
    at::Tensor scan(const at::Tensor& x, const at::Tensor& projections, const at::Tensor& record); // [rows, W, D]

private:
    // What leaves a tile: of each run (direction 0; direction 1's columns; direction 2; direction 3's), [2 (1 + W), D].
    struct Ends
    {
        at::Tensor states;
        at::Tensor dtSums;
    };

    void check(const at::Tensor& x, const at::Tensor& projections) const;
    Ends run(const at::Tensor& x, const at::Tensor& projections, const at::Tensor& starts, const at::Tensor& y) const;
    at::Tensor columnStarts(int direction, const at::Tensor& states, const at::Tensor& dtSums) const;
    void startSecondSweep();

    Ss2dParameters m_parameters;
    int64_t m_width;
    int64_t m_channels;
    at::Tensor m_rates;  // [4, D], A
    at::Tensor m_starts; // [2 (1 + W), D] that come into the next tile: first sweep directions 2 and 3, second 0 and 1
    at::Tensor m_downs;  // [W, D] direction 1's summary of the tiles seen so far, first sweep: end states from zero,
    at::Tensor m_downSums; // [W, D] and sums of dt
    at::Tensor m_upSums;   // [W, D] direction 3's
    at::Tensor m_upStarts; // [W, D] with which direction 3 comes into the columns; undefined in the first sweep
};

} // namespace dass::ops
