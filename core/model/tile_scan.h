#pragma once

#include "core/ops/ss2d_tiles.h"

#include <ATen/core/Tensor.h>

#include <cstddef>
#include <cstdint>
#include <memory>

namespace dass {

// The scan of one block over the tiles of a recording, in two sweeps (ss2d_tiles.h), on the CPU or on a device. Images
// are time-major: x [columns, H, D]. Throws what torch throws.
class TileScan
{
public:
    using InTurn = ops::Ss2dTiles::InTurn;

    virtual ~TileScan() = default;

    // Through which the tiles go one after the other where several are in work; 0: one at a time is worked on.
    virtual std::size_t gates() const = 0;

    // What both sweeps need, [columns * H, …] in x's type.
    virtual at::Tensor project(const at::Tensor& x) const = 0;

    // The tile's record for scan(), ops::Ss2dTiles::recordSize() values in rows of D, fp32.
    virtual at::Tensor summarise(const at::Tensor& x, const at::Tensor& projections, const InTurn& inTurn) = 0;
    virtual at::Tensor scan(const at::Tensor& x, const at::Tensor& projections, const at::Tensor& record,
                            const InTurn& inTurn) = 0; // [columns, H, D]

    // parameters: of the image as the model has it, mel outside, on the device where the tiles will be. height: mel.
    static std::unique_ptr<TileScan> onCpu(const ops::Ss2dParameters& parameters, std::int64_t height);
    static std::unique_ptr<TileScan> onDevice(const ops::Ss2dParameters& parameters, std::int64_t height);
};

} // namespace dass
