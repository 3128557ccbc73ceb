#pragma once

#include "core/audio/ffmpeg_handles.h"

#include <array>
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

// Left and right of frames, for listening: one channel is on both sides, of two the first is left, and more are mixed
// down as libswresample does it by default, where their speakers are known; unlike there the low-frequency one counts,
// so that nothing that is tagged goes unheard. Where they are not known, the mean of all is on both sides. No louder
// than the channels. Not thread-safe.
class StereoMix
{
public:
    // As appendMono(), with two values a sample.
    std::optional<std::int64_t> append(const AVFrame& frame, std::vector<float>& interleaved);

private:
    using Shares = std::array<float, 2>; // of a channel, in left and right

    std::vector<Shares> m_shares; // by channel, of the last frame's layout:
    std::uint64_t m_speakers = 0; // FFmpeg's mask; 0: not known
};

} // namespace dass::media
