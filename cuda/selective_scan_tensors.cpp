#include "cuda/selective_scan_tensors.h"

#include "core/ops/selective_scan_tensors.h"

#include <ATen/ATen.h>

namespace dass::cuda {

namespace {

ops::SelectiveScanInputs inputsOf(const at::Tensor& u, const at::Tensor& delta, const at::Tensor& A,
                                  const at::Tensor& B, const at::Tensor& C, const std::optional<at::Tensor>& D,
                                  const std::optional<at::Tensor>& deltaBias, bool deltaSoftplus)
{
    TORCH_CHECK(A.size(1) <= kScanMostStates, "selectiveScan: A has ", A.size(1),
                " states; the GPU's kernels go up to ", kScanMostStates, ", choose the CPU");
    return ops::selectiveScanInputs(u, delta, A, B, C, D, deltaBias, deltaSoftplus);
}

} // namespace

std::tuple<at::Tensor, at::Tensor>
scanForwardOf(const at::Tensor& u, const at::Tensor& delta, const at::Tensor& A, const at::Tensor& B,
              const at::Tensor& C, const std::optional<at::Tensor>& D, const std::optional<at::Tensor>& deltaBias,
              bool deltaSoftplus, bool keepForBackward, const std::function<void(const ScanForwardPass&)>& run)
{
    const auto inputs = inputsOf(u, delta, A, B, C, D, deltaBias, deltaSoftplus);
    const auto y = at::empty_like(u);
    const auto chunkStates =
        at::empty({keepForBackward ? inputs.batch : 0, u.size(1), inputs.chunks(), inputs.states}, u.options());
    run({inputs, y.mutable_data_ptr<float>(), keepForBackward ? chunkStates.mutable_data_ptr<float>() : nullptr});
    return {y, chunkStates};
}

ScanGradients scanBackwardOf(const at::Tensor& dy, const at::Tensor& u, const at::Tensor& delta, const at::Tensor& A,
                             const at::Tensor& B, const at::Tensor& C, const std::optional<at::Tensor>& D,
                             const std::optional<at::Tensor>& deltaBias, bool deltaSoftplus,
                             const at::Tensor& chunkStates, const std::function<void(const ScanBackwardPass&)>& run)
{
    const auto inputs = inputsOf(u, delta, A, B, C, D, deltaBias, deltaSoftplus);
    const auto make = [&](at::IntArrayRef sizes) { return at::empty(sizes, u.options()); };
    const auto du = at::empty_like(u);
    const auto dDelta = at::empty_like(u);
    const auto dA = make({inputs.batch, u.size(1), inputs.states});
    const auto dSkip = make({inputs.batch, u.size(1)});
    const auto dBias = make({inputs.batch, u.size(1)});
    const auto dB = make({scanBlocks(inputs), B.size(0), B.size(1), B.size(2), B.size(3)});
    const auto dC = at::empty_like(dB);
    const auto dataOf = [](const at::Tensor& tensor) { return tensor.mutable_data_ptr<float>(); };
    run({inputs, dy.const_data_ptr<float>(), chunkStates.const_data_ptr<float>(), dataOf(du), dataOf(dDelta),
         dataOf(dA), dataOf(dSkip), dataOf(dBias), dataOf(dB), dataOf(dC)});
    return {du, dDelta, dA.sum(0), dB.sum(0), dC.sum(0), dSkip.sum(0), dBias.sum(0)};
}

} // namespace dass::cuda
