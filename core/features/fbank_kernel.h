#pragma once

#include <cstddef>
#include <cstdint>

namespace dass::fbank {

// Floats of scratch memory that a call needs, aligned for vectors (hwy::AllocateAligned).
std::size_t kernelScratch();

// Log-mel energies of frames that start every kFrameShift samples at samples[0]; reads
// (frames - 1) * kFrameShift + kFrameLength samples, writes frames * 128 floats. A frame's values do not depend on the
// frames beside it.
void computeFrames(const float* samples, std::int64_t frames, float* scratch, float* logMel);

} // namespace dass::fbank
