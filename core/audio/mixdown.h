#pragma once

#include "core/audio/ffmpeg_handles.h"

#include <optional>
#include <vector>

namespace dass::media {

// Appends the frame's samples to mono, as floats in [-1, 1]: the mean of all channels, whatever FFmpeg believes their
// speakers to be, or one channel. A frame without that channel gives silence. False for a sample format that is not
// supported; nothing is appended then.
bool appendMono(const AVFrame& frame, std::optional<int> channel, std::vector<float>& mono);

} // namespace dass::media
