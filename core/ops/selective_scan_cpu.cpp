#include "core/ops/scratch.h"
#include "core/ops/selective_scan.h"

#include <algorithm>
#include <cstdint>

// Highway includes this unit again for each target: the order of these lines matters.
// clang-format off
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/ops/selective_scan_cpu.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
#include "core/ops/scan_tile-inl.h"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace dass::ops {
namespace HWY_NAMESPACE {

namespace {

// Neighbouring channels of one group, one a lane. Sequences are transposed into tiles of [steps][lanes] on the way in
// and back on the way out.
class LaneScan
{
public:
    LaneScan(const SelectiveScanInputs& inputs, int64_t image, int64_t group)
        : m_in(inputs), m_firstOfGroup(group * inputs.channels),
          m_matrices((image * inputs.groups + group) * inputs.states * inputs.length), m_image(image)
    {
        ScratchLayout size(nullptr);
        layOut(size);
        thread_local Scratch scratch;
        ScratchLayout layout(scratch.reserve(size.used()));
        layOut(layout);
        m_tile.states = inputs.states;
        m_tile.stepStride = 1;
        m_tile.stateStride = inputs.length;
    }

    void forward(int64_t channel, float* y, float* chunkStates)
    {
        start(channel);
        const Floats d;
        for (int64_t chunk = 0; chunk < m_in.chunks(); ++chunk) {
            if (chunkStates != nullptr)
                forStates([&](int64_t lane, int64_t n) {
                    chunkStates[stateAt(lane, chunk) + n] = m_state[n * kLanes + lane];
                });
            loadChunk(chunk);
            for (int64_t t = 0; t < m_tile.count; ++t)
                hn::Store(hn::Mul(hn::Load(d, m_u + t * kLanes), hn::Load(d, m_skip)), d, m_tile.y + t * kLanes);
            scanTile(d, m_tile, m_decay, m_state);
            transposeOut(m_tile.y, y);
        }
    }

    void backward(int64_t channel, const float* dy, const float* chunkStates, const SelectiveScanGradients& to)
    {
        start(channel);
        const Floats d;
        Vec dSkip = hn::Zero(d);
        Vec dBias = hn::Zero(d);
        std::fill_n(m_adjoint, m_in.states * kLanes, 0.0F);
        std::fill_n(m_dDecay, m_in.states * kLanes, 0.0F);
        for (int64_t chunk = m_in.chunks() - 1; chunk >= 0; --chunk) {
            loadChunk(chunk);
            transposeIn(dy, m_dy);
            forStates(
                [&](int64_t lane, int64_t n) { m_state[n * kLanes + lane] = chunkStates[stateAt(lane, chunk) + n]; });
            std::fill_n(m_gradient.dB, kScanChunk * m_in.states * kLanes, 0.0F);
            std::fill_n(m_gradient.dC, kScanChunk * m_in.states * kLanes, 0.0F);
            scanTileBackward(d, m_tile, m_gradient, m_decay, m_state, m_adjoint, m_dDecay);
            const Vec skip = hn::Load(d, m_skip);
            for (int64_t t = 0; t < m_tile.count; ++t) {
                const Vec u = hn::Load(d, m_u + t * kLanes);
                const Vec dyt = hn::Load(d, m_dy + t * kLanes);
                const Vec dInput = hn::Load(d, m_gradient.dInput + t * kLanes);
                const Vec dDt = hn::MulAdd(dInput, u, hn::Load(d, m_gradient.dDt + t * kLanes));
                const Vec dDelta = hn::Mul(dDt, hn::Load(d, m_slope + t * kLanes));
                const Vec du = hn::MulAdd(dInput, hn::Load(d, m_tile.dt + t * kLanes), hn::Mul(skip, dyt));
                dSkip = hn::MulAdd(dyt, u, dSkip);
                dBias = hn::Add(dBias, dDelta);
                hn::Store(dDelta, d, m_gradient.dDt + t * kLanes);
                hn::Store(du, d, m_gradient.dInput + t * kLanes);
            }
            transposeOut(m_gradient.dInput, to.u);
            transposeOut(m_gradient.dDt, to.delta);
            addMatrixGradients(to);
        }
        const int64_t row = m_image * m_in.groups * m_in.channels + m_channel;
        forStates([&](int64_t lane, int64_t n) { to.A[(row + lane) * m_in.states + n] = m_dDecay[n * kLanes + lane]; });
        if (to.skip != nullptr)
            storeLanes<false>(d, dSkip, to.skip + row, m_lanes);
        if (to.deltaBias != nullptr)
            storeLanes<false>(d, dBias, to.deltaBias + row, m_lanes);
    }

private:
    void layOut(ScratchLayout& layout)
    {
        const auto steps = [&](int64_t width) { return layout.take(kScanChunk * width); };
        m_u = steps(kLanes);
        m_slope = steps(kLanes);
        m_tile.dt = steps(kLanes);
        m_tile.input = steps(kLanes);
        m_tile.y = steps(kLanes);
        m_dy = m_tile.y; // never in use together
        m_gradient.dy = m_dy;
        m_gradient.a = steps(kLanes);
        m_gradient.h = layout.take((kScanChunk + 1) * kLanes);
        m_gradient.dDt = steps(kLanes);
        m_gradient.dInput = steps(kLanes);
        m_gradient.dB = steps(m_in.states * kLanes);
        m_gradient.dC = steps(m_in.states * kLanes);
        m_decay = layout.take(m_in.states * kLanes);
        m_state = layout.take(m_in.states * kLanes);
        m_adjoint = layout.take(m_in.states * kLanes);
        m_dDecay = layout.take(m_in.states * kLanes);
        m_skip = layout.take(kLanes);
        m_bias = layout.take(kLanes);
    }

    template <typename Body>
    void forStates(const Body& body) const
    {
        for (int64_t n = 0; n < m_in.states; ++n)
            for (int64_t lane = 0; lane < m_lanes; ++lane)
                body(lane, n);
    }

    int64_t rowOf(int64_t lane) const { return m_image * m_in.groups * m_in.channels + m_channel + lane; }
    int64_t stateAt(int64_t lane, int64_t chunk) const { return (rowOf(lane) * m_in.chunks() + chunk) * m_in.states; }

    void start(int64_t channel)
    {
        m_channel = m_firstOfGroup + channel;
        m_lanes = std::min(kLanes, m_in.channels - channel);
        std::fill_n(m_decay, m_in.states * kLanes, 0.0F);
        std::fill_n(m_state, m_in.states * kLanes, 0.0F);
        std::fill_n(m_skip, kLanes, 0.0F);
        std::fill_n(m_bias, kLanes, 0.0F);
        forStates([&](int64_t lane, int64_t n) {
            m_decay[n * kLanes + lane] = m_in.A[(m_channel + lane) * m_in.states + n] * kLog2E;
        });
        if (m_in.skip != nullptr)
            std::copy_n(m_in.skip + m_channel, m_lanes, m_skip);
        if (m_in.deltaBias != nullptr)
            std::copy_n(m_in.deltaBias + m_channel, m_lanes, m_bias);
    }

    void loadChunk(int64_t chunk)
    {
        const Floats d;
        m_step = chunk * kScanChunk;
        m_tile.count = std::min(kScanChunk, m_in.length - m_step);
        m_tile.b = m_in.B + m_matrices + m_step;
        m_tile.c = m_in.C + m_matrices + m_step;
        transposeIn(m_in.u, m_u);
        transposeIn(m_in.delta, m_tile.dt);
        const Vec bias = hn::Load(d, m_bias);
        for (int64_t t = 0; t < m_tile.count; ++t) {
            const Vec z = hn::Add(hn::Load(d, m_tile.dt + t * kLanes), bias);
            Vec dt = z;
            Vec slope = hn::Set(d, 1.0F);
            if (m_in.deltaSoftplus) {
                const Vec scaled = hn::Mul(z, hn::Set(d, kLog2E));
                const Vec e = expOfMinusMagnitude(d, scaled);
                dt = softplus(d, scaled, e);
                slope = sigmoid(d, scaled, e);
            }
            hn::Store(slope, d, m_slope + t * kLanes);
            hn::Store(dt, d, m_tile.dt + t * kLanes);
            hn::Store(hn::Mul(dt, hn::Load(d, m_u + t * kLanes)), d, m_tile.input + t * kLanes);
        }
    }

    void transposeIn(const float* sequences, float* to) const
    {
        std::fill_n(to, m_tile.count * kLanes, 0.0F);
        for (int64_t lane = 0; lane < m_lanes; ++lane)
            for (int64_t t = 0; t < m_tile.count; ++t)
                to[t * kLanes + lane] = sequences[rowOf(lane) * m_in.length + m_step + t];
    }

    void transposeOut(const float* from, float* sequences) const
    {
        for (int64_t lane = 0; lane < m_lanes; ++lane)
            for (int64_t t = 0; t < m_tile.count; ++t)
                sequences[rowOf(lane) * m_in.length + m_step + t] = from[t * kLanes + lane];
    }

    void addMatrixGradients(const SelectiveScanGradients& to) const
    {
        const Floats d;
        for (int64_t n = 0; n < m_in.states; ++n)
            for (int64_t t = 0; t < m_tile.count; ++t) {
                const int64_t at = m_matrices + n * m_in.length + m_step + t;
                const int64_t lanes = (t * m_in.states + n) * kLanes;
                to.B[at] += hn::GetLane(hn::SumOfLanes(d, hn::Load(d, m_gradient.dB + lanes)));
                to.C[at] += hn::GetLane(hn::SumOfLanes(d, hn::Load(d, m_gradient.dC + lanes)));
            }
    }

    const SelectiveScanInputs& m_in;
    const int64_t m_firstOfGroup;
    const int64_t m_matrices; // where B and C of this image and group start
    const int64_t m_image;
    int64_t m_channel = 0; // of the first lane, counted over all groups
    int64_t m_lanes = 0;   // in use
    int64_t m_step = 0;
    ScanTile m_tile{};
    ScanTileGradient m_gradient{};
    // [steps][lanes]
    float* m_u = nullptr;
    float* m_dy = nullptr;
    float* m_slope = nullptr; // of softplus
    // [N][lanes]
    float* m_decay = nullptr; // A / ln 2
    float* m_state = nullptr;
    float* m_adjoint = nullptr;
    float* m_dDecay = nullptr;
    // [lanes]
    float* m_skip = nullptr;
    float* m_bias = nullptr;
};

} // namespace

void scanForward(const SelectiveScanInputs& inputs, int64_t image, int64_t group, float* y, float* chunkStates)
{
    LaneScan scan(inputs, image, group);
    for (int64_t channel = 0; channel < inputs.channels; channel += kLanes)
        scan.forward(channel, y, chunkStates);
}

void scanBackward(const SelectiveScanInputs& inputs, int64_t image, int64_t group, const float* dy,
                  const float* chunkStates, const SelectiveScanGradients& gradients)
{
    LaneScan scan(inputs, image, group);
    for (int64_t channel = 0; channel < inputs.channels; channel += kLanes)
        scan.backward(channel, dy, chunkStates, gradients);
}

} // namespace HWY_NAMESPACE
} // namespace dass::ops
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dass::ops {

HWY_EXPORT(scanForward);
HWY_EXPORT(scanBackward);

void selectiveScanCpu(const SelectiveScanInputs& inputs, int64_t image, int64_t group, float* y, float* chunkStates)
{
    HWY_DYNAMIC_DISPATCH(scanForward)(inputs, image, group, y, chunkStates);
}

void selectiveScanBackwardCpu(const SelectiveScanInputs& inputs, int64_t image, int64_t group, const float* dy,
                              const float* chunkStates, const SelectiveScanGradients& gradients)
{
    HWY_DYNAMIC_DISPATCH(scanBackward)(inputs, image, group, dy, chunkStates, gradients);
}

} // namespace dass::ops
#endif
