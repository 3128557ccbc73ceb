#include "core/ops/scratch.h"
#include "core/ops/ss2d_cpu.h"

#include <algorithm>
#include <cmath>

// Highway includes this unit again for each target: the order of these lines matters.
// clang-format off
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/ops/ss2d_forward_cpu.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
#include "core/ops/scan_tile-inl.h"
// clang-format on

#include <hwy/cache_control.h>

HWY_BEFORE_NAMESPACE();
namespace dass::ops {
namespace HWY_NAMESPACE {

namespace {

// One group of lanes: its share of the parameters, repacked so that channels are contiguous, and its running state.
struct Group
{
    float* dtWeight; // [R][lanes], in units of ln 2 as all of z
    float* dtBias;   // [lanes]
    float* decay;    // [N][lanes], A / ln 2
    float* skip;     // [lanes]
    float* state;    // [N][lanes]
    float* dtSum;    // [lanes]
};

Group takeGroup(ScratchLayout& layout, const Ss2dShape& shape, int64_t lanes)
{
    return {layout.take(shape.rank * lanes),   layout.take(lanes),
            layout.take(shape.states * lanes), layout.take(lanes),
            layout.take(shape.states * lanes), layout.take(lanes)};
}

void packGroup(const Ss2dInputs& in, const Ss2dSweep& sweep, int64_t channel, int64_t lanes, const Group& to)
{
    const int64_t count = std::min(lanes, sweep.channelEnd - channel);
    const int64_t row = sweep.direction * in.shape.channels + channel;
    const int64_t rank = in.shape.rank;
    const int64_t states = in.shape.states;
    for (int64_t lane = 0; lane < lanes; ++lane) {
        const bool used = lane < count; // lanes past the last channel compute zeros
        for (int64_t r = 0; r < rank; ++r)
            to.dtWeight[r * lanes + lane] = used ? in.dtWeight[(row + lane) * rank + r] * kLog2E : 0.0F;
        to.dtBias[lane] = used ? in.dtBias[row + lane] * kLog2E : 0.0F;
        to.skip[lane] = used ? in.ds[row + lane] : 0.0F;
        to.dtSum[lane] = 0.0F;
        for (int64_t n = 0; n < states; ++n) {
            to.decay[n * lanes + lane] = used ? -std::exp(in.aLogs[(row + lane) * states + n]) * kLog2E : 0.0F;
            to.state[n * lanes + lane] =
                used && sweep.startState != nullptr ? sweep.startState[n * in.shape.channels + channel + lane] : 0.0F;
        }
    }
}

// Projections of a tile's positions as fp32 rows.
void gatherRows(const float* from, int64_t stride, const int64_t* positions, int64_t count, int64_t width, float* to)
{
    for (int64_t t = 0; t < count; ++t) {
        const float* HWY_RESTRICT row = from + positions[t] * stride;
        float* HWY_RESTRICT out = to + t * width;
        for (int64_t i = 0; i < width; ++i)
            out[i] = row[i];
    }
}

void gatherRows(const uint16_t* from, int64_t stride, const int64_t* positions, int64_t count, int64_t width, float* to)
{
    for (int64_t t = 0; t < count; ++t)
        for (int64_t i = 0; i < width; ++i) {
            const uint32_t bits = static_cast<uint32_t>(from[positions[t] * stride + i]) << 16;
            std::memcpy(to + t * width + i, &bits, sizeof(bits));
        }
}

struct Tile
{
    int64_t count;
    int64_t rank;
    int64_t states;
    const int64_t* positions;
    const int64_t* nextPositions; // of the tile to come, to be fetched into the cache meanwhile
    float* rows;                  // [kTileSteps][R + 2N]
    float* z;                     // [kTileSteps][lanes]
    float* dt;
    float* input; // dt * x
    float* y;
};

template <bool kFull, typename Element>
HWY_INLINE void scanTile(const Tile& tile, const Group& group, const Element* x, int64_t xStride, float* y,
                         int64_t yStride, bool accumulate, int64_t count)
{
    const Floats d;
    const auto lanes = static_cast<int64_t>(hn::Lanes(d));
    const int64_t width = tile.rank + 2 * tile.states;
    projectDt(d, group.dtWeight, group.dtBias, tile.rows, width, tile.rank, tile.z);

    const Vec skip = hn::Load(d, group.skip);
    Vec dtSum = hn::Load(d, group.dtSum);
    for (int64_t t = 0; t < tile.count; ++t) {
        const Vec z = hn::Load(d, tile.z + t * lanes);
        const Vec dt = softplus(d, z, expOfMinusMagnitude(d, z));
        const Vec xt = loadLanes<kFull>(d, x + tile.positions[t] * xStride, count);
        hwy::Prefetch(x + tile.nextPositions[t] * xStride);
        dtSum = hn::Add(dtSum, dt);
        hn::Store(dt, d, tile.dt + t * lanes);
        hn::Store(hn::Mul(dt, xt), d, tile.input + t * lanes);
        hn::Store(hn::Mul(skip, xt), d, tile.y + t * lanes);
    }
    hn::Store(dtSum, d, group.dtSum);

    for (int64_t n = 0; n < tile.states; ++n) {
        const Vec decay = hn::Load(d, group.decay + n * lanes);
        const float* b = tile.rows + tile.rank + n;
        const float* c = b + tile.states;
        Vec h = hn::Load(d, group.state + n * lanes);
        for (int64_t t = 0; t < tile.count; ++t) {
            const Vec a = exp2(d, hn::Mul(hn::Load(d, tile.dt + t * lanes), decay));
            const Vec bx = hn::Mul(hn::Set(d, b[t * width]), hn::Load(d, tile.input + t * lanes));
            h = hn::MulAdd(a, h, bx);
            float* yt = tile.y + t * lanes;
            hn::Store(hn::MulAdd(h, hn::Set(d, c[t * width]), hn::Load(d, yt)), d, yt);
        }
        hn::Store(h, d, group.state + n * lanes);
    }
    if (y == nullptr)
        return;
    for (int64_t t = 0; t < tile.count; ++t) {
        float* to = y + tile.positions[t] * yStride;
        hwy::Prefetch(y + tile.nextPositions[t] * yStride);
        Vec sum = hn::Load(d, tile.y + t * lanes);
        if (accumulate)
            sum = hn::Add(sum, loadLanes<kFull>(d, to, count));
        storeLanes<kFull>(d, sum, to, count);
    }
}

template <typename Element>
void sweepElements(const Ss2dInputs& in, const Ss2dSweep& sweep)
{
    const Ss2dShape& shape = in.shape;
    const auto lanes = static_cast<int64_t>(hn::Lanes(Floats()));
    const int64_t channels = sweep.channelEnd - sweep.channelBegin;
    const int64_t groups = (channels + lanes - 1) / lanes;
    const int64_t width = shape.directionWidth();

    Tile tile{};
    tile.rank = shape.rank;
    tile.states = shape.states;
    const auto lay = [&](ScratchLayout& layout) {
        tile.rows = layout.take(kTileSteps * width);
        tile.z = layout.take(kTileSteps * lanes);
        tile.dt = layout.take(kTileSteps * lanes);
        tile.input = layout.take(kTileSteps * lanes);
        tile.y = layout.take(kTileSteps * lanes);
    };
    ScratchLayout measure(nullptr);
    lay(measure);
    const int64_t tileFloats = measure.used();
    ScratchLayout measureGroup(nullptr);
    takeGroup(measureGroup, shape, lanes);
    thread_local Scratch scratch;
    float* block = scratch.reserve(tileFloats + groups * measureGroup.used());
    ScratchLayout layout(block);
    lay(layout);
    float* groupsAt = layout.take(groups * measureGroup.used());
    const auto groupAt = [&](int64_t g) {
        ScratchLayout piece(groupsAt + g * measureGroup.used());
        return takeGroup(piece, shape, lanes);
    };
    for (int64_t g = 0; g < groups; ++g)
        packGroup(in, sweep, sweep.channelBegin + g * lanes, lanes, groupAt(g));
    std::fill(tile.rows, tile.rows + kTileSteps * width, 0.0F);

    const auto* x = static_cast<const Element*>(in.x) + sweep.image * shape.length() * shape.channels;
    const auto* projections = static_cast<const Element*>(in.projections) +
                              sweep.image * shape.length() * shape.projectionWidth() + sweep.direction * width;
    const Ss2dWalk walk(shape, sweep.direction);
    int64_t positions[2][kTileSteps] = {};
    walk.positions(sweep.stepBegin, std::min(kTileSteps, sweep.stepEnd - sweep.stepBegin), positions[0]);
    int current = 0;
    for (int64_t step = sweep.stepBegin; step < sweep.stepEnd; step += kTileSteps, current ^= 1) {
        tile.count = std::min(kTileSteps, sweep.stepEnd - step);
        tile.positions = positions[current];
        tile.nextPositions = positions[current ^ 1];
        const int64_t next = step + kTileSteps;
        walk.positions(next, std::clamp(sweep.stepEnd - next, int64_t{0}, kTileSteps), positions[current ^ 1]);
        gatherRows(projections, shape.projectionWidth(), tile.positions, tile.count, width, tile.rows);
        for (int64_t g = 0; g < groups; ++g) {
            const Group group = groupAt(g);
            const int64_t channel = sweep.channelBegin + g * lanes;
            const int64_t count = std::min(lanes, sweep.channelEnd - channel);
            if (sweep.chunkStates != nullptr && step % kSs2dChunk == 0)
                for (int64_t n = 0; n < shape.states; ++n)
                    std::copy_n(group.state + n * lanes, count,
                                sweep.chunkStates + (step / kSs2dChunk * shape.states + n) * shape.channels + channel);
            float* y = sweep.y == nullptr ? nullptr : sweep.y + g * lanes;
            if (count == lanes)
                scanTile<true>(tile, group, x + channel, shape.channels, y, sweep.yStride, sweep.accumulate, count);
            else
                scanTile<false>(tile, group, x + channel, shape.channels, y, sweep.yStride, sweep.accumulate, count);
        }
    }
    for (int64_t g = 0; g < groups; ++g) {
        const Group group = groupAt(g);
        const int64_t channel = sweep.channelBegin + g * lanes;
        const int64_t count = std::min(lanes, sweep.channelEnd - channel);
        if (sweep.dtSum != nullptr)
            std::copy_n(group.dtSum, count, sweep.dtSum + channel);
        if (sweep.endState != nullptr)
            for (int64_t n = 0; n < shape.states; ++n)
                std::copy_n(group.state + n * lanes, count, sweep.endState + n * shape.channels + channel);
    }
}

} // namespace

void sweep(const Ss2dInputs& inputs, const Ss2dSweep& run)
{
    if (inputs.type == ElementType::Float32)
        sweepElements<float>(inputs, run);
    else
        sweepElements<uint16_t>(inputs, run);
}

} // namespace HWY_NAMESPACE
} // namespace dass::ops
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dass::ops {

HWY_EXPORT(sweep);

void ss2dSweepCpu(const Ss2dInputs& inputs, const Ss2dSweep& run)
{
    HWY_DYNAMIC_DISPATCH(sweep)(inputs, run);
}

} // namespace dass::ops
#endif
