#include "core/ops/ss2d_tiles.h"

#include "core/ops/ss2d_cpu.h"
#include "core/ops/ss2d_work.h"

#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <vector>

namespace dass::ops {

namespace {

enum Direction { kForward, kDown, kBackward, kUp };

void checkShape(const at::Tensor& tensor, at::IntArrayRef wanted, const char* name)
{
    TORCH_CHECK(tensor.sizes() == wanted && tensor.is_contiguous(), "Ss2dTiles: ", name, " has shape ", tensor.sizes(),
                ", wanted ", wanted, ", contiguous");
}

void checkSize(std::size_t found, int64_t wanted)
{
    TORCH_CHECK(static_cast<int64_t>(found) == wanted, "Ss2dTiles: the record has ", found, " values, wanted ", wanted);
}

float* dataOf(const at::Tensor& tensor)
{
    return tensor.mutable_data_ptr<float>();
}

// A tile's record as tensors: the states with which directions 3 and 2 come into it, and the sums of dt after it.
struct Record
{
    Record(std::span<float> values, int64_t width, int64_t states, int64_t channels)
        : up(at::from_blob(values.data(), {width, states, channels}, at::kFloat)),
          upSums(at::from_blob(values.data() + up.numel(), {width, channels}, at::kFloat)),
          backward(at::from_blob(values.data() + up.numel() + upSums.numel(), {states, channels}, at::kFloat))
    {
    }
    at::Tensor up;       // [W, N, D]
    at::Tensor upSums;   // [W, D]
    at::Tensor backward; // [N, D]
};

// All threads, in the mode of the caller: it is a thread's own.
template <typename Body>
void forEachBlock(int64_t blocks, const Body& body)
{
    const bool inference = c10::InferenceMode::is_enabled();
    forEachUnit(blocks, [&](int64_t block) {
        const c10::InferenceMode mode(inference);
        body(block);
    });
}

void call(const Ss2dTiles::InTurn& inTurn, int64_t block, const std::function<void()>& part)
{
    if (inTurn)
        inTurn(block, part);
    else
        part();
}

} // namespace

// A tile as the kernels see it, and where the sweeps of a block of channels leave their sums.
class Ss2dTiles::Tile
{
public:
    Tile(const Ss2dParameters& p, const at::Tensor& x, const at::Tensor& projections)
        : m_image(x.unsqueeze(0)),
          m_inputs(ss2dInputs(m_image, projections, p.dtProjsWeight, p.dtProjsBias, p.aLogs, p.ds))
    {
    }

    // All rows, as one run. state [N, D], before and after.
    Ss2dSweep rows(const Channels& channels, Direction direction, const at::Tensor& state) const
    {
        Ss2dSweep sweep = sweepOf(channels, direction);
        sweep.startState = dataOf(state);
        sweep.endState = dataOf(state);
        return sweep;
    }

    // All columns, each a run. states [W, N, D] in the order of the direction's walk.
    Ss2dSweep columns(const Channels& channels, Direction direction, const at::Tensor& states) const
    {
        Ss2dSweep sweep = rows(channels, direction, states);
        sweep.runSteps = m_inputs.shape.height;
        return sweep;
    }

    void run(const Ss2dSweep& sweep) const { ss2dSweepCpu(m_inputs, sweep); }

private:
    Ss2dSweep sweepOf(const Channels& channels, Direction direction) const
    {
        Ss2dSweep sweep{};
        sweep.channelBegin = channels.begin;
        sweep.channelEnd = channels.end;
        sweep.direction = direction;
        sweep.stepEnd = m_inputs.shape.length();
        return sweep;
    }

    at::Tensor m_image; // [1, rows, W, D]
    Ss2dInputs m_inputs;
};

Ss2dTiles::Ss2dTiles(const Ss2dParameters& p, int64_t width)
    : m_parameters{p.xProjWeight.contiguous(), p.dtProjsWeight.contiguous(), p.dtProjsBias.contiguous(),
                   p.aLogs.contiguous(), p.ds.contiguous()},
      m_width(width), m_channels(p.xProjWeight.size(2)), m_states(p.aLogs.size(1))
{
    const int64_t rank = p.dtProjsWeight.size(2);
    checkShape(m_parameters.xProjWeight, {kDirections, rank + 2 * m_states, m_channels}, "xProjWeight");
    checkShape(m_parameters.dtProjsWeight, {kDirections, m_channels, rank}, "dtProjsWeight");
    checkShape(m_parameters.dtProjsBias, {kDirections, m_channels}, "dtProjsBias");
    checkShape(m_parameters.aLogs, {kDirections * m_channels, m_states}, "aLogs");
    checkShape(m_parameters.ds, {kDirections * m_channels}, "ds");
    const Ss2dChannelBlocks blocks = divideChannels(m_channels, 1);
    m_blockWidth = blocks.width;
    m_blocks = blocks.count;
    const auto options = m_parameters.aLogs.options();
    m_rates = m_parameters.aLogs.view({kDirections, m_channels, m_states}).exp().neg().transpose(1, 2).contiguous();
    m_backward = at::zeros({m_states, m_channels}, options);
    m_forward = at::zeros_like(m_backward);
    for (Columns* columns : {&m_down, &m_up})
        *columns = {at::zeros({width, m_states, m_channels}, options), at::zeros({width, m_channels}, options)};
}

at::Tensor Ss2dTiles::project(const at::Tensor& x) const
{
    return ss2dProjections(x.unsqueeze(0), m_parameters.xProjWeight);
}

Ss2dTiles::Channels Ss2dTiles::channelsOf(int64_t block) const
{
    return {block * m_blockWidth, std::min((block + 1) * m_blockWidth, m_channels)};
}

void Ss2dTiles::summarise(const at::Tensor& x, const at::Tensor& projections, std::span<float> record,
                          const InTurn& inTurn)
{
    checkShape(x, {x.size(0), m_width, m_channels}, "x");
    checkSize(record.size(), recordSize());
    const Record kept(record, m_width, m_states, m_channels);
    const Tile tile(m_parameters, x, projections);
    const at::Tensor down = at::zeros_like(m_down.states);
    const at::Tensor downSums = at::empty_like(m_down.dtSums);
    const at::Tensor upSums = at::empty_like(m_up.dtSums);
    forEachBlock(m_blocks, [&](int64_t block) {
        const Channels channels = channelsOf(block);
        const auto these = [&](const at::Tensor& values) {
            return values.narrow(-1, channels.begin, channels.end - channels.begin);
        };
        Ss2dSweep sweep = tile.columns(channels, kDown, down);
        sweep.dtSum = dataOf(downSums);
        tile.run(sweep);
        call(inTurn, block, [&] {
            these(kept.up).copy_(these(m_up.states));
            these(kept.upSums).copy_(these(m_up.dtSums));
            these(kept.backward).copy_(these(m_backward));
            tile.run(tile.rows(channels, kBackward, m_backward));
            Ss2dSweep up = tile.columns(channels, kUp, m_up.states);
            up.dtSum = dataOf(upSums);
            tile.run(up);
            // This tile comes before those seen so far.
            these(m_down.states).addcmul_(decayOf(kDown, channels, these(m_down.dtSums)), these(down));
            these(m_down.dtSums).add_(these(downSums));
            these(m_up.dtSums).add_(these(upSums));
        });
    });
}

at::Tensor Ss2dTiles::decayOf(int direction, const Channels& channels, const at::Tensor& dtSums) const
{
    const at::Tensor rates = m_rates[direction].narrow(1, channels.begin, channels.end - channels.begin);
    return at::exp(dtSums.unsqueeze(1) * rates);
}

// The state with which the direction comes into each column, [W, N, D].
at::Tensor Ss2dTiles::columnStarts(int direction, const Columns& totals) const
{
    const at::Tensor starts = at::zeros_like(totals.states);
    const at::Tensor decays = decayOf(direction, {0, m_channels}, totals.dtSums);
    for (int64_t column = 1; column < m_width; ++column)
        starts[column].copy_(totals.states[column - 1]).addcmul_(decays[column - 1], starts[column - 1]);
    return starts;
}

void Ss2dTiles::startSecondSweep()
{
    m_down.states = columnStarts(kDown, m_down);
    m_upStarts = columnStarts(kUp, m_up);
}

at::Tensor Ss2dTiles::scan(const at::Tensor& x, const at::Tensor& projections, std::span<const float> record,
                           const InTurn& inTurn)
{
    checkShape(x, {x.size(0), m_width, m_channels}, "x");
    checkSize(record.size(), recordSize());
    std::call_once(m_scanning, [this] { startSecondSweep(); });
    std::vector<float> states(record.begin(), record.end());
    const Record own(states, m_width, m_states, m_channels);
    const Tile tile(m_parameters, x, projections);
    const at::Tensor y = at::empty(x.sizes(), x.options());
    forEachBlock(m_blocks, [&](int64_t block) {
        const Channels channels = channelsOf(block);
        const int64_t width = channels.end - channels.begin;
        const auto these = [&](const at::Tensor& values) { return values.narrow(-1, channels.begin, width); };
        const bool rounds = x.scalar_type() == at::kBFloat16; // the sum of the directions, at the end
        const at::Tensor sum = rounds ? at::empty({x.size(0) * m_width, width}, m_rates.options()) : y;
        const auto into = [&](Ss2dSweep sweep, bool accumulate) {
            sweep.y = dataOf(sum) + (rounds ? 0 : channels.begin);
            sweep.yStride = rounds ? width : m_channels;
            sweep.accumulate = accumulate;
            tile.run(sweep);
        };
        these(own.up).addcmul_(decayOf(kUp, channels, these(own.upSums)), these(m_upStarts));
        into(tile.rows(channels, kBackward, own.backward), false);
        into(tile.columns(channels, kUp, own.up), true);
        call(inTurn, block, [&] {
            into(tile.rows(channels, kForward, m_forward), true);
            into(tile.columns(channels, kDown, m_down.states), true);
        });
        if (rounds)
            roundToBFloat16Cpu(dataOf(sum), x.size(0) * m_width, width,
                               static_cast<uint16_t*>(y.mutable_data_ptr()) + channels.begin, m_channels);
    });
    return y;
}

} // namespace dass::ops
