#pragma once

// The selective scan's passes on tensors, as ss2d_tensors.h.

#include "cuda/selective_scan_pass.h"

#include <ATen/core/Tensor.h>

#include <functional>
#include <optional>
#include <tuple>

namespace dass::cuda {

// Arguments as those of dass::selective_scan_forward: ops::selectiveScan's, fp32, contiguous and checked. Returns y
// and, if asked for, the state before each chunk [B, K*D, chunks, N].
std::tuple<at::Tensor, at::Tensor>
scanForwardOf(const at::Tensor& u, const at::Tensor& delta, const at::Tensor& A, const at::Tensor& B,
              const at::Tensor& C, const std::optional<at::Tensor>& D, const std::optional<at::Tensor>& deltaBias,
              bool deltaSoftplus, bool keepForBackward, const std::function<void(const ScanForwardPass&)>& run);

// Gradients by u, delta, A, B, C, D and deltaBias; whoever has no D or deltaBias ignores theirs.
using ScanGradients = std::tuple<at::Tensor, at::Tensor, at::Tensor, at::Tensor, at::Tensor, at::Tensor, at::Tensor>;

ScanGradients scanBackwardOf(const at::Tensor& dy, const at::Tensor& u, const at::Tensor& delta, const at::Tensor& A,
                             const at::Tensor& B, const at::Tensor& C, const std::optional<at::Tensor>& D,
                             const std::optional<at::Tensor>& deltaBias, bool deltaSoftplus,
                             const at::Tensor& chunkStates, const std::function<void(const ScanBackwardPass&)>& run);

} // namespace dass::cuda
