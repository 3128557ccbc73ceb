#pragma once

// Layer normalisation over the last dimension, a warp a row, which lies in its registers: one read, one write.

#include "cuda/elements.cuh"
#include "cuda/layer_norm_pass.h"

#include <type_traits>

#ifndef __CUDACC__
#include <cmath>
#endif

namespace dass::cuda {

inline constexpr int kLayerNormWarps = 4; // of a block

DASS_DEVICE float inverseRoot(float x)
{
#ifdef __CUDACC__
    return rsqrtf(x);
#else
    return 1.0F / std::sqrt(x);
#endif
}

// The same in all lanes.
template <class Machine>
DASS_DEVICE float sumOfWarp(const Machine& machine, float value)
{
    DASS_UNROLL(5)
    for (int lanes = kWarp / 2; lanes > 0; lanes /= 2)
        value += machine.shuffleXor(value, lanes);
    return value;
}

template <class Machine, class Element>
struct LayerNormParameters
{
    template <class T>
    using Global = typename Machine::template Global<T>;

    int64_t rows;
    int channels;
    float epsilon;
    int64_t partRows; // rows of a block of the backward pass
    Global<const Element> x;
    Global<const float> weight;
    Global<const float> bias;
    Global<Element> y;
    Global<const Element> dy;
    Global<Element> dx;
    Global<float> sums; // [parts, 2, channels]
};

// A warp's row: lane l has the channels l, l + 32, ... kPerLane of them at most.
template <class Machine, class Element, int kPerLane>
class LayerNormRow
{
public:
    DASS_DEVICE LayerNormRow(const Machine& machine, const LayerNormParameters<Machine, Element>& p, int64_t row)
        : m_lane(machine.thread() % kWarp), m_channels(p.channels)
    {
        const auto x = p.x + row * p.channels;
        float sum = 0;
        each([&](int i, int channel) {
            values[i] = toFloat(x[channel]);
            sum += values[i];
        });
        const float mean = sumOfWarp(machine, sum) / static_cast<float>(p.channels);
        float squares = 0;
        each([&](int i, int) {
            values[i] -= mean;
            squares += values[i] * values[i];
        });
        scale = inverseRoot(sumOfWarp(machine, squares) / static_cast<float>(p.channels) + p.epsilon);
        each([&](int i, int) { values[i] *= scale; });
    }

    // body(i, channel) for the lane's channels.
    template <class Body>
    DASS_DEVICE void each(const Body& body) const
    {
        DASS_UNROLL(32)
        for (int i = 0; i < kPerLane; ++i)
            if (m_lane + i * kWarp < m_channels)
                body(i, m_lane + i * kWarp);
    }

    float values[kPerLane]; // normalised
    float scale;            // 1 / standard deviation

private:
    int m_lane;
    int m_channels;
};

// Blocks: [rows / kLayerNormWarps].
template <class Element, int kPerLane>
struct LayerNormForward
{
    static constexpr const char* kName = "layerNormForward";
    static constexpr int kMaxThreads = kLayerNormWarps * kWarp;
    static constexpr int kBlocksWanted = blocksOfRegisters(kMaxThreads, kPerLane <= 6 ? 40 : kPerLane <= 12 ? 64 : 168);

    template <class Machine>
    DASS_DEVICE static void run(const Machine& machine, const LayerNormParameters<Machine, Element>& p)
    {
        const int64_t row = machine.block() * kLayerNormWarps + machine.thread() / kWarp;
        if (row >= p.rows)
            return; // the whole warp
        const LayerNormRow<Machine, Element, kPerLane> normal(machine, p, row);
        const auto y = p.y + row * p.channels;
        normal.each([&](int i, int channel) {
            y[channel] = rounded<Element>(normal.values[i] * p.weight[channel] + p.bias[channel]);
        });
    }
};

// Blocks: [parts].
template <class Element, int kPerLane>
struct LayerNormBackward
{
    static constexpr const char* kName = "layerNormBackward";
    static constexpr int kMaxThreads = kLayerNormWarps * kWarp;
    static constexpr int kBlocksWanted = blocksOfRegisters(kMaxThreads, kPerLane <= 6 ? 64 : kPerLane <= 12 ? 96 : 255);

    DASS_BOTH static int sharedWords(int channels) { return kLayerNormWarps * 2 * channels; }

    template <class Machine>
    DASS_DEVICE static void run(const Machine& machine, const LayerNormParameters<Machine, Element>& p)
    {
        using Row = LayerNormRow<Machine, Element, kPerLane>;
        float byWeight[kPerLane] = {};
        float byBias[kPerLane] = {};
        const int warp = machine.thread() / kWarp;
        const int64_t first = machine.block() * p.partRows;
        const int64_t end = first + p.partRows < p.rows ? first + p.partRows : p.rows;
        for (int64_t row = first + warp; row < end; row += kLayerNormWarps) {
            const Row normal(machine, p, row);
            const auto dy = p.dy + row * p.channels;
            const auto dx = p.dx + row * p.channels;
            float sum = 0;
            float product = 0;
            normal.each([&](int i, int channel) {
                const float dyt = toFloat(dy[channel]);
                byWeight[i] += dyt * normal.values[i];
                byBias[i] += dyt;
                sum += dyt * p.weight[channel];
                product += dyt * p.weight[channel] * normal.values[i];
            });
            const float mean = sumOfWarp(machine, sum) / static_cast<float>(p.channels);
            const float meanProduct = sumOfWarp(machine, product) / static_cast<float>(p.channels);
            normal.each([&](int i, int channel) {
                const float scaled = toFloat(dy[channel]) * p.weight[channel]; // read again: from the nearest cache
                dx[channel] = rounded<Element>(normal.scale * (scaled - mean - normal.values[i] * meanProduct));
            });
        }
        // The warps' sums through shared memory.
        const auto shared = machine.template shared<float>(0, sharedWords(p.channels));
        const int lane = machine.thread() % kWarp;
        for (int i = 0; i < kPerLane; ++i)
            if (lane + i * kWarp < p.channels) {
                shared[(warp * 2) * p.channels + lane + i * kWarp] = byWeight[i];
                shared[(warp * 2 + 1) * p.channels + lane + i * kWarp] = byBias[i];
            }
        machine.sync();
        for (int i = machine.thread(); i < 2 * p.channels; i += machine.threads()) {
            float sum = 0;
            for (int from = 0; from < kLayerNormWarps; ++from)
                sum += shared[from * 2 * p.channels + i];
            p.sums[machine.block() * 2 * p.channels + i] = sum;
        }
    }
};

// body(std::integral_constant<int, kPerLane>) for rows of so many channels: those of the published networks, and
// larger.
template <class Body>
void forLayerNormChannels(int channels, const Body& body)
{
    if (channels <= 3 * kWarp)
        body(std::integral_constant<int, 3>());
    else if (channels <= 6 * kWarp)
        body(std::integral_constant<int, 6>());
    else if (channels <= 12 * kWarp)
        body(std::integral_constant<int, 12>());
    else if (channels <= 24 * kWarp)
        body(std::integral_constant<int, 24>());
    else
        body(std::integral_constant<int, 32>());
}

template <class Element, class Launcher>
LayerNormParameters<typename Launcher::Machine, Element> layerNormParameters(const Launcher& launcher,
                                                                             const LayerNormForwardPass& pass)
{
    const int64_t values = pass.rows * pass.channels;
    LayerNormParameters<typename Launcher::Machine, Element> parameters{};
    parameters.rows = pass.rows;
    parameters.channels = pass.channels;
    parameters.epsilon = pass.epsilon;
    parameters.x = launcher.template input<Element>("x", pass.x, values);
    parameters.weight = launcher.template input<float>("weight", pass.weight, pass.channels);
    parameters.bias = launcher.template input<float>("bias", pass.bias, pass.channels);
    parameters.y = launcher.template output<Element>("y", pass.y, values);
    return parameters;
}

template <class Element, class Launcher>
void layerNorm(const Launcher& launcher, const LayerNormForwardPass& pass)
{
    const auto parameters = layerNormParameters<Element>(launcher, pass);
    forLayerNormChannels(pass.channels, [&](auto perLane) {
        launcher.template launch<LayerNormForward<Element, decltype(perLane)::value>>(
            {ceilDivide<int64_t>(pass.rows, kLayerNormWarps), kLayerNormWarps * kWarp, 0}, parameters);
    });
}

template <class Element, class Launcher>
void layerNorm(const Launcher& launcher, const LayerNormBackwardPass& pass)
{
    auto parameters = layerNormParameters<Element>(launcher, pass.forward);
    const int64_t values = pass.forward.rows * pass.forward.channels;
    const int64_t parts = layerNormParts(pass.forward.rows);
    parameters.partRows = ceilDivide(pass.forward.rows, parts);
    parameters.dy = launcher.template input<Element>("dy", pass.dy, values);
    parameters.dx = launcher.template output<Element>("dx", pass.dx, values);
    parameters.sums = launcher.template output<float>("sums", pass.sums, parts * 2 * pass.forward.channels);
    forLayerNormChannels(pass.forward.channels, [&](auto perLane) {
        using Kernel = LayerNormBackward<Element, decltype(perLane)::value>;
        launcher.template launch<Kernel>({parts, kLayerNormWarps * kWarp, Kernel::sharedWords(pass.forward.channels)},
                                         parameters);
    });
}

} // namespace dass::cuda
