#pragma once

#include "core/model/htsat_config.h"

#include <ATen/core/Tensor.h>

namespace dass {

// HTS-AT's own front end (reference/TEACHERS.md, HTS-AT): 32 kHz mono, frames of 1024 samples every 320, 64 Slaney mel
// bins from 50 to 14000 Hz, decibels.
namespace htsat {
// The triangles' weights, [513, 64]: what checkpoints hold as logmel_extractor.melW.
at::Tensor melWeights();

// waveform [B, samples] fp32 -> [B, samples / 320 + 1, 64] in dB. Sound of less than 1024 samples is followed by
// silence. Throws Error(InvalidArgument) for what has another shape or no samples.
at::Tensor logMel(const at::Tensor& waveform);
} // namespace htsat

} // namespace dass
