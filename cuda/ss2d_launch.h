#pragma once

// ss2d's passes on a CUDA stream of the current device. Throws std::runtime_error with CUDA's words where a launch is
// refused; what goes wrong later shows at the stream's next synchronisation, as everywhere in CUDA.

#include "cuda/ss2d_pass.h"

struct CUstream_st; // what cudaStream_t points to

namespace dass::cuda {

void launchSs2d(const Ss2dForwardPass& pass, CUstream_st* stream);
void launchSs2d(const Ss2dBackwardPass& pass, CUstream_st* stream);
void launchSs2d(const Ss2dTilePass& pass, CUstream_st* stream);

// For one type of activations each, in a unit of its own.
template <class Element>
void launchSs2dOf(const Ss2dForwardPass& pass, CUstream_st* stream);
template <class Element>
void launchSs2dOf(const Ss2dBackwardPass& pass, CUstream_st* stream);
template <class Element>
void launchSs2dTileOf(const Ss2dTilePass& pass, CUstream_st* stream);

} // namespace dass::cuda
