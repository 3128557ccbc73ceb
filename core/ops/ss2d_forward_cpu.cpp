#include "core/ops/scratch.h"
#include "core/ops/ss2d_cpu.h"

#include <algorithm>
#include <cstdint>

// Highway includes this unit again for each target: the order of these lines matters.
// clang-format off
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/ops/ss2d_forward_cpu.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
#include "core/ops/dt_projection-inl.h"
#include "core/ops/scan_tile-inl.h"
#include "core/ops/ss2d_group-inl.h"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace dass::ops {
namespace HWY_NAMESPACE {

namespace {

// The tile is the outer loop and the group of lanes the inner one: a tile's projections are gathered once, and the
// states of all groups stay in the first-level cache.
template <typename Element>
class ForwardSweep
{
public:
    ForwardSweep(const Ss2dInputs& inputs, const Ss2dSweep& sweep)
        : m_in(inputs), m_shape(inputs.shape), m_sweep(sweep),
          m_groups((sweep.channelEnd - sweep.channelBegin + kLanes - 1) / kLanes),
          m_x(static_cast<const Element*>(inputs.x) + sweep.image * m_shape.length() * m_shape.channels)
    {
        const int64_t width = m_shape.directionWidth();
        ScratchLayout size(nullptr);
        layOut(size);
        thread_local Scratch scratch;
        ScratchLayout layout(scratch.reserve(size.used()));
        layOut(layout);
        std::fill(m_rows, m_rows + kTileSteps * width, 0.0F); // a last, short tile reads whole rows
        m_tile.states = m_shape.states;
        m_tile.b = m_rows + m_shape.rank;
        m_tile.c = m_tile.b + m_shape.states;
        m_tile.stepStride = width;
        m_tile.stateStride = 1;
        for (int64_t g = 0; g < m_groups; ++g)
            start(g);
    }

    void run()
    {
        const auto* projections = static_cast<const Element*>(m_in.projections) +
                                  m_sweep.image * m_shape.length() * m_shape.projectionWidth() +
                                  m_sweep.direction * m_shape.directionWidth();
        const Ss2dWalk walk(m_shape, m_sweep.direction);
        int64_t positions[2][kTileSteps] = {};
        walk.positions(m_sweep.stepBegin, std::min(kTileSteps, m_sweep.stepEnd - m_sweep.stepBegin), positions[0]);
        int current = 0;
        for (int64_t step = m_sweep.stepBegin; step < m_sweep.stepEnd; step += kTileSteps, current ^= 1) {
            m_tile.count = std::min(kTileSteps, m_sweep.stepEnd - step);
            m_positions = positions[current];
            m_nextPositions = positions[current ^ 1];
            const int64_t next = step + kTileSteps;
            walk.positions(next, std::clamp(m_sweep.stepEnd - next, int64_t{0}, kTileSteps), positions[current ^ 1]);
            gatherRows(projections, m_shape.projectionWidth(), m_positions, m_tile.count, m_shape.directionWidth(),
                       m_rows);
            for (int64_t g = 0; g < m_groups; ++g) {
                if (m_sweep.chunkStates != nullptr && step % kSs2dChunk == 0)
                    writeState(g, m_sweep.chunkStates + step / kSs2dChunk * m_shape.states * m_shape.channels);
                if (countOf(g) == kLanes)
                    scanGroup<true>(g);
                else
                    scanGroup<false>(g);
            }
        }
        for (int64_t g = 0; g < m_groups; ++g) {
            if (m_sweep.endState != nullptr)
                writeState(g, m_sweep.endState);
            if (m_sweep.dtSum != nullptr)
                std::copy_n(m_dtSums + g * kLanes, countOf(g), m_sweep.dtSum + channelOf(g));
        }
    }

private:
    static constexpr int64_t kTileSteps = 16;
    static_assert(kSs2dChunk % kTileSteps == 0);

    void layOut(ScratchLayout& layout)
    {
        m_rows = layout.take(kTileSteps * m_shape.directionWidth());
        m_z = layout.take(kTileSteps * kLanes);
        m_tile.dt = m_z; // dt takes z's place
        m_tile.input = layout.take(kTileSteps * kLanes);
        m_tile.y = layout.take(kTileSteps * kLanes);
        m_states = layout.take(m_groups * m_shape.states * kLanes);
        m_dtSums = layout.take(m_groups * kLanes);
        m_parameters = layout.take(0);
        ScratchLayout group(nullptr);
        takeGroup(group, m_shape, kLanes);
        m_groupSize = group.used();
        layout.take(m_groups * m_groupSize);
    }

    int64_t channelOf(int64_t g) const { return m_sweep.channelBegin + g * kLanes; }
    int64_t countOf(int64_t g) const { return std::min(kLanes, m_sweep.channelEnd - channelOf(g)); }
    float* stateOf(int64_t g) const { return m_states + g * m_shape.states * kLanes; }

    Ss2dGroup groupAt(int64_t g) const
    {
        ScratchLayout layout(m_parameters + g * m_groupSize);
        return takeGroup(layout, m_shape, kLanes);
    }

    void start(int64_t g)
    {
        packGroup(m_in, m_sweep.direction, channelOf(g), countOf(g), kLanes, groupAt(g));
        std::fill_n(m_dtSums + g * kLanes, kLanes, 0.0F);
        std::fill_n(stateOf(g), m_shape.states * kLanes, 0.0F);
        if (m_sweep.startState != nullptr)
            for (int64_t n = 0; n < m_shape.states; ++n)
                std::copy_n(m_sweep.startState + n * m_shape.channels + channelOf(g), countOf(g),
                            stateOf(g) + n * kLanes);
    }

    void writeState(int64_t g, float* to) const // to [N, D]
    {
        for (int64_t n = 0; n < m_shape.states; ++n)
            std::copy_n(stateOf(g) + n * kLanes, countOf(g), to + n * m_shape.channels + channelOf(g));
    }

    template <bool kFull>
    HWY_INLINE void scanGroup(int64_t g)
    {
        const Floats d;
        const int64_t count = countOf(g);
        const Ss2dGroup group = groupAt(g);
        const Element* x = m_x + channelOf(g);
        const int64_t steps = (m_tile.count + kProjectionRows - 1) / kProjectionRows * kProjectionRows;
        projectDt(d, group.dtWeight, group.dtBias, m_rows, m_shape.directionWidth(), m_shape.rank, steps, m_z);

        const Vec skip = hn::Load(d, group.skip);
        Vec dtSum = hn::Load(d, m_dtSums + g * kLanes);
        for (int64_t t = 0; t < m_tile.count; ++t) {
            const Vec z = hn::Load(d, m_z + t * kLanes);
            const Vec dt = softplus(d, z, expOfMinusMagnitude(d, z));
            const Vec xt = loadLanes<kFull>(d, x + m_positions[t] * m_shape.channels, count);
            prefetch(x + m_nextPositions[t] * m_shape.channels);
            dtSum = hn::Add(dtSum, dt);
            hn::Store(dt, d, m_tile.dt + t * kLanes);
            hn::Store(hn::Mul(dt, xt), d, m_tile.input + t * kLanes);
            hn::Store(hn::Mul(skip, xt), d, m_tile.y + t * kLanes);
        }
        hn::Store(dtSum, d, m_dtSums + g * kLanes);

        scanTile(d, m_tile, group.decay, stateOf(g));
        if (m_sweep.y != nullptr)
            writeY<kFull>(m_sweep.y + g * kLanes, count);
    }

    template <bool kFull>
    HWY_INLINE void writeY(float* y, int64_t count) const
    {
        const Floats d;
        for (int64_t t = 0; t < m_tile.count; ++t) {
            float* to = y + m_positions[t] * m_sweep.yStride;
            prefetch(y + m_nextPositions[t] * m_sweep.yStride);
            Vec sum = hn::Load(d, m_tile.y + t * kLanes);
            if (m_sweep.accumulate)
                sum = hn::Add(sum, loadLanes<kFull>(d, to, count));
            storeLanes<kFull>(d, sum, to, count);
        }
    }

    const Ss2dInputs& m_in;
    const Ss2dShape& m_shape;
    const Ss2dSweep& m_sweep;
    const int64_t m_groups;
    const Element* const m_x;
    int64_t m_groupSize = 0;
    ScanTile m_tile{};
    const int64_t* m_positions = nullptr;
    const int64_t* m_nextPositions = nullptr; // of the tile to come, fetched into the cache meanwhile
    float* m_rows = nullptr;                  // [kTileSteps][R + 2N]
    float* m_z = nullptr;                     // [kTileSteps][lanes]
    float* m_states = nullptr;                // [groups][N][lanes]
    float* m_dtSums = nullptr;                // [groups][lanes]
    float* m_parameters = nullptr;            // [groups] of Ss2dGroup
};

} // namespace

void sweepRun(const Ss2dInputs& inputs, const Ss2dSweep& run)
{
    if (inputs.type == ElementType::Float32)
        ForwardSweep<float>(inputs, run).run();
    else
        ForwardSweep<uint16_t>(inputs, run).run();
}

// Run by run rather than with a loop in the sweep: there it costs every step a tenth more instructions.
void forwardSweep(const Ss2dInputs& inputs, const Ss2dSweep& sweep)
{
    if (sweep.runSteps == 0)
        return sweepRun(inputs, sweep);
    const int64_t channels = inputs.shape.channels;
    Ss2dSweep run = sweep;
    for (; run.stepBegin < sweep.stepEnd; run.stepBegin = run.stepEnd) {
        run.stepEnd = std::min(run.stepBegin + sweep.runSteps, sweep.stepEnd);
        sweepRun(inputs, run);
        if (run.startState != nullptr)
            run.startState += inputs.shape.states * channels;
        if (run.endState != nullptr)
            run.endState += inputs.shape.states * channels;
        if (run.dtSum != nullptr)
            run.dtSum += channels;
    }
}

void roundToBFloat16(const float* from, int64_t rows, int64_t columns, uint16_t* to, int64_t toStride)
{
    const Floats d;
    for (int64_t row = 0; row < rows; ++row) {
        const float* values = from + row * columns;
        uint16_t* out = to + row * toStride;
        int64_t column = 0;
        for (; column + kLanes <= columns; column += kLanes)
            storeLanes<true>(d, hn::LoadU(d, values + column), out + column, kLanes);
        if (column < columns)
            storeLanes<false>(d, loadLanes<false>(d, values + column, columns - column), out + column,
                              columns - column);
    }
}

} // namespace HWY_NAMESPACE
} // namespace dass::ops
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dass::ops {

HWY_EXPORT(forwardSweep);
HWY_EXPORT(roundToBFloat16);

void ss2dSweepCpu(const Ss2dInputs& inputs, const Ss2dSweep& sweep)
{
    HWY_DYNAMIC_DISPATCH(forwardSweep)(inputs, sweep);
}

void roundToBFloat16Cpu(const float* from, int64_t rows, int64_t columns, uint16_t* to, int64_t toStride)
{
    HWY_DYNAMIC_DISPATCH(roundToBFloat16)(from, rows, columns, to, toStride);
}

} // namespace dass::ops
#endif
