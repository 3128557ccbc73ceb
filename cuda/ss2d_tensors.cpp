#include "cuda/ss2d_tensors.h"

#include "cuda/element_types.h"

#include <ATen/ATen.h>

#include <limits>

namespace dass::cuda {

namespace {

constexpr int64_t kMostRank = 160; // rows of projections of a chunk fill the shared memory

Ss2dSize sizeOf(const at::Tensor& x, const at::Tensor& dtProjsWeight, const at::Tensor& aLogs)
{
    const int64_t rank = dtProjsWeight.size(2);
    TORCH_CHECK(aLogs.size(1) == 1, "ss2d: d_state is ", aLogs.size(1),
                "; the GPU's kernels are for 1, choose the CPU");
    TORCH_CHECK(rank <= kMostRank, "ss2d: the rank of dt is ", rank, "; the GPU's kernels go up to ", kMostRank,
                ", choose the CPU");
    const int64_t imageValues = x.size(1) * x.size(2) * x.size(3);
    TORCH_CHECK(imageValues <= std::numeric_limits<int>::max(), "ss2d: an image of ", x.size(1), " x ", x.size(2),
                " x ", x.size(3), " is too large for the GPU's kernels, choose the CPU or a shorter input");
    return {x.size(0), static_cast<int>(x.size(1)), static_cast<int>(x.size(2)), static_cast<int>(x.size(3)),
            static_cast<int>(rank)};
}

at::Tensor scratch(const at::Tensor& like, at::IntArrayRef sizes)
{
    return at::empty(sizes, like.options().dtype(at::kFloat));
}

float* dataOf(const at::Tensor& tensor)
{
    return tensor.defined() ? tensor.mutable_data_ptr<float>() : nullptr;
}

// With the tensor that the inputs point to besides the arguments.
struct Inputs
{
    at::Tensor dtWeight;    // [4, R, D]
    at::Tensor weightTiles; // scratch
    Ss2dPassInputs pass;
};

Inputs inputsOf(const at::Tensor& x, const at::Tensor& projections, const at::Tensor& dtProjsWeight,
                const at::Tensor& dtProjsBias, const at::Tensor& aLogs, const at::Tensor& ds)
{
    const Ss2dSize size = sizeOf(x, dtProjsWeight, aLogs);
    Inputs inputs{dtProjsWeight.transpose(1, 2).contiguous(), {}, {}};
    if (x.scalar_type() != at::kFloat)
        inputs.weightTiles = at::empty({ss2dWeightTileWords(size)}, x.options().dtype(at::kInt));
    inputs.pass = {size,
                   elementTypeOf(x, "ss2d"),
                   x.const_data_ptr(),
                   projections.const_data_ptr(),
                   inputs.dtWeight.const_data_ptr<float>(),
                   dtProjsBias.const_data_ptr<float>(),
                   aLogs.const_data_ptr<float>(),
                   ds.const_data_ptr<float>(),
                   inputs.weightTiles.defined()
                       ? reinterpret_cast<uint32_t*>(inputs.weightTiles.mutable_data_ptr<int>())
                       : nullptr};
    return inputs;
}

} // namespace

std::tuple<at::Tensor, at::Tensor> ss2dForwardOf(const at::Tensor& x, const at::Tensor& xProjWeight,
                                                 const at::Tensor& dtProjsWeight, const at::Tensor& dtProjsBias,
                                                 const at::Tensor& aLogs, const at::Tensor& ds, const at::Tensor& y,
                                                 bool keepForBackward,
                                                 const std::function<void(const Ss2dForwardPass&)>& run)
{
    const auto size = sizeOf(x, dtProjsWeight, aLogs);
    const auto projections = at::mm(x.flatten(0, 2), xProjWeight.flatten(0, 1).t().to(x.scalar_type()));
    const auto inputs = inputsOf(x, projections, dtProjsWeight, dtProjsBias, aLogs, ds);
    const auto states = scratch(x, {2, size.batch, kDirections, size.chunks(), size.channels});
    const auto saved =
        scratch(x, {keepForBackward ? size.batch : 0, kDirections, size.chunks(), kSs2dTilesOfChunk, size.channels});
    const auto sum = x.scalar_type() == at::kFloat ? y : scratch(x, x.sizes());
    run({inputs.pass, dataOf(states[0]), dataOf(states[1]), keepForBackward ? dataOf(saved) : nullptr, dataOf(sum),
         y.mutable_data_ptr()});
    return {keepForBackward ? projections : at::Tensor(), saved};
}

Ss2dGradients ss2dBackwardOf(const at::Tensor& dy, const at::Tensor& x, const at::Tensor& xProjWeight,
                             const at::Tensor& dtProjsWeight, const at::Tensor& dtProjsBias, const at::Tensor& aLogs,
                             const at::Tensor& ds, const at::Tensor& projections, const at::Tensor& saved,
                             const std::function<void(const Ss2dBackwardPass&)>& run, int64_t blocksWanted)
{
    const auto inputs = inputsOf(x, projections, dtProjsWeight, dtProjsBias, aLogs, ds);
    const Ss2dSize& size = inputs.pass.size;
    const int64_t rank = size.rank;
    const int64_t width = kDirections * size.directionWidth();
    const auto states = scratch(x, {2, size.batch, kDirections, size.chunks(), size.channels});
    const auto dx = scratch(x, x.sizes());
    const auto dProjections = scratch(x, {ss2dBackwardBlocks(size).count, size.batch * size.length(), width});
    const int segments = ss2dSegments(size, blocksWanted);
    const auto gradients = scratch(x, {size.batch * segments, kDirections, rank + kWeightRow, size.channels});
    run({inputs.pass, segments, dtProjsWeight.const_data_ptr<float>(), saved.const_data_ptr<float>(),
         dy.const_data_ptr(), dataOf(states[0]), dataOf(states[1]), dataOf(dx), dataOf(dProjections),
         dataOf(gradients)});

    const auto dRows = dProjections.size(0) == 1 ? dProjections[0] : dProjections.sum(0);
    dx.view({-1, size.channels}).addmm_(dRows, xProjWeight.view({width, size.channels}));
    const auto dXProj = at::mm(dRows.t(), x.view({-1, size.channels}).to(at::kFloat)).view_as(xProjWeight);
    const auto parameters = gradients.sum(0); // [4, R + 3, D]
    return {dx.to(x.scalar_type()),
            dXProj,
            parameters.narrow(1, kWeightRow, rank).transpose(1, 2).contiguous(),
            parameters.select(1, kBiasRow).contiguous(),
            parameters.select(1, kALogRow).reshape(aLogs.sizes()),
            parameters.select(1, kSkipRow).reshape(ds.sizes())};
}

void ss2dTileOf(const at::Tensor& x, const at::Tensor& projections, const at::Tensor& dtProjsWeight,
                const at::Tensor& dtProjsBias, const at::Tensor& aLogs, const at::Tensor& ds, const at::Tensor& starts,
                const at::Tensor& ends, const at::Tensor& dtSums, const at::Tensor& y,
                const std::function<void(const Ss2dTilePass&)>& run)
{
    const at::Tensor image = x.unsqueeze(0);
    const auto inputs = inputsOf(image, projections, dtProjsWeight, dtProjsBias, aLogs, ds);
    const Ss2dSize& size = inputs.pass.size;
    const auto states = scratch(x, {2, kDirections, size.chunksOfTile(), size.channels});
    const bool wantsY = y.numel() > 0;
    const auto sum = !wantsY || x.scalar_type() == at::kFloat ? y : scratch(x, x.sizes());
    run({inputs.pass, starts.const_data_ptr<float>(), dataOf(ends), dataOf(dtSums), dataOf(states[0]),
         dataOf(states[1]), wantsY ? dataOf(sum) : nullptr, wantsY ? y.mutable_data_ptr() : nullptr});
}

} // namespace dass::cuda
