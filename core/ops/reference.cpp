#include "core/ops/reference.h"

#include <ATen/ATen.h>

#include <vector>

namespace dass::ops::reference {

at::Tensor selectiveScan(const at::Tensor& u, const at::Tensor& delta, const at::Tensor& A, const at::Tensor& B,
                         const at::Tensor& C, const at::Tensor& D, const at::Tensor& deltaBias, bool deltaSoftplus)
{
    const int64_t batch = u.size(0);
    const int64_t channels = u.size(1);
    const int64_t length = u.size(2);
    const int64_t groups = B.size(1);
    const int64_t states = A.size(1);
    const int64_t perGroup = channels / groups;

    const auto uF = u.to(at::kFloat);
    auto dt = delta.to(at::kFloat);
    if (deltaBias.defined())
        dt = dt + deltaBias.to(at::kFloat).unsqueeze(-1);
    if (deltaSoftplus)
        dt = at::softplus(dt);
    const auto expand = [&](const at::Tensor& perGroupTensor) { // [B, K, N, L] -> [B, K*D, N, L]
        return perGroupTensor.to(at::kFloat).repeat_interleave(perGroup, 1);
    };
    const auto bFull = expand(B);
    const auto cFull = expand(C);
    const auto decay = at::exp(dt.unsqueeze(2) * A.to(at::kFloat).unsqueeze(-1)); // [B, K*D, N, L]
    const auto input = (dt * uF).unsqueeze(2) * bFull;

    auto h = at::zeros({batch, channels, states}, uF.options());
    std::vector<at::Tensor> y;
    y.reserve(static_cast<size_t>(length));
    for (int64_t t = 0; t < length; ++t) {
        h = decay.select(3, t) * h + input.select(3, t);
        y.push_back((h * cFull.select(3, t)).sum(-1));
    }
    auto out = length > 0 ? at::stack(y, -1) : at::zeros_like(uF);
    if (D.defined())
        out = out + uF * D.to(at::kFloat).unsqueeze(-1);
    return out.to(u.scalar_type());
}

at::Tensor crossScan(const at::Tensor& x)
{
    const auto rowMajor = x.flatten(2);
    const auto columnMajor = x.transpose(2, 3).flatten(2);
    return at::stack({rowMajor, columnMajor, rowMajor.flip({-1}), columnMajor.flip({-1})}, 1);
}

at::Tensor crossMerge(const at::Tensor& y, int64_t height, int64_t width)
{
    const auto rowMajor = y.select(1, 0) + y.select(1, 2).flip({-1});
    const auto columnMajor = y.select(1, 1) + y.select(1, 3).flip({-1});
    return rowMajor + columnMajor.unflatten(-1, {width, height}).transpose(2, 3).flatten(2);
}

at::Tensor ss2d(const at::Tensor& x, const at::Tensor& xProjWeight, const at::Tensor& dtProjsWeight,
                const at::Tensor& dtProjsBias, const at::Tensor& aLogs, const at::Tensor& ds)
{
    const int64_t batch = x.size(0);
    const int64_t height = x.size(1);
    const int64_t width = x.size(2);
    const int64_t channels = x.size(3);
    const int64_t states = aLogs.size(1);
    const int64_t rank = dtProjsWeight.size(2);

    const auto sequences = crossScan(x.to(at::kFloat).permute({0, 3, 1, 2})); // [B, 4, D, L]
    const auto projected = at::matmul(xProjWeight, sequences);                // [B, 4, R + 2N, L]
    const auto parts = projected.split_with_sizes({rank, states, states}, 2);
    const auto delta = at::matmul(dtProjsWeight, parts[0]); // [B, 4, D, L]
    const auto y = selectiveScan(sequences.flatten(1, 2), delta.flatten(1, 2), -at::exp(aLogs), parts[1], parts[2], ds,
                                 dtProjsBias.flatten(), true);
    return crossMerge(y.view({batch, 4, channels, height * width}), height, width)
        .view({batch, channels, height, width})
        .permute({0, 2, 3, 1})
        .contiguous()
        .to(x.scalar_type());
}

at::Tensor depthwiseConv3x3Silu(const at::Tensor& x, const at::Tensor& weight)
{
    const auto channelsFirst = x.to(at::kFloat).permute({0, 3, 1, 2});
    const auto z = at::conv2d(channelsFirst, weight, {}, 1, 1, 1, x.size(3));
    return at::silu(z).permute({0, 2, 3, 1}).contiguous().to(x.scalar_type());
}

} // namespace dass::ops::reference
