#include "cuda/cuda_machine.cuh"
#include "cuda/ss2d_launch.h"
#include "cuda/ss2d_tile.cuh"

namespace dass::cuda {

template <>
void launchSs2dTileOf<Float16>(const Ss2dTilePass& pass, CUstream_st* stream)
{
    forRank(pass.inputs.size.rank,
            [&](auto rank) { ss2dTile<Float16, decltype(rank)::value>(CudaLauncher(stream), pass); });
}

} // namespace dass::cuda
