#include "cuda/ss2d_launch.cuh"

namespace dass::cuda {

template void launchSs2dOf<float>(const Ss2dForwardPass& pass, CUstream_st* stream);
template void launchSs2dOf<float>(const Ss2dBackwardPass& pass, CUstream_st* stream);

} // namespace dass::cuda
