#pragma once

#include "core/audio/ffmpeg_handles.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace dass::media {

// Appends the frame's samples to mono, as floats in [-1, 1]: the mean of all channels, whatever FFmpeg believes their
// speakers to be, or one channel. A frame without that channel gives silence. Returns how many values of the frame were
// no numbers, or far beyond any loudness, and count as silence: one of them would spread over all that is computed from
// the samples. Nothing is appended or returned for a sample format that is not supported.
std::optional<std::int64_t> appendMono(const AVFrame& frame, std::optional<int> channel, std::vector<float>& mono);

// Likewise the first `width` channels, each by itself: sample by sample, the channels of one beside each other. A
// channel that the frame does not have is silent.
std::optional<std::int64_t> appendChannels(const AVFrame& frame, int width, std::vector<float>& interleaved);

} // namespace dass::media
