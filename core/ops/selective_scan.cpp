#include "core/ops/ops.h"
#include "core/ops/reference.h"

namespace dass::ops {

at::Tensor selectiveScan(const at::Tensor& u, const at::Tensor& delta, const at::Tensor& A, const at::Tensor& B,
                         const at::Tensor& C, const at::Tensor& D, const at::Tensor& deltaBias, bool deltaSoftplus)
{
    return reference::selectiveScan(u, delta, A, B, C, D, deltaBias, deltaSoftplus);
}

} // namespace dass::ops
