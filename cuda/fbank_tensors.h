#pragma once

// The filterbank's passes on tensors, as ss2d_tensors.h.

#include "cuda/fbank_pass.h"

#include <ATen/core/Tensor.h>

#include <functional>

namespace dass::cuda {

// Arguments as ops::Fbank's, contiguous and checked. Fills y [clips, frames, 128], some clips a run.
void fbankOf(const at::Tensor& sound, const at::Tensor& tables, at::IntArrayRef starts, at::IntArrayRef samples,
             const at::Tensor& y, const std::function<void(const FbankPass&)>& run);

} // namespace dass::cuda
