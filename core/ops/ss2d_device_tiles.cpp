#include "core/ops/ss2d_device_tiles.h"

#include "core/ops/ss2d.h"
#include "core/ops/ss2d_work.h"

#include <ATen/ATen.h>
#include <torch/library.h>

namespace dass::ops {

namespace {

enum Direction { kForward, kDown, kBackward, kUp };

void checkShape(const at::Tensor& tensor, at::IntArrayRef wanted, const char* name)
{
    TORCH_CHECK(tensor.sizes() == wanted && tensor.is_contiguous(), "Ss2dDeviceTiles: ", name, " has shape ",
                tensor.sizes(), ", wanted ", wanted, ", contiguous");
}

// Of what goes by runs, the columns of a column-major direction.
at::Tensor columnsOf(const at::Tensor& runs, Direction direction)
{
    const int64_t half = runs.size(0) / 2;
    return runs.narrow(0, direction == kDown ? 1 : half + 1, half - 1);
}

} // namespace

Ss2dDeviceTiles::Ss2dDeviceTiles(const Ss2dParameters& p, int64_t width)
    : m_parameters{p.xProjWeight.contiguous(), p.dtProjsWeight.contiguous(), p.dtProjsBias.contiguous(),
                   p.aLogs.contiguous(), p.ds.contiguous()},
      m_width(width), m_channels(p.xProjWeight.size(2))
{
    TORCH_CHECK(p.aLogs.size(1) == 1, "Ss2dDeviceTiles: d_state is ", p.aLogs.size(1),
                "; the GPU's kernels are for 1, choose the CPU");
    const int64_t rank = p.dtProjsWeight.size(2);
    checkShape(m_parameters.xProjWeight, {kDirections, rank + 2, m_channels}, "xProjWeight");
    checkShape(m_parameters.dtProjsWeight, {kDirections, m_channels, rank}, "dtProjsWeight");
    checkShape(m_parameters.dtProjsBias, {kDirections, m_channels}, "dtProjsBias");
    checkShape(m_parameters.aLogs, {kDirections * m_channels, 1}, "aLogs");
    checkShape(m_parameters.ds, {kDirections * m_channels}, "ds");
    m_rates = m_parameters.aLogs.view({kDirections, m_channels}).exp().neg();
    m_starts = at::zeros({2 * (1 + width), m_channels}, m_rates.options());
    m_downs = at::zeros({width, m_channels}, m_rates.options());
    m_downSums = at::zeros_like(m_downs);
    m_upSums = at::zeros_like(m_downs);
}

at::Tensor Ss2dDeviceTiles::project(const at::Tensor& x) const
{
    return ss2dProjections(x.unsqueeze(0), m_parameters.xProjWeight);
}

void Ss2dDeviceTiles::check(const at::Tensor& x, const at::Tensor& projections) const
{
    checkShape(x, {x.size(0), m_width, m_channels}, "x");
    checkShape(projections, {x.size(0) * m_width, m_parameters.xProjWeight.size(0) * m_parameters.xProjWeight.size(1)},
               "projections");
    TORCH_CHECK(projections.scalar_type() == x.scalar_type(), "Ss2dDeviceTiles: projections are ",
                projections.scalar_type(), ", x is ", x.scalar_type());
}

Ss2dDeviceTiles::Ends Ss2dDeviceTiles::run(const at::Tensor& x, const at::Tensor& projections, const at::Tensor& starts,
                                           const at::Tensor& y) const
{
    static const auto op = c10::Dispatcher::singleton()
                               .findSchemaOrThrow("dass::ss2d_tile", "")
                               .typed<void(const at::Tensor&, const at::Tensor&, const at::Tensor&, const at::Tensor&,
                                           const at::Tensor&, const at::Tensor&, const at::Tensor&, const at::Tensor&,
                                           const at::Tensor&, const at::Tensor&)>();
    Ends ends{at::empty_like(starts), at::empty_like(starts)};
    const Ss2dParameters& p = m_parameters;
    op.call(x, projections, p.dtProjsWeight, p.dtProjsBias, p.aLogs, p.ds, starts, ends.states, ends.dtSums, y);
    return ends;
}

at::Tensor Ss2dDeviceTiles::summarise(const at::Tensor& x, const at::Tensor& projections)
{
    check(x, projections);
    const at::Tensor record = at::cat({m_starts.narrow(0, 1 + m_width, 1 + m_width), m_upSums});
    const Ends ends = run(x, projections, m_starts, at::empty({0}, x.options()));
    // This tile comes before those seen so far.
    m_downs.addcmul_(at::exp(m_downSums * m_rates[kDown]), columnsOf(ends.states, kDown));
    m_downSums.add_(columnsOf(ends.dtSums, kDown));
    m_upSums.add_(columnsOf(ends.dtSums, kUp));
    m_starts.narrow(0, 1 + m_width, 1 + m_width).copy_(ends.states.narrow(0, 1 + m_width, 1 + m_width));
    return record;
}

// The state with which the direction comes into each column, from what the columns do to one that runs through them.
at::Tensor Ss2dDeviceTiles::columnStarts(int direction, const at::Tensor& states, const at::Tensor& dtSums) const
{
    const at::Tensor starts = at::zeros_like(states);
    const at::Tensor decays = at::exp(dtSums * m_rates[direction]);
    const int64_t step = direction == kDown ? 1 : -1;
    const int64_t first = direction == kDown ? 0 : m_width - 1;
    for (int64_t i = 1; i < m_width; ++i) {
        const int64_t column = first + i * step;
        const int64_t before = column - step;
        starts[column].copy_(states[before]).addcmul_(decays[before], starts[before]);
    }
    return starts;
}

void Ss2dDeviceTiles::startSecondSweep()
{
    m_upStarts = columnStarts(kUp, columnsOf(m_starts, kUp), m_upSums);
    m_starts.zero_();
    columnsOf(m_starts, kDown).copy_(columnStarts(kDown, m_downs, m_downSums));
}

at::Tensor Ss2dDeviceTiles::scan(const at::Tensor& x, const at::Tensor& projections, const at::Tensor& record)
{
    check(x, projections);
    checkShape(record, {1 + 2 * m_width, m_channels}, "the record");
    if (!m_upStarts.defined())
        startSecondSweep();
    m_starts.narrow(0, 1 + m_width, 1 + m_width).copy_(record.narrow(0, 0, 1 + m_width));
    const at::Tensor upSums = record.narrow(0, 1 + m_width, m_width);
    columnsOf(m_starts, kUp).addcmul_(at::exp(upSums * m_rates[kUp]), m_upStarts);
    const at::Tensor y = at::empty(x.sizes(), x.options());
    const Ends ends = run(x, projections, m_starts, y);
    m_starts.narrow(0, 0, 1 + m_width).copy_(ends.states.narrow(0, 0, 1 + m_width));
    return y;
}

TORCH_LIBRARY_FRAGMENT(dass, library)
{
    library.def("ss2d_tile(Tensor x, Tensor projections, Tensor dt_projs_weight, Tensor dt_projs_bias, Tensor a_logs, "
                "Tensor ds, Tensor starts, Tensor(a!) ends, Tensor(b!) dt_sums, Tensor(c!) y) -> ()");
}

} // namespace dass::ops
