#pragma once

// The CPU kernels of ss2d: each call is one thread's share. Plain C++ in front of Highway's run-time dispatch.

#include "core/ops/ss2d.h"

namespace dass::ops {

// A stretch of one direction's walk for some channels of one image.
struct Ss2dSweep
{
    int64_t image; // in the batch
    int64_t channelBegin;
    int64_t channelEnd;
    int direction;
    int64_t stepBegin; // a multiple of kSs2dChunk where chunk states are wanted
    int64_t stepEnd;
    int64_t runSteps;        // 0: all is one run; else the steps are runs of so many, each with states of its own
    const float* startState; // [runs, N, D], null for zeros

    // What comes out; null for what is not wanted.
    float* y; // of this image and channelBegin, position p at y + p * yStride
    int64_t yStride;
    bool accumulate;    // add to y instead of setting it
    float* chunkStates; // [chunks, N, D] the state before every kSs2dChunk steps
    float* endState;    // [runs, N, D], may be startState's memory
    float* dtSum;       // [runs, D] the sum of dt over a run: its decay is exp(A dtSum)
};

void ss2dSweepCpu(const Ss2dInputs& inputs, const Ss2dSweep& sweep);

// Rows of `columns` dense floats to rows of bfloat16 `toStride` apart.
void roundToBFloat16Cpu(const float* from, int64_t rows, int64_t columns, uint16_t* to, int64_t toStride);

// The backward pass of one image for some channels, over all directions. Gradients of parameters are added to; those by
// x and projections are set.
struct Ss2dBackwardPart
{
    int64_t image;
    int64_t channelBegin;
    int64_t channelEnd;
    const void* dy;           // [B, H, W, D], type of x
    const float* chunkStates; // [B, 4, chunks, N, D]
    float* dx;                // [B, H, W, D]
    float* dProjections;      // [B, H, W, 4, R + 2N], this part's share of the sum over channels
    float* dDtWeight;         // [4, D, R]
    float* dDtBias;           // [4, D]
    float* dALogs;            // [4, D, N]
    float* dDs;               // [4, D]
};

void ss2dBackwardPartCpu(const Ss2dInputs& inputs, const Ss2dBackwardPart& part);

} // namespace dass::ops
