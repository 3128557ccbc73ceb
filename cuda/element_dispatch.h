#pragma once

#include "core/ops/element_type.h"
#include "cuda/elements.cuh"

namespace dass::cuda {

// Calls body with a value of the type that activations are stored in.
template <class Body>
void forElement(ops::ElementType type, const Body& body)
{
    switch (type) {
    case ops::ElementType::Float32:
        return body(float());
    case ops::ElementType::Float16:
        return body(Float16());
    case ops::ElementType::BFloat16:
        return body(BFloat16());
    }
}

} // namespace dass::cuda
