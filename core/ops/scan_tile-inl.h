// The recurrence over a tile of steps for one group of lanes, forward and backward, for any number of states N. All
// arrays named [steps] hold a vector of lanes a step; B and C are scalars a step and state.

#if defined(DASS_SCAN_TILE_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef DASS_SCAN_TILE_INL_H_
#undef DASS_SCAN_TILE_INL_H_
#else
#define DASS_SCAN_TILE_INL_H_
#endif

#include "core/ops/lanes-inl.h"

#include <hwy/highway.h>

#include <cstdint>

HWY_BEFORE_NAMESPACE();
namespace dass::ops {
namespace HWY_NAMESPACE {

struct ScanTile
{
    int64_t count; // steps in use
    int64_t states;
    const float* b; // B of step t, state n: b[t * stepStride + n * stateStride]
    const float* c;
    int64_t stepStride;
    int64_t stateStride;
    float* dt;    // [steps]
    float* input; // [steps] dt x
    float* y;     // [steps] the sum so far; C h is added
};

// decay [N][lanes] is A / ln 2; state [N][lanes] is advanced by the tile.
HWY_INLINE void scanTile(Floats d, const ScanTile& tile, const float* decay, float* state)
{
    for (int64_t n = 0; n < tile.states; ++n) {
        const Vec rate = hn::Load(d, decay + n * kLanes);
        const float* b = tile.b + n * tile.stateStride;
        const float* c = tile.c + n * tile.stateStride;
        Vec h = hn::Load(d, state + n * kLanes);
        for (int64_t t = 0; t < tile.count; ++t) {
            const Vec a = exp2(d, hn::Mul(hn::Load(d, tile.dt + t * kLanes), rate));
            const Vec bx = hn::Mul(hn::Set(d, b[t * tile.stepStride]), hn::Load(d, tile.input + t * kLanes));
            h = hn::MulAdd(a, h, bx);
            float* y = tile.y + t * kLanes;
            hn::Store(hn::MulAdd(h, hn::Set(d, c[t * tile.stepStride]), hn::Load(d, y)), d, y);
        }
        hn::Store(h, d, state + n * kLanes);
    }
}

struct ScanTileGradient
{
    const float* dy; // [steps]
    float* a;        // [steps] scratch
    float* h;        // [steps + 1] scratch: h[t] is the state before step t
    float* dDt;      // [steps] out: the part through a; the part through input is dInput x
    float* dInput;   // [steps] out
    float* dB;       // [steps][N] += g input, a lane each: the sum over lanes is the gradient
    float* dC;       // [steps][N] += dy h
};

// start [N][lanes] is the state before the tile. adjoint [N][lanes] is the gradient by the state after the tile on
// entry, before it on return. dDecay [N][lanes] += the gradient by A.
HWY_INLINE void scanTileBackward(Floats d, const ScanTile& tile, const ScanTileGradient& out, const float* decay,
                                 const float* start, float* adjoint, float* dDecay)
{
    for (int64_t n = 0; n < tile.states; ++n) {
        const Vec rate = hn::Load(d, decay + n * kLanes);
        const float* b = tile.b + n * tile.stateStride;
        const float* c = tile.c + n * tile.stateStride;
        Vec h = hn::Load(d, start + n * kLanes);
        hn::Store(h, d, out.h);
        for (int64_t t = 0; t < tile.count; ++t) {
            const Vec a = exp2(d, hn::Mul(hn::Load(d, tile.dt + t * kLanes), rate));
            const Vec bx = hn::Mul(hn::Set(d, b[t * tile.stepStride]), hn::Load(d, tile.input + t * kLanes));
            h = hn::MulAdd(a, h, bx);
            hn::Store(a, d, out.a + t * kLanes);
            hn::Store(h, d, out.h + (t + 1) * kLanes);
        }

        const Vec scale = hn::Mul(rate, hn::Set(d, kLn2)); // A
        Vec g = hn::Load(d, adjoint + n * kLanes);
        Vec dA = hn::Load(d, dDecay + n * kLanes);
        for (int64_t t = tile.count - 1; t >= 0; --t) {
            const Vec dy = hn::Load(d, out.dy + t * kLanes);
            g = hn::MulAdd(dy, hn::Set(d, c[t * tile.stepStride]), g);
            float* dC = out.dC + (t * tile.states + n) * kLanes;
            float* dB = out.dB + (t * tile.states + n) * kLanes;
            hn::Store(hn::MulAdd(dy, hn::Load(d, out.h + (t + 1) * kLanes), hn::Load(d, dC)), d, dC);
            hn::Store(hn::MulAdd(g, hn::Load(d, tile.input + t * kLanes), hn::Load(d, dB)), d, dB);
            const Vec decayed = hn::Mul(g, hn::Load(d, out.a + t * kLanes));
            const Vec throughA = hn::Mul(decayed, hn::Load(d, out.h + t * kLanes));
            dA = hn::MulAdd(throughA, hn::Load(d, tile.dt + t * kLanes), dA);
            Vec dDt = hn::Mul(throughA, scale);
            Vec dInput = hn::Mul(g, hn::Set(d, b[t * tile.stepStride]));
            if (n > 0) {
                dDt = hn::Add(dDt, hn::Load(d, out.dDt + t * kLanes));
                dInput = hn::Add(dInput, hn::Load(d, out.dInput + t * kLanes));
            }
            hn::Store(dDt, d, out.dDt + t * kLanes);
            hn::Store(dInput, d, out.dInput + t * kLanes);
            g = decayed;
        }
        hn::Store(g, d, adjoint + n * kLanes);
        hn::Store(dA, d, dDecay + n * kLanes);
    }
}

} // namespace HWY_NAMESPACE
} // namespace dass::ops
HWY_AFTER_NAMESPACE();

#endif
