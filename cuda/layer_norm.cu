#include "cuda/cuda_machine.cuh"
#include "cuda/element_dispatch.h"
#include "cuda/launch.h"
#include "cuda/layer_norm.cuh"

namespace dass::cuda {

void launchLayerNorm(const LayerNormForwardPass& pass, CUstream_st* stream)
{
    forElement(pass.type, [&](auto element) { layerNorm<decltype(element)>(CudaLauncher(stream), pass); });
}

void launchLayerNorm(const LayerNormBackwardPass& pass, CUstream_st* stream)
{
    forElement(pass.forward.type, [&](auto element) { layerNorm<decltype(element)>(CudaLauncher(stream), pass); });
}

} // namespace dass::cuda
