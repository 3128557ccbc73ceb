#pragma once

// What the forward passes of ss2d on the CPU share: the kernels' view of tensors, and the division of channels among
// threads.

#include "core/ops/ss2d.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <cstdint>

namespace dass::ops {

inline constexpr int64_t kSs2dGroup = 16; // channels; every vector's lanes divide it

// x [B, H, W, D]; the tensors must outlive what is returned.
inline Ss2dInputs ss2dInputs(const at::Tensor& x, const at::Tensor& projections, const at::Tensor& dtProjsWeight,
                             const at::Tensor& dtProjsBias, const at::Tensor& aLogs, const at::Tensor& ds)
{
    TORCH_CHECK(x.scalar_type() == at::kFloat || x.scalar_type() == at::kBFloat16, "ss2d: x is ", x.scalar_type(),
                ", wanted Float or BFloat16");
    return {{x.size(0), x.size(1), x.size(2), x.size(3), dtProjsWeight.size(2), aLogs.size(1)},
            x.scalar_type() == at::kFloat ? ElementType::Float32 : ElementType::BFloat16,
            x.const_data_ptr(),
            projections.const_data_ptr(),
            dtProjsWeight.const_data_ptr<float>(),
            dtProjsBias.const_data_ptr<float>(),
            aLogs.const_data_ptr<float>(),
            ds.const_data_ptr<float>()};
}

// [dt_low, B, C] of all directions at every position of x [B, H, W, D], in x's type.
inline at::Tensor ss2dProjections(const at::Tensor& x, const at::Tensor& xProjWeight)
{
    return at::mm(x.flatten(0, 2), xProjWeight.flatten(0, 1).t().to(x.scalar_type()));
}

struct Ss2dChannelBlocks
{
    int64_t width; // channels of one block, a multiple of 16
    int64_t count;
};

// Blocks as wide as the first-level cache likes, as many as keep the threads evenly busy with so many of each.
inline Ss2dChannelBlocks divideChannels(int64_t channels, int64_t ofEach)
{
    constexpr int64_t groupsPerBlock = 4;
    const int64_t threads = at::get_num_threads();
    const int64_t groups = (channels + kSs2dGroup - 1) / kSs2dGroup;
    int64_t blocks = (groups + groupsPerBlock - 1) / groupsPerBlock;
    while (blocks < groups && ofEach * blocks % threads != 0)
        ++blocks;
    const int64_t perBlock = (groups + blocks - 1) / blocks;
    return {perBlock * kSs2dGroup, (groups + perBlock - 1) / perBlock};
}

template <typename Body>
void forEachUnit(int64_t count, const Body& body)
{
    at::parallel_for(0, count, 1, [&](int64_t begin, int64_t end) {
        for (int64_t unit = begin; unit < end; ++unit)
            body(unit);
    });
}

} // namespace dass::ops
