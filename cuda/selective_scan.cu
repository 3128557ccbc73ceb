#include "cuda/cuda_machine.cuh"
#include "cuda/launch.h"
#include "cuda/selective_scan.cuh"

namespace dass::cuda {

void launchSelectiveScan(const ScanForwardPass& pass, CUstream_st* stream)
{
    selectiveScan(CudaLauncher(stream), pass);
}

void launchSelectiveScan(const ScanBackwardPass& pass, CUstream_st* stream)
{
    selectiveScan(CudaLauncher(stream), pass);
}

} // namespace dass::cuda
