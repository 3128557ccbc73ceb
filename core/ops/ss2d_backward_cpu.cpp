#include "core/ops/scratch.h"
#include "core/ops/ss2d_cpu.h"

#include <algorithm>
#include <cstdint>
#include <utility>

// Highway includes this unit again for each target: the order of these lines matters.
// clang-format off
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/ops/ss2d_backward_cpu.cpp"
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

// One direction after the other, each from its last chunk to its first: a chunk's states are recomputed from the state
// saved before it, and the adjoint state runs backwards through them.
template <typename Element>
class BackwardPart
{
public:
    BackwardPart(const Ss2dInputs& inputs, const Ss2dBackwardPart& part)
        : m_in(inputs), m_shape(inputs.shape), m_part(part),
          m_groups((part.channelEnd - part.channelBegin + kLanes - 1) / kLanes),
          m_lowStride((m_shape.rank + kRankStep - 1) / kRankStep * kRankStep),
          m_x(static_cast<const Element*>(inputs.x) + part.image * m_shape.length() * m_shape.channels),
          m_dy(static_cast<const Element*>(part.dy) + part.image * m_shape.length() * m_shape.channels),
          m_dx(part.dx + part.image * m_shape.length() * m_shape.channels)
    {
        ScratchLayout size(nullptr);
        layOut(size);
        thread_local Scratch scratch;
        float* block = scratch.reserve(size.used());
        std::fill_n(block, size.used(), 0.0F); // a last, short tile computes on whole rows
        ScratchLayout layout(block);
        layOut(layout);
        m_tile.states = m_shape.states;
        m_tile.b = m_rows + m_shape.rank;
        m_tile.c = m_tile.b + m_shape.states;
        m_tile.stepStride = m_shape.directionWidth();
        m_tile.stateStride = 1;
    }

    void run()
    {
        for (m_direction = 0; m_direction < kDirections; ++m_direction) {
            for (int64_t g = 0; g < m_groups; ++g)
                start(g);
            const Ss2dWalk walk(m_shape, m_direction);
            walk.positions((m_shape.chunks() - 1) * kSs2dChunk, countOfChunk(m_shape.chunks() - 1), m_nextPositions);
            for (m_chunk = m_shape.chunks() - 1; m_chunk >= 0; --m_chunk)
                runChunk(walk);
            for (int64_t g = 0; g < m_groups; ++g)
                flush(g);
        }
    }

private:
    static constexpr int64_t kRankStep = 8; // divides every vector's length that runs along the rank
    using RankTag = hn::CappedTag<float, kRankStep>;

    // The group's parameters and what is summed over a direction's steps.
    struct Group
    {
        Ss2dGroup parameters;
        float* dtWeightRows; // [lanes][lowStride]
        float* adjoint;      // [N][lanes]
        float* dDtWeight;    // [R][lanes]
        float* dDtBias;      // [lanes]
        float* dDecay;       // [N][lanes]
        float* dSkip;        // [lanes]
    };

    Group takeAll(ScratchLayout& layout) const
    {
        Group group{};
        group.parameters = takeGroup(layout, m_shape, kLanes);
        group.dtWeightRows = layout.take(kLanes * m_lowStride);
        group.adjoint = layout.take(m_shape.states * kLanes);
        group.dDtWeight = layout.take(m_shape.rank * kLanes);
        group.dDtBias = layout.take(kLanes);
        group.dDecay = layout.take(m_shape.states * kLanes);
        group.dSkip = layout.take(kLanes);
        return group;
    }

    void layOut(ScratchLayout& layout)
    {
        const auto steps = [&](int64_t width) { return layout.take(kSs2dChunk * width); };
        m_rows = steps(m_shape.directionWidth());
        m_z = steps(kLanes);
        m_sigmoid = steps(kLanes);
        m_xt = steps(kLanes);
        m_dyt = steps(kLanes);
        m_tile.dt = steps(kLanes);
        m_tile.input = steps(kLanes);
        m_gradient.dy = m_dyt;
        m_gradient.a = steps(kLanes);
        m_gradient.h = layout.take((kSs2dChunk + 1) * kLanes);
        m_gradient.dDt = steps(kLanes);
        m_gradient.dInput = steps(kLanes);
        m_gradient.dB = steps(m_shape.states * kLanes);
        m_gradient.dC = steps(m_shape.states * kLanes);
        m_dLow = steps(m_lowStride);
        m_start = layout.take(m_shape.states * kLanes);
        m_groupsAt = layout.take(0);
        ScratchLayout group(nullptr);
        takeAll(group);
        m_groupSize = group.used();
        layout.take(m_groups * m_groupSize);
    }

    int64_t countOfChunk(int64_t chunk) const { return std::min(kSs2dChunk, m_shape.length() - chunk * kSs2dChunk); }
    int64_t channelOf(int64_t g) const { return m_part.channelBegin + g * kLanes; }
    int64_t countOf(int64_t g) const { return std::min(kLanes, m_part.channelEnd - channelOf(g)); }

    Group groupAt(int64_t g) const
    {
        ScratchLayout layout(m_groupsAt + g * m_groupSize);
        return takeAll(layout);
    }

    void start(int64_t g)
    {
        const Group group = groupAt(g);
        std::fill_n(m_groupsAt + g * m_groupSize, m_groupSize, 0.0F);
        packGroup(m_in, m_direction, channelOf(g), countOf(g), kLanes, group.parameters);
        const float* weight = m_in.dtWeight + (m_direction * m_shape.channels + channelOf(g)) * m_shape.rank;
        for (int64_t lane = 0; lane < countOf(g); ++lane)
            std::copy_n(weight + lane * m_shape.rank, m_shape.rank, group.dtWeightRows + lane * m_lowStride);
    }

    void flush(int64_t g) const
    {
        const Group group = groupAt(g);
        const int64_t row = m_direction * m_shape.channels + channelOf(g);
        const int64_t rank = m_shape.rank;
        const int64_t states = m_shape.states;
        for (int64_t lane = 0; lane < countOf(g); ++lane) {
            for (int64_t r = 0; r < rank; ++r)
                m_part.dDtWeight[(row + lane) * rank + r] += group.dDtWeight[r * kLanes + lane];
            for (int64_t n = 0; n < states; ++n) { // dA / daLog = A
                const float a = group.parameters.decay[n * kLanes + lane] * kLn2;
                m_part.dALogs[(row + lane) * states + n] += group.dDecay[n * kLanes + lane] * a;
            }
            m_part.dDtBias[row + lane] += group.dDtBias[lane];
            m_part.dDs[row + lane] += group.dSkip[lane];
        }
    }

    void runChunk(const Ss2dWalk& walk)
    {
        const int64_t first = m_chunk * kSs2dChunk;
        const int64_t width = m_shape.directionWidth();
        m_tile.count = countOfChunk(m_chunk);
        std::swap(m_positions, m_nextPositions);
        if (m_chunk > 0)
            walk.positions(first - kSs2dChunk, kSs2dChunk, m_nextPositions);
        const int64_t offset = m_part.image * m_shape.length() * m_shape.projectionWidth() + m_direction * width;
        gatherRows(static_cast<const Element*>(m_in.projections) + offset, m_shape.projectionWidth(), m_positions,
                   m_tile.count, width, m_rows);
        std::fill_n(m_dLow, kSs2dChunk * m_lowStride, 0.0F);
        std::fill_n(m_gradient.dB, kSs2dChunk * m_shape.states * kLanes, 0.0F);
        std::fill_n(m_gradient.dC, kSs2dChunk * m_shape.states * kLanes, 0.0F);
        for (int64_t g = 0; g < m_groups; ++g) {
            if (countOf(g) == kLanes)
                runGroup<true>(g);
            else
                runGroup<false>(g);
        }
        writeRows(m_part.dProjections + offset);
    }

    void writeRows(float* to) const
    {
        const Floats d;
        const int64_t states = m_shape.states;
        for (int64_t t = 0; t < m_tile.count; ++t) {
            float* row = to + m_positions[t] * m_shape.projectionWidth();
            row = std::copy_n(m_dLow + t * m_lowStride, m_shape.rank, row);
            for (const float* lanes : {m_gradient.dB, m_gradient.dC})
                for (int64_t n = 0; n < states; ++n)
                    *row++ = hn::GetLane(hn::SumOfLanes(d, hn::Load(d, lanes + (t * states + n) * kLanes)));
        }
    }

    template <bool kFull>
    HWY_INLINE void runGroup(int64_t g)
    {
        const Floats d;
        const int64_t count = countOf(g);
        const int64_t channel = channelOf(g);
        const Group group = groupAt(g);
        const int64_t stride = m_tile.stepStride;
        const int64_t steps = (m_tile.count + kProjectionRows - 1) / kProjectionRows * kProjectionRows;
        projectDt(d, group.parameters.dtWeight, group.parameters.dtBias, m_rows, stride, m_shape.rank, steps, m_z);
        for (int64_t t = 0; t < m_tile.count; ++t) {
            const Vec z = hn::Load(d, m_z + t * kLanes);
            const Vec e = expOfMinusMagnitude(d, z);
            const Vec dt = softplus(d, z, e);
            const Vec xt = loadLanes<kFull>(d, m_x + m_positions[t] * m_shape.channels + channel, count);
            const Vec dyt = loadLanes<kFull>(d, m_dy + m_positions[t] * m_shape.channels + channel, count);
            prefetch(m_x + m_nextPositions[t] * m_shape.channels + channel);
            prefetch(m_dy + m_nextPositions[t] * m_shape.channels + channel);
            hn::Store(sigmoid(d, z, e), d, m_sigmoid + t * kLanes);
            hn::Store(dt, d, m_tile.dt + t * kLanes);
            hn::Store(xt, d, m_xt + t * kLanes);
            hn::Store(dyt, d, m_dyt + t * kLanes);
            hn::Store(hn::Mul(dt, xt), d, m_tile.input + t * kLanes);
        }

        const float* saved =
            m_part.chunkStates + ((m_part.image * kDirections + m_direction) * m_shape.chunks() + m_chunk) *
                                     m_shape.states * m_shape.channels;
        for (int64_t n = 0; n < m_shape.states; ++n)
            std::copy_n(saved + n * m_shape.channels + channel, count, m_start + n * kLanes);
        scanTileBackward(d, m_tile, m_gradient, group.parameters.decay, m_start, group.adjoint, group.dDecay);

        float* dz = m_z;
        const Vec skip = hn::Load(d, group.parameters.skip);
        Vec dSkip = hn::Load(d, group.dSkip);
        Vec dBias = hn::Load(d, group.dDtBias);
        for (int64_t t = 0; t < m_tile.count; ++t) {
            const Vec xt = hn::Load(d, m_xt + t * kLanes);
            const Vec dyt = hn::Load(d, m_dyt + t * kLanes);
            const Vec dInput = hn::Load(d, m_gradient.dInput + t * kLanes);
            const Vec dDt = hn::MulAdd(dInput, xt, hn::Load(d, m_gradient.dDt + t * kLanes));
            const Vec dzt = hn::Mul(dDt, hn::Load(d, m_sigmoid + t * kLanes));
            hn::Store(dzt, d, dz + t * kLanes);
            dBias = hn::Add(dBias, dzt);
            dSkip = hn::MulAdd(dyt, xt, dSkip);
            Vec dx = hn::MulAdd(dInput, hn::Load(d, m_tile.dt + t * kLanes), hn::Mul(skip, dyt));
            float* to = m_dx + m_positions[t] * m_shape.channels + channel;
            prefetch(m_dx + m_nextPositions[t] * m_shape.channels + channel);
            if (m_direction > 0)
                dx = hn::Add(dx, loadLanes<kFull>(d, to, count));
            storeLanes<kFull>(d, dx, to, count);
        }
        hn::Store(dSkip, d, group.dSkip);
        hn::Store(dBias, d, group.dDtBias);
        addDtWeightGradient(d, dz, m_rows, stride, m_shape.rank, m_tile.count, group.dDtWeight);
        addDtLowGradient(RankTag(), dz, group.dtWeightRows, m_lowStride, steps, m_dLow);
    }

    const Ss2dInputs& m_in;
    const Ss2dShape& m_shape;
    const Ss2dBackwardPart& m_part;
    const int64_t m_groups;
    const int64_t m_lowStride; // rank, padded
    const Element* const m_x;
    const Element* const m_dy;
    float* const m_dx;
    int m_direction = 0;
    int64_t m_chunk = 0;
    int64_t m_groupSize = 0;
    int64_t m_positionsOfTwo[2][kSs2dChunk] = {};
    int64_t* m_positions = m_positionsOfTwo[0];
    int64_t* m_nextPositions = m_positionsOfTwo[1]; // of the chunk to come, fetched into the cache meanwhile
    ScanTile m_tile{};
    ScanTileGradient m_gradient{};
    // Per step of the chunk: projections, vectors of lanes, the gradient by dt_low.
    float* m_rows = nullptr;
    float* m_z = nullptr;
    float* m_sigmoid = nullptr;
    float* m_xt = nullptr;
    float* m_dyt = nullptr;
    float* m_dLow = nullptr;
    float* m_start = nullptr;    // [N][lanes]
    float* m_groupsAt = nullptr; // [groups] of Group
};

} // namespace

void backwardPart(const Ss2dInputs& inputs, const Ss2dBackwardPart& part)
{
    if (inputs.type == ElementType::Float32)
        BackwardPart<float>(inputs, part).run();
    else
        BackwardPart<uint16_t>(inputs, part).run();
}

} // namespace HWY_NAMESPACE
} // namespace dass::ops
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dass::ops {

HWY_EXPORT(backwardPart);

void ss2dBackwardPartCpu(const Ss2dInputs& inputs, const Ss2dBackwardPart& part)
{
    HWY_DYNAMIC_DISPATCH(backwardPart)(inputs, part);
}

} // namespace dass::ops
#endif
