#include "cuda/cuda_machine.cuh"
#include "cuda/fbank.cuh"
#include "cuda/launch.h"

namespace dass::cuda {

void launchFbank(const FbankPass& pass, CUstream_st* stream)
{
    fbankForward(CudaLauncher(stream), pass);
}

} // namespace dass::cuda
