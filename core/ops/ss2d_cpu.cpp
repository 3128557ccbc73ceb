#include "core/ops/ss2d_cpu.h"

#include "core/ops/ss2d_kernels.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <cmath>
#include <tuple>
#include <vector>

namespace dass::ops {

namespace {

Ss2dInputs inputsOf(const at::Tensor& x, const at::Tensor& projections, const at::Tensor& dtProjsWeight,
                    const at::Tensor& dtProjsBias, const at::Tensor& aLogs, const at::Tensor& ds)
{
    return {{x.size(0), x.size(1), x.size(2), x.size(3), dtProjsWeight.size(2), aLogs.size(1)},
            x.scalar_type() == at::kFloat ? ElementType::Float32 : ElementType::BFloat16,
            x.const_data_ptr(),
            projections.const_data_ptr(),
            dtProjsWeight.const_data_ptr<float>(),
            dtProjsBias.const_data_ptr<float>(),
            aLogs.const_data_ptr<float>(),
            ds.const_data_ptr<float>()};
}

} // namespace

std::tuple<at::Tensor, at::Tensor> ss2dForwardCpu(const at::Tensor& x, const at::Tensor& xProjWeight,
                                                  const at::Tensor& dtProjsWeight, const at::Tensor& dtProjsBias,
                                                  const at::Tensor& aLogs, const at::Tensor& ds, const at::Tensor& y,
                                                  bool keepForBackward)
{
    const bool isFloat = x.scalar_type() == at::kFloat;
    const auto weight = xProjWeight.flatten(0, 1).t().to(x.scalar_type());
    const auto projections = at::mm(x.flatten(0, 2), weight);
    const auto inputs = inputsOf(x, projections, dtProjsWeight, dtProjsBias, aLogs, ds);
    const auto& s = inputs.shape;
    auto chunkStates = at::empty({keepForBackward ? s.batch : 0, kDirections, s.chunks(), s.states, s.channels},
                                 x.options().dtype(at::kFloat));
    const auto sum = isFloat ? y : at::empty_like(x, at::kFloat);
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
    const auto inputs = inputsOf(x, projections, dtProjsWeight, dtProjsBias, aLogs, ds);
    const auto& s = inputs.shape;
    const auto fp32 = x.options().dtype(at::kFloat);
    const int64_t threads = at::get_num_threads();
    // Channels are shared out only as far as images alone do not keep the threads busy: each share sums its own
    // gradient by the projections.
    const int64_t shares = s.batch % threads == 0 || s.batch >= 4 * threads
                               ? 1
                               : std::min((2 * threads + s.batch - 1) / s.batch, (s.channels + 15) / 16);
    const int64_t perShare = ((s.channels + shares - 1) / shares + 15) / 16 * 16;
    auto dx = at::empty(x.sizes(), fp32);
    auto dProjections = at::empty({shares, s.batch * s.length(), s.projectionWidth()}, fp32);
    const auto perThread = [&](const at::Tensor& parameter) {
        auto sizes = parameter.sizes().vec();
        sizes.insert(sizes.begin(), threads);
        return at::zeros(sizes, fp32);
    };
    auto dDtWeight = perThread(dtProjsWeight);
    auto dDtBias = perThread(dtProjsBias);
    auto dALogs = perThread(aLogs);
    auto dDs = perThread(ds);
    at::parallel_for(0, s.batch * shares, 1, [&](int64_t begin, int64_t end) {
        const int64_t thread = at::get_thread_num();
        for (int64_t unit = begin; unit < end; ++unit) {
            const int64_t share = unit / s.batch;
            Ss2dBackwardPart part{};
            part.image = unit % s.batch;
            part.channelBegin = std::min(share * perShare, s.channels);
            part.channelEnd = std::min(part.channelBegin + perShare, s.channels);
            part.dy = dy.const_data_ptr();
            part.chunkStates = chunkStates.const_data_ptr<float>();
            part.dx = dx.data_ptr<float>();
            part.dProjections = dProjections.select(0, share).data_ptr<float>();
            part.dDtWeight = dDtWeight.select(0, thread).data_ptr<float>();
            part.dDtBias = dDtBias.select(0, thread).data_ptr<float>();
            part.dALogs = dALogs.select(0, thread).data_ptr<float>();
            part.dDs = dDs.select(0, thread).data_ptr<float>();
            ss2dBackwardPartCpu(inputs, part);
        }
    });
    const auto dRows = shares == 1 ? dProjections.select(0, 0) : dProjections.sum(0);
    const auto weight = xProjWeight.view({s.projectionWidth(), s.channels});
    dx.view({-1, s.channels}).addmm_(dRows, weight);
    const auto dXProj = at::mm(dRows.t(), x.view({-1, s.channels}).to(at::kFloat)).view_as(xProjWeight);
    return {dx.to(x.scalar_type()), dXProj, dDtWeight.sum(0), dDtBias.sum(0), dALogs.sum(0), dDs.sum(0)};
}

} // namespace dass::ops
