#pragma once

// Depthwise 3x3 convolution with zero padding and SiLU on a channels-last image. A thread has one channel and goes
// along kConvRows rows with the rows' neighbourhood in registers: each step loads one column of it.

#include "cuda/channel_blocks.h"
#include "cuda/depthwise_conv_pass.h"
#include "cuda/elements.cuh"
#include "cuda/scan_math.cuh"

namespace dass::cuda {

inline constexpr int kConvThreads = 256;

// What a block does: so many rows and columns of one image.
struct ConvStrip
{
    int64_t part;
    int64_t image;
    int firstRow;
    int firstColumn;
    int endColumn;
    int channel;

    template <class Machine>
    DASS_DEVICE static ConvStrip of(const Machine& machine, const ConvSize& size, int channelBlocks)
    {
        ConvStrip strip{};
        int64_t block = machine.block();
        strip.channel = static_cast<int>(block % channelBlocks) * machine.threads() + machine.thread();
        block /= channelBlocks;
        strip.part = block;
        strip.firstColumn = static_cast<int>(block % size.columnBlocks()) * kConvColumns;
        strip.endColumn = strip.firstColumn + kConvColumns < size.width ? strip.firstColumn + kConvColumns : size.width;
        block /= size.columnBlocks();
        strip.firstRow = static_cast<int>(block % size.rowBlocks()) * kConvRows;
        strip.image = block / size.rowBlocks();
        return strip;
    }
};

// Three columns of the strip's rows and of those above and below.
template <class Pointer>
class ConvWindow
{
public:
    DASS_DEVICE ConvWindow(const Pointer& image, const ConvSize& size, const ConvStrip& strip)
        : m_image(image + (strip.image * size.height * size.width * size.channels + strip.channel)), m_size(size),
          m_firstRow(strip.firstRow - 1)
    {
        load(strip.firstColumn - 1, 1);
        load(strip.firstColumn, 2);
    }

    // Its middle becomes this column.
    DASS_DEVICE void moveTo(int column)
    {
        DASS_UNROLL(4)
        for (int row = 0; row < kConvRows + 2; ++row) {
            m_values[row][0] = m_values[row][1];
            m_values[row][1] = m_values[row][2];
        }
        load(column + 1, 2);
    }

    DASS_DEVICE float at(int row, int column) const { return m_values[row][column]; } // from the strip's first row on

    // The strip's row, weights [9]; flipped: as the gradient by the input takes them.
    template <bool kFlipped>
    DASS_DEVICE float sum(int row, const float* weights) const
    {
        float sum = 0;
        DASS_UNROLL(9)
        for (int i = 0; i < 9; ++i)
            sum = fusedMultiplyAdd(m_values[row + i / 3][i % 3], weights[kFlipped ? 8 - i : i], sum);
        return sum;
    }

private:
    DASS_DEVICE void load(int column, int to)
    {
        DASS_UNROLL(4)
        for (int i = 0; i < kConvRows + 2; ++i) {
            const int row = m_firstRow + i;
            const bool isInside = row >= 0 && row < m_size.height && column >= 0 && column < m_size.width;
            m_values[i][to] = isInside ? toFloat(m_image[(row * m_size.width + column) * m_size.channels]) : 0.0F;
        }
    }

    Pointer m_image;
    const ConvSize& m_size;
    int m_firstRow;
    float m_values[kConvRows + 2][3] = {};
};

template <class Machine, class Element>
struct ConvParameters
{
    template <class T>
    using Global = typename Machine::template Global<T>;

    ConvSize size;
    int channelBlocks;
    Global<const Element> x;
    Global<const float> weight; // [9, D]
    Global<Element> y;
    Global<const Element> dy;
    Global<float> dz;
    Global<const float> dzRead; // the same in the launch that only reads it
    Global<Element> dx;
    Global<float> dWeight; // [parts, 9, D]
};

// The block's strip row by row and column by column: body(window, row of the strip, offset in the arrays).
template <class Machine, class Pointer, class Element, class Body>
DASS_DEVICE void convWalk(const Pointer& image, const ConvParameters<Machine, Element>& p, const ConvStrip& strip,
                          const Body& body)
{
    const ConvSize& size = p.size;
    ConvWindow<Pointer> window(image, size, strip);
    for (int column = strip.firstColumn; column < strip.endColumn; ++column) {
        window.moveTo(column);
        DASS_UNROLL(2)
        for (int row = 0; row < kConvRows; ++row)
            if (strip.firstRow + row < size.height) {
                const int64_t position =
                    (strip.image * size.height + strip.firstRow + row) * static_cast<int64_t>(size.width) + column;
                body(window, row, position * size.channels + strip.channel);
            }
    }
}

// A channel's weights, in registers.
template <class Machine, class Element>
struct ConvWeights
{
    DASS_DEVICE ConvWeights(const ConvParameters<Machine, Element>& p, int channel)
    {
        DASS_UNROLL(9)
        for (int i = 0; i < 9; ++i)
            values[i] = p.weight[i * p.size.channels + channel];
    }
    float values[9];
};

DASS_DEVICE float logistic(float z)
{
    const float zLog2 = z * kLog2E;
    return sigmoid(zLog2, expOfMinusMagnitude(zLog2));
}

// Blocks of this and the following: [parts, channelBlocks].
template <class Element>
struct ConvForward
{
    static constexpr const char* kName = "depthwiseConvForward";
    static constexpr int kMaxThreads = kConvThreads;
    static constexpr int kBlocksWanted = blocksOfRegisters(kMaxThreads, 48);

    template <class Machine>
    DASS_DEVICE static void run(const Machine& machine, const ConvParameters<Machine, Element>& p)
    {
        const ConvStrip strip = ConvStrip::of(machine, p.size, p.channelBlocks);
        if (strip.channel >= p.size.channels)
            return;
        const ConvWeights<Machine, Element> weights(p, strip.channel);
        convWalk<Machine>(p.x, p, strip, [&](const auto& window, int row, int64_t at) {
            const float z = window.template sum<false>(row, weights.values);
            p.y[at] = rounded<Element>(z * logistic(z));
        });
    }
};

// dz = dy SiLU'(z), and the gradient by the weights.
template <class Element>
struct ConvBackwardToSum
{
    static constexpr const char* kName = "depthwiseConvBackwardToSum";
    static constexpr int kMaxThreads = kConvThreads;
    static constexpr int kBlocksWanted = blocksOfRegisters(kMaxThreads, 64);

    template <class Machine>
    DASS_DEVICE static void run(const Machine& machine, const ConvParameters<Machine, Element>& p)
    {
        const ConvStrip strip = ConvStrip::of(machine, p.size, p.channelBlocks);
        if (strip.channel >= p.size.channels)
            return;
        const ConvWeights<Machine, Element> weights(p, strip.channel);
        float sums[9] = {};
        convWalk<Machine>(p.x, p, strip, [&](const auto& window, int row, int64_t at) {
            const float z = window.template sum<false>(row, weights.values);
            const float s = logistic(z);
            const float dz = toFloat(p.dy[at]) * s * fusedMultiplyAdd(z, 1.0F - s, 1.0F);
            p.dz[at] = dz;
            DASS_UNROLL(9)
            for (int i = 0; i < 9; ++i)
                sums[i] = fusedMultiplyAdd(dz, window.at(row + i / 3, i % 3), sums[i]);
        });
        DASS_UNROLL(9)
        for (int i = 0; i < 9; ++i)
            p.dWeight[(strip.part * 9 + i) * p.size.channels + strip.channel] = sums[i];
    }
};

// dx from dz.
template <class Element>
struct ConvBackwardToInput
{
    static constexpr const char* kName = "depthwiseConvBackwardToInput";
    static constexpr int kMaxThreads = kConvThreads;
    static constexpr int kBlocksWanted = blocksOfRegisters(kMaxThreads, 48);

    template <class Machine>
    DASS_DEVICE static void run(const Machine& machine, const ConvParameters<Machine, Element>& p)
    {
        const ConvStrip strip = ConvStrip::of(machine, p.size, p.channelBlocks);
        if (strip.channel >= p.size.channels)
            return;
        const ConvWeights<Machine, Element> weights(p, strip.channel);
        convWalk<Machine>(p.dzRead, p, strip, [&](const auto& window, int row, int64_t at) {
            p.dx[at] = rounded<Element>(window.template sum<true>(row, weights.values));
        });
    }
};

template <class Element, class Launcher>
ConvParameters<typename Launcher::Machine, Element> convParameters(const Launcher& launcher,
                                                                   const ConvForwardPass& pass)
{
    ConvParameters<typename Launcher::Machine, Element> parameters{};
    parameters.size = pass.size;
    parameters.channelBlocks = ChannelBlocks::of(pass.size.channels, kConvThreads).count;
    parameters.x = launcher.template input<Element>("x", pass.x, pass.size.values());
    parameters.weight = launcher.template input<float>("weight", pass.weight, int64_t{9} * pass.size.channels);
    parameters.y = launcher.template output<Element>("y", pass.y, pass.size.values());
    return parameters;
}

inline LaunchSize convLaunch(const ConvSize& size)
{
    const auto blocks = ChannelBlocks::of(size.channels, kConvThreads);
    return {size.parts() * blocks.count, blocks.threads, 0};
}

template <class Element, class Launcher>
void depthwiseConv(const Launcher& launcher, const ConvForwardPass& pass)
{
    launcher.template launch<ConvForward<Element>>(convLaunch(pass.size), convParameters<Element>(launcher, pass));
}

template <class Element, class Launcher>
void depthwiseConv(const Launcher& launcher, const ConvBackwardPass& pass)
{
    const ConvSize& size = pass.forward.size;
    auto parameters = convParameters<Element>(launcher, pass.forward);
    parameters.dy = launcher.template input<Element>("dy", pass.dy, size.values());
    parameters.dz = launcher.template output<float>("dz", pass.dz, size.values());
    parameters.dzRead = typename Launcher::Machine::template Global<const float>(parameters.dz);
    parameters.dx = launcher.template output<Element>("dx", pass.dx, size.values());
    parameters.dWeight = launcher.template output<float>("dWeight", pass.dWeight, size.parts() * 9 * size.channels);
    launcher.template launch<ConvBackwardToSum<Element>>(convLaunch(size), parameters);
    launcher.template launch<ConvBackwardToInput<Element>>(convLaunch(size), parameters);
}

} // namespace dass::cuda
