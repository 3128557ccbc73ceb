#pragma once

// The bodies of launchSs2dOf, for a unit (.cu) of each type of activations. What a pass points to, with the shape of
// each, is in ss2d_pass.h: row-major without gaps between rows, aligned as one element of its type is (the kernels load
// element by element, words of weightTiles apart, which are 4 bytes), all on the stream's device and there until the
// stream has come past the launches. Element is what `inputs.type` says: nothing checks it here. No two of the pointers
// may overlap, but for `sum`, which is y where that is fp32.

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
