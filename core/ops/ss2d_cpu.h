#pragma once

// The CPU kernels of ss2d: each call is one thread's share. Plain C++ in front of Highway's run-time dispatch.

#include "core/ops/ss2d.h"

namespace dass::ops {

// A run of one direction's walk for some channels of one image.
struct Ss2dSweep
{
    int64_t image; // in the batch
    int64_t channelBegin;
    int64_t channelEnd;
    int direction;
    int64_t stepBegin; // a multiple of kSs2dChunk
    int64_t stepEnd;
    const float* startState; // [N, D], null for zeros

    // What comes out; null for what is not wanted.
    float* y; // of this image and channelBegin, position p at y + p * yStride
    int64_t yStride;
    bool accumulate;    // add to y instead of setting it
    float* chunkStates; // [chunks, N, D] the state before every kSs2dChunk steps
    float* endState;    // [N, D]
    float* dtSum;       // [D] the sum of dt over the run: its decay is exp(A dtSum)
};

void ss2dSweepCpu(const Ss2dInputs& inputs, const Ss2dSweep& sweep);

} // namespace dass::ops
