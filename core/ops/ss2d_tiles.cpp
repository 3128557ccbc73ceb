#include "core/ops/ss2d_tiles.h"

#include "core/ops/ss2d_cpu.h"
#include "core/ops/ss2d_work.h"

namespace dass::ops {

namespace {

enum Direction { kForward, kDown, kBackward, kUp };

// A tile as the kernels see it, and its channels and columns divided among threads.
class TileSweep
{
public:
    TileSweep(const Ss2dParameters& p, const at::Tensor& x, const at::Tensor& projections)
        : m_image(x.unsqueeze(0)),
          m_inputs(ss2dInputs(m_image, projections, p.dtProjsWeight, p.dtProjsBias, p.aLogs, p.ds)),
          m_blocks(divideChannels(m_inputs.shape.channels, 1)),
          m_parts(std::clamp<int64_t>(2 * at::get_num_threads() / m_blocks.count, 1, m_inputs.shape.width))
    {
    }

    int64_t blocks() const { return m_blocks.count; }
    int64_t columnUnits() const { return m_blocks.count * m_parts; }

    // One block of channels, all rows.
    Ss2dSweep rows(int64_t block, Direction direction, float* state) const
    {
        Ss2dSweep sweep = sweepOf(block, direction);
        sweep.stepEnd = m_inputs.shape.length();
        sweep.startState = state;
        sweep.endState = state;
        return sweep;
    }

    // One block of channels, some columns. states [W, N, D] in the order of the direction's walk; a unit has the same
    // columns in either direction.
    Ss2dSweep columns(int64_t unit, Direction direction, float* states) const
    {
        const auto& s = m_inputs.shape;
        const int64_t part = unit / m_blocks.count;
        int64_t first = part * s.width / m_parts;
        int64_t last = (part + 1) * s.width / m_parts;
        if (direction == kUp) {
            std::swap(first, last);
            first = s.width - first;
            last = s.width - last;
        }
        Ss2dSweep sweep = sweepOf(unit % m_blocks.count, direction);
        sweep.stepBegin = first * s.height;
        sweep.stepEnd = last * s.height;
        sweep.runSteps = s.height;
        sweep.startState = states + first * s.states * s.channels;
        sweep.endState = states + first * s.states * s.channels;
        return sweep;
    }

    // Where the sums of dt of the sweep's runs go; dtSums [W, D].
    float* sumsOf(const Ss2dSweep& sweep, const at::Tensor& dtSums) const
    {
        return dtSums.mutable_data_ptr<float>() + sweep.stepBegin / m_inputs.shape.height * m_inputs.shape.channels;
    }

    void run(const Ss2dSweep& sweep) const { ss2dSweepCpu(m_inputs, sweep); }

private:
    Ss2dSweep sweepOf(int64_t block, Direction direction) const
    {
        Ss2dSweep sweep{};
        sweep.channelBegin = block * m_blocks.width;
        sweep.channelEnd = std::min(sweep.channelBegin + m_blocks.width, m_inputs.shape.channels);
        sweep.direction = direction;
        sweep.yStride = m_inputs.shape.channels;
        return sweep;
    }

    at::Tensor m_image; // [1, rows, W, D]
    Ss2dInputs m_inputs;
    Ss2dChannelBlocks m_blocks;
    int64_t m_parts; // of the columns
};

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

} // namespace

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

void Ss2dTiles::summarise(const at::Tensor& x, const at::Tensor& projections, std::span<float> record)
{
    checkShape(x, {x.size(0), m_width, m_channels}, "x");
    checkSize(record.size(), recordSize());
    const int64_t stateValues = m_states * m_channels;
    float* to = std::copy_n(dataOf(m_up.states), m_width * stateValues, record.data());
    to = std::copy_n(dataOf(m_up.dtSums), m_width * m_channels, to);
    std::copy_n(dataOf(m_backward), stateValues, to);

    const TileSweep tile(m_parameters, x, projections);
    const at::Tensor down = at::zeros_like(m_down.states);
    const at::Tensor downSums = at::empty_like(m_down.dtSums);
    const at::Tensor upSums = at::empty_like(m_up.dtSums);
    forEachUnit(tile.blocks() + 2 * tile.columnUnits(), [&](int64_t unit) {
        if (unit < tile.blocks()) {
            tile.run(tile.rows(unit, kBackward, dataOf(m_backward)));
            return;
        }
        unit -= tile.blocks();
        const bool isDown = unit % 2 == 0;
        auto sweep =
            isDown ? tile.columns(unit / 2, kDown, dataOf(down)) : tile.columns(unit / 2, kUp, dataOf(m_up.states));
        sweep.dtSum = tile.sumsOf(sweep, isDown ? downSums : upSums);
        tile.run(sweep);
    });
    m_down.states.addcmul_(decayOf(kDown, m_down.dtSums), down); // this tile comes before those seen so far
    m_down.dtSums.add_(downSums);
    m_up.dtSums.add_(upSums);
}

at::Tensor Ss2dTiles::decayOf(int direction, const at::Tensor& dtSums) const
{
    return at::exp(dtSums.unsqueeze(1) * m_rates[direction]);
}

// The state with which the direction comes into each column, [W, N, D].
at::Tensor Ss2dTiles::columnStarts(int direction, const Columns& totals) const
{
    const at::Tensor starts = at::zeros_like(totals.states);
    const at::Tensor decays = decayOf(direction, totals.dtSums);
    for (int64_t column = 1; column < m_width; ++column)
        starts[column].copy_(totals.states[column - 1]).addcmul_(decays[column - 1], starts[column - 1]);
    return starts;
}

void Ss2dTiles::startSecondSweep()
{
    m_down.states = columnStarts(kDown, m_down);
    m_upStarts = columnStarts(kUp, m_up);
    m_scanning = true;
}

at::Tensor Ss2dTiles::scan(const at::Tensor& x, const at::Tensor& projections, std::span<const float> record)
{
    checkShape(x, {x.size(0), m_width, m_channels}, "x");
    checkSize(record.size(), recordSize());
    if (!m_scanning)
        startSecondSweep();
    const int64_t stateValues = m_states * m_channels;
    const float* from = record.data();
    std::copy_n(from, m_width * stateValues, dataOf(m_up.states));
    from += m_width * stateValues;
    std::copy_n(from, m_width * m_channels, dataOf(m_up.dtSums));
    std::copy_n(from + m_width * m_channels, stateValues, dataOf(m_backward));
    m_up.states.addcmul_(decayOf(kUp, m_up.dtSums), m_upStarts);

    const at::Tensor y = at::empty(x.sizes(), m_rates.options());
    const TileSweep tile(m_parameters, x, projections);
    const auto into = [&](Ss2dSweep sweep, bool accumulate) {
        sweep.y = dataOf(y) + sweep.channelBegin;
        sweep.accumulate = accumulate;
        tile.run(sweep);
    };
    forEachUnit(tile.blocks(), [&](int64_t unit) {
        into(tile.rows(unit, kForward, dataOf(m_forward)), false);
        into(tile.rows(unit, kBackward, dataOf(m_backward)), true);
    });
    forEachUnit(tile.columnUnits(), [&](int64_t unit) {
        into(tile.columns(unit, kDown, dataOf(m_down.states)), true);
        into(tile.columns(unit, kUp, dataOf(m_up.states)), true);
    });
    return y.to(x.scalar_type());
}

} // namespace dass::ops
