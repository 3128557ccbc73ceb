#pragma once

#include "core/model/tagging_model.h"

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace dass {

// Pools steps that come in order (Dass::pool), tile by tile.
class TilePool
{
public:
    TilePool(Pooling pooling, std::int64_t width); // width: steps in all

    void add(std::int64_t first, const at::Tensor& steps); // [n, D], fp32, from step `first` on
    at::Tensor value() const;                              // [1, D], after the last of them

private:
    Pooling m_pooling;
    std::int64_t m_width;
    std::int64_t m_wanted; // the step, where it is one
    at::Tensor m_value;
};

} // namespace dass
