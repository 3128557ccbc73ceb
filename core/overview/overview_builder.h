#pragma once

#include "core/audio/audio_reader.h"
#include "core/base/run_control.h"
#include "core/overview/mel_pyramid.h"
#include "core/overview/waveform_pyramid.h"

#include <cstdint>
#include <stop_token>

namespace dass {

struct OverviewProgress
{
    std::int64_t samples = 0; // decoded so far, at 16 kHz
};

// Decodes a recording once, from the reader's position to its end, and fills both pyramids on the way, which may be
// read meanwhile. The reader must hand out 16 kHz. Stops within 0.1 s of a request. Throws Error(Io) when the temporary
// files cannot grow; damage of the recording is in reader.warnings().
Outcome buildOverview(AudioReader& reader, WaveformPyramid& waveform, MelPyramid& mel, std::stop_token stop,
                      const ProgressSink<OverviewProgress>& progress);

} // namespace dass
