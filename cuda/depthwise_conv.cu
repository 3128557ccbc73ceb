#include "cuda/cuda_machine.cuh"
#include "cuda/depthwise_conv.cuh"
#include "cuda/element_dispatch.h"
#include "cuda/launch.h"

namespace dass::cuda {

void launchDepthwiseConv(const ConvForwardPass& pass, CUstream_st* stream)
{
    forElement(pass.type, [&](auto element) { depthwiseConv<decltype(element)>(CudaLauncher(stream), pass); });
}

void launchDepthwiseConv(const ConvBackwardPass& pass, CUstream_st* stream)
{
    forElement(pass.forward.type, [&](auto element) { depthwiseConv<decltype(element)>(CudaLauncher(stream), pass); });
}

} // namespace dass::cuda
