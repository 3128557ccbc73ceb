#pragma once

// The passes of layer normalisation, depthwise convolution, selective scan and filterbank on a CUDA stream of the
// current device, as ss2d_launch.h.

#include "cuda/depthwise_conv_pass.h"
#include "cuda/fbank_pass.h"
#include "cuda/layer_norm_pass.h"
#include "cuda/selective_scan_pass.h"

struct CUstream_st; // what cudaStream_t points to

namespace dass::cuda {

void launchLayerNorm(const LayerNormForwardPass& pass, CUstream_st* stream);
void launchLayerNorm(const LayerNormBackwardPass& pass, CUstream_st* stream);
void launchDepthwiseConv(const ConvForwardPass& pass, CUstream_st* stream);
void launchDepthwiseConv(const ConvBackwardPass& pass, CUstream_st* stream);

void launchSelectiveScan(const ScanForwardPass& pass, CUstream_st* stream);
void launchSelectiveScan(const ScanBackwardPass& pass, CUstream_st* stream);
void launchFbank(const FbankPass& pass, CUstream_st* stream);

} // namespace dass::cuda
