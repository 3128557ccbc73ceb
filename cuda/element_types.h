#pragma once

#include "core/ops/element_type.h"

#include <ATen/core/Tensor.h>

namespace dass::cuda {

// The kernels' name for a tensor's type; throws c10::Error, naming the operator, for any other.
inline ops::ElementType elementTypeOf(const at::Tensor& tensor, const char* operatorName)
{
    switch (tensor.scalar_type()) {
    case at::kFloat:
        return ops::ElementType::Float32;
    case at::kHalf:
        return ops::ElementType::Float16;
    case at::kBFloat16:
        return ops::ElementType::BFloat16;
    default:
        TORCH_CHECK(false, operatorName, ": x is ", tensor.scalar_type(), ", wanted Float, Half or BFloat16");
    }
}

} // namespace dass::cuda
