#pragma once

#include "core/ops/selective_scan.h"

#include <ATen/core/Tensor.h>

#include <optional>

namespace dass::ops {

// Where the tensors of the operator selective_scan() lie, which must be contiguous fp32 and outlive what is returned.
inline SelectiveScanInputs selectiveScanInputs(const at::Tensor& u, const at::Tensor& delta, const at::Tensor& A,
                                               const at::Tensor& B, const at::Tensor& C,
                                               const std::optional<at::Tensor>& D,
                                               const std::optional<at::Tensor>& deltaBias, bool deltaSoftplus)
{
    const auto dataOrNull = [](const std::optional<at::Tensor>& tensor) {
        return tensor.has_value() ? tensor->const_data_ptr<float>() : nullptr;
    };
    return {u.size(0),
            B.size(1),
            u.size(1) / B.size(1),
            A.size(1),
            u.size(2),
            u.const_data_ptr<float>(),
            delta.const_data_ptr<float>(),
            A.const_data_ptr<float>(),
            B.const_data_ptr<float>(),
            C.const_data_ptr<float>(),
            dataOrNull(D),
            dataOrNull(deltaBias),
            deltaSoftplus};
}

} // namespace dass::ops
