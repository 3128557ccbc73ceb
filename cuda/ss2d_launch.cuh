#pragma once

#include "cuda/cuda_machine.cuh"
#include "cuda/ss2d_launch.h"
#include "cuda/ss2d_passes.cuh"

namespace dass::cuda {

template <class Element>
void launchSs2dOf(const Ss2dForwardPass& pass, CUstream_st* stream)
{
    forRank(pass.inputs.size.rank,
            [&](auto rank) { ss2dForward<Element, decltype(rank)::value>(CudaLauncher(stream), pass); });
}

template <class Element>
void launchSs2dOf(const Ss2dBackwardPass& pass, CUstream_st* stream)
{
    forRank(pass.inputs.size.rank,
            [&](auto rank) { ss2dBackward<Element, decltype(rank)::value>(CudaLauncher(stream), pass); });
}

} // namespace dass::cuda
