#include "core/ops/ss2d_cpu.h"

#include "core/ops/ss2d_kernels.h"
#include "core/ops/ss2d_work.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <cmath>
#include <tuple>
#include <vector>

namespace dass::ops {

namespace {

// How a forward pass is cut into units of work.
struct Division
{
    int64_t channels; // of one unit, a multiple of 16
    int64_t blocks;   // of so many channels
    int64_t parts;    // of a direction's walk
};

Division divide(const Ss2dShape& s)
{
    const Ss2dChannelBlocks channels = divideChannels(s.channels, s.batch);
    const int64_t threads = at::get_num_threads();
    const int64_t groups = (s.channels + kSs2dGroup - 1) / kSs2dGroup;
    // A walk in parts costs about twice the work of one piece: only where half of the threads would be idle.
    int64_t parts = 1;
    if (2 * s.batch * groups <= threads)
        parts = std::min(threads / (s.batch * groups), s.chunks());
    return {channels.width, channels.count, parts};
}

Ss2dSweep sweepOf(const Ss2dShape& s, const Division& division, int64_t image, int64_t block, int direction)
{
    Ss2dSweep sweep{};
    sweep.image = image;
    sweep.channelBegin = block * division.channels;
    sweep.channelEnd = std::min(sweep.channelBegin + division.channels, s.channels);
    sweep.direction = direction;
    sweep.stepEnd = s.length();
    sweep.accumulate = direction > 0;
    return sweep;
}

// A direction's states of one image: sizes[0..] are [B, 4, ...].
float* directionOf(const at::Tensor& states, const Ss2dSweep& sweep)
{
    return states.numel() == 0
               ? nullptr
               : states.data_ptr<float>() + (sweep.image * kDirections + sweep.direction) * states.stride(1);
}

// Whole walks: a unit runs all four directions of its channels.
void forwardInWholeWalks(const Ss2dInputs& inputs, const Division& division, const at::Tensor& chunkStates, void* y)
{
    const auto& s = inputs.shape;
    forEachUnit(s.batch * division.blocks, [&](int64_t unit) {
        const int64_t image = unit / division.blocks;
        at::Tensor sum; // in fp32, over the directions, of a bf16 image
        for (int k = 0; k < kDirections; ++k) {
            auto sweep = sweepOf(s, division, image, unit % division.blocks, k);
            const int64_t first = image * s.length() * s.channels + sweep.channelBegin;
            const int64_t width = sweep.channelEnd - sweep.channelBegin;
            if (inputs.type == ElementType::Float32) {
                sweep.y = static_cast<float*>(y) + first;
                sweep.yStride = s.channels;
            } else {
                if (k == 0)
                    sum = at::empty({s.length(), width}, at::kFloat);
                sweep.y = sum.mutable_data_ptr<float>();
                sweep.yStride = width;
            }
            sweep.chunkStates = directionOf(chunkStates, sweep);
            ss2dSweepCpu(inputs, sweep);
            if (k == kDirections - 1 && inputs.type == ElementType::BFloat16)
                roundToBFloat16Cpu(sum.const_data_ptr<float>(), s.length(), width, static_cast<uint16_t*>(y) + first,
                                   s.channels);
        }
    });
}

// Walks in parts, for images of few channels on many threads: the parts' summaries (decay and end state from zero) are
// combined into the states they truly start from, and a second sweep starts there.
void forwardInParts(const Ss2dInputs& inputs, const Division& division, const at::Tensor& chunkStates,
                    const at::Tensor& sum)
{
    const auto& s = inputs.shape;
    const int64_t partSteps = (s.chunks() + division.parts - 1) / division.parts * kSs2dChunk;
    const int64_t parts = (s.length() + partSteps - 1) / partSteps;
    auto states = at::zeros({s.batch, kDirections, parts + 1, s.states, s.channels}, sum.options());
    auto dtSums = at::empty({s.batch, kDirections, parts, 1, s.channels}, sum.options());
    const auto partOf = [&](int64_t unit, int direction) {
        auto sweep = sweepOf(s, division, unit / parts / division.blocks, unit / parts % division.blocks, direction);
        sweep.stepBegin = unit % parts * partSteps;
        sweep.stepEnd = std::min(sweep.stepBegin + partSteps, s.length());
        return sweep;
    };
    const int64_t units = s.batch * division.blocks * parts;
    forEachUnit(units * kDirections, [&](int64_t unit) {
        auto sweep = partOf(unit / kDirections, static_cast<int>(unit % kDirections));
        const int64_t part = unit / kDirections % parts;
        sweep.endState = directionOf(states, sweep) + (part + 1) * s.states * s.channels;
        sweep.dtSum = directionOf(dtSums, sweep) + part * s.channels;
        ss2dSweepCpu(inputs, sweep);
    });
    const auto a = at::from_blob(const_cast<float*>(inputs.aLogs), {kDirections, s.channels, s.states}).exp().neg();
    const auto decays = at::exp(dtSums * a.transpose(1, 2).unsqueeze(1));
    for (int64_t part = 1; part < parts; ++part)
        states.select(2, part + 1).addcmul_(decays.select(2, part), states.select(2, part));
    for (int k = 0; k < kDirections; ++k)
        forEachUnit(units, [&](int64_t unit) {
            auto sweep = partOf(unit, k);
            sweep.startState = directionOf(states, sweep) + unit % parts * s.states * s.channels;
            sweep.y = sum.data_ptr<float>() + sweep.image * s.length() * s.channels + sweep.channelBegin;
            sweep.yStride = s.channels;
            sweep.chunkStates = directionOf(chunkStates, sweep);
            ss2dSweepCpu(inputs, sweep);
        });
}

} // namespace

std::tuple<at::Tensor, at::Tensor> ss2dForwardCpu(const at::Tensor& x, const at::Tensor& xProjWeight,
                                                  const at::Tensor& dtProjsWeight, const at::Tensor& dtProjsBias,
                                                  const at::Tensor& aLogs, const at::Tensor& ds, const at::Tensor& y,
                                                  bool keepForBackward)
{
    const auto projections = ss2dProjections(x, xProjWeight);
    const auto inputs = ss2dInputs(x, projections, dtProjsWeight, dtProjsBias, aLogs, ds);
    const auto& s = inputs.shape;
    auto chunkStates =
        at::empty({keepForBackward ? s.batch : 0, kDirections, s.chunks(), s.states, s.channels}, aLogs.options());
    const auto division = divide(s);
    if (division.parts == 1) {
        forwardInWholeWalks(inputs, division, chunkStates, y.mutable_data_ptr());
    } else {
        const auto sum = x.scalar_type() == at::kFloat ? y : at::empty_like(x, at::kFloat);
        forwardInParts(inputs, division, chunkStates, sum);
        if (!sum.is_same(y))
            y.copy_(sum);
    }
    return {keepForBackward ? projections : at::Tensor(), chunkStates};
}

Ss2dGradients ss2dBackwardCpu(const at::Tensor& dy, const at::Tensor& x, const at::Tensor& xProjWeight,
                              const at::Tensor& dtProjsWeight, const at::Tensor& dtProjsBias, const at::Tensor& aLogs,
                              const at::Tensor& ds, const at::Tensor& projections, const at::Tensor& chunkStates)
{
    const auto inputs = ss2dInputs(x, projections, dtProjsWeight, dtProjsBias, aLogs, ds);
    const auto& s = inputs.shape;
    const auto fp32 = x.options().dtype(at::kFloat);
    const int64_t threads = at::get_num_threads();
    // Channels are shared out only as far as images alone do not keep the threads busy: each share sums its own
    // gradient by the projections.
    const int64_t shares =
        s.batch % threads == 0 || s.batch >= 4 * threads
            ? 1
            : std::min((2 * threads + s.batch - 1) / s.batch, (s.channels + kSs2dGroup - 1) / kSs2dGroup);
    const int64_t perShare = ((s.channels + shares - 1) / shares + kSs2dGroup - 1) / kSs2dGroup * kSs2dGroup;
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
