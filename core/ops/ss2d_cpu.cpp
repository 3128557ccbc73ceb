#include "core/ops/ss2d_cpu.h"

#include "core/ops/ss2d_kernels.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <cmath>
#include <tuple>
#include <vector>

namespace dass::ops {

namespace {

Ss2dShape shapeOf(const at::Tensor& x, const at::Tensor& dtProjsWeight, const at::Tensor& aLogs)
{
    return {x.size(0), x.size(1), x.size(2), x.size(3), dtProjsWeight.size(2), aLogs.size(1)};
}

int64_t positionAt(const Ss2dShape& shape, int direction, int64_t step)
{
    if (direction >= 2)
        step = shape.length() - 1 - step;
    if (direction % 2 == 0)
        return step;
    return step % shape.height * shape.width + step / shape.height;
}

float softplus(float z)
{
    return std::max(z, 0.0F) + std::log1p(std::exp(-std::abs(z)));
}

} // namespace

std::tuple<at::Tensor, at::Tensor> ss2dForwardCpu(const at::Tensor& x, const at::Tensor& xProjWeight,
                                                  const at::Tensor& dtProjsWeight, const at::Tensor& dtProjsBias,
                                                  const at::Tensor& aLogs, const at::Tensor& ds, const at::Tensor& y,
                                                  bool keepForBackward)
{
    const auto s = shapeOf(x, dtProjsWeight, aLogs);
    const bool isFloat = x.scalar_type() == at::kFloat;
    const auto weight = xProjWeight.view({s.projectionWidth(), s.channels}).t().to(x.scalar_type());
    const auto projections = at::mm(x.view({-1, s.channels}), weight);
    auto chunkStates = at::empty({keepForBackward ? s.batch : 0, kDirections, s.chunks(), s.states, s.channels},
                                 x.options().dtype(at::kFloat));
    const auto sum = isFloat ? y : at::empty_like(x, at::kFloat);
    const Ss2dInputs inputs{s,
                            isFloat ? ElementType::Float32 : ElementType::BFloat16,
                            x.const_data_ptr(),
                            projections.const_data_ptr(),
                            dtProjsWeight.const_data_ptr<float>(),
                            dtProjsBias.const_data_ptr<float>(),
                            aLogs.const_data_ptr<float>(),
                            ds.const_data_ptr<float>()};
    const int64_t block = 48;
    const int64_t blocks = (s.channels + block - 1) / block;
    float* const sums = sum.data_ptr<float>();
    float* const states = keepForBackward ? chunkStates.data_ptr<float>() : nullptr;
    at::parallel_for(0, s.batch * blocks, 1, [&](int64_t begin, int64_t end) {
        for (int64_t unit = begin; unit < end; ++unit) {
            const int64_t b = unit / blocks;
            const int64_t channel = unit % blocks * block;
            for (int k = 0; k < kDirections; ++k) {
                Ss2dSweep sweep{};
                sweep.image = b;
                sweep.channelBegin = channel;
                sweep.channelEnd = std::min(channel + block, s.channels);
                sweep.direction = k;
                sweep.stepEnd = s.length();
                sweep.y = sums + b * s.length() * s.channels + channel;
                sweep.yStride = s.channels;
                sweep.accumulate = k > 0;
                if (keepForBackward)
                    sweep.chunkStates = states + (b * kDirections + k) * s.chunks() * s.states * s.channels;
                ss2dSweepCpu(inputs, sweep);
            }
        }
    });
    if (!isFloat)
        y.copy_(sum);
    return {projections, chunkStates};
}

Ss2dGradients ss2dBackwardCpu(const at::Tensor& dy, const at::Tensor& x, const at::Tensor& xProjWeight,
                              const at::Tensor& dtProjsWeight, const at::Tensor& dtProjsBias, const at::Tensor& aLogs,
                              const at::Tensor& ds, const at::Tensor& projections, const at::Tensor& chunkStates)
{
    const auto s = shapeOf(x, dtProjsWeight, aLogs);
    const auto xF = x.to(at::kFloat);
    const auto dyF = dy.to(at::kFloat);
    const auto decay = -at::exp(aLogs);
    auto dx = at::zeros_like(xF);
    auto dProjections = at::zeros_like(projections);
    const auto zerosPerBatch = [&](const at::Tensor& like) {
        auto sizes = like.sizes().vec();
        sizes.insert(sizes.begin(), s.batch);
        return at::zeros(sizes, like.options());
    };
    auto dW = zerosPerBatch(dtProjsWeight);
    auto dBias = zerosPerBatch(dtProjsBias);
    auto dA = zerosPerBatch(aLogs);
    auto dD = zerosPerBatch(ds);
    at::parallel_for(0, s.batch, 1, [&](int64_t begin, int64_t end) {
        const auto n1 = static_cast<size_t>(s.states);
        std::vector<float> h(n1 * (kSs2dChunk + 1));
        std::vector<float> g(n1);
        for (int64_t unit = begin * s.channels; unit < end * s.channels; ++unit) {
            const int64_t b = unit / s.channels;
            const int64_t d = unit % s.channels;
            for (int k = 0; k < kDirections; ++k) {
                std::fill(g.begin(), g.end(), 0.0F);
                const int64_t kd = k * s.channels + d;
                const float* w = dtProjsWeight.const_data_ptr<float>() + kd * s.rank;
                const float bias = dtProjsBias.const_data_ptr<float>()[kd];
                const float* a = decay.const_data_ptr<float>() + kd * s.states;
                const float skip = ds.const_data_ptr<float>()[kd];
                float* dw = dW.data_ptr<float>() + (b * kDirections * s.channels + kd) * s.rank;
                float* da = dA.data_ptr<float>() + (b * kDirections * s.channels + kd) * s.states;
                float& dbias = dBias.data_ptr<float>()[b * kDirections * s.channels + kd];
                float& dskip = dD.data_ptr<float>()[b * kDirections * s.channels + kd];
                const auto at = [&](int64_t step) {
                    const int64_t row = b * s.length() + positionAt(s, k, step);
                    const int64_t offset = row * s.projectionWidth() + k * (s.rank + 2 * s.states);
                    const float* p = projections.const_data_ptr<float>() + offset;
                    float z = bias;
                    for (int64_t r = 0; r < s.rank; ++r)
                        z += w[r] * p[r];
                    return std::tuple{row * s.channels + d, p, dProjections.data_ptr<float>() + offset, z};
                };
                for (int64_t chunk = s.chunks() - 1; chunk >= 0; --chunk) {
                    const int64_t first = chunk * kSs2dChunk;
                    const int64_t last = std::min(first + kSs2dChunk, s.length());
                    const float* start = chunkStates.const_data_ptr<float>() +
                                         ((b * kDirections + k) * s.chunks() + chunk) * s.states * s.channels;
                    for (size_t n = 0; n < n1; ++n)
                        h[n] = start[static_cast<int64_t>(n) * s.channels + d];
                    for (int64_t step = first; step < last; ++step) {
                        const auto [i, p, dp, z] = at(step);
                        const float dt = softplus(z);
                        const float in = xF.const_data_ptr<float>()[i];
                        const auto from = static_cast<size_t>(step - first) * n1;
                        for (size_t n = 0; n < n1; ++n)
                            h[from + n1 + n] =
                                std::exp(dt * a[n]) * h[from + n] + dt * p[static_cast<size_t>(s.rank) + n] * in;
                    }
                    for (int64_t step = last - 1; step >= first; --step) {
                        const auto [i, p, dp, z] = at(step);
                        const float dt = softplus(z);
                        const float in = xF.const_data_ptr<float>()[i];
                        const float gy = dyF.const_data_ptr<float>()[i];
                        const auto from = static_cast<size_t>(step - first) * n1;
                        float dIn = skip * gy;
                        float dDt = 0;
                        dskip += gy * in;
                        for (size_t n = 0; n < n1; ++n) {
                            const auto ib = static_cast<size_t>(s.rank) + n;
                            const auto ic = ib + n1;
                            const float an = std::exp(dt * a[n]);
                            g[n] += gy * p[ic];
                            dp[ic] += gy * h[from + n1 + n];
                            dp[ib] += g[n] * dt * in;
                            dIn += g[n] * dt * p[ib];
                            dDt += g[n] * (p[ib] * in + a[n] * an * h[from + n]);
                            da[n] += g[n] * dt * an * h[from + n] * a[n];
                            g[n] *= an;
                        }
                        dx.data_ptr<float>()[i] += dIn;
                        const float dz = dDt / (1 + std::exp(-z));
                        dbias += dz;
                        for (int64_t r = 0; r < s.rank; ++r) {
                            dw[r] += dz * p[r];
                            dp[r] += dz * w[r];
                        }
                    }
                }
            }
        }
    });
    const auto dPRows = dProjections.view({-1, s.projectionWidth()});
    dx.view({-1, s.channels}).addmm_(dPRows, xProjWeight.view({s.projectionWidth(), s.channels}));
    const auto dXProj = at::mm(dPRows.t(), xF.view({-1, s.channels})).view_as(xProjWeight);
    return {dx.to(x.scalar_type()), dXProj, dW.sum(0), dBias.sum(0), dA.sum(0), dD.sum(0)};
}

} // namespace dass::ops
