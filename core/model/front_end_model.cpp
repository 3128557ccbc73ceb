#include "core/model/front_end_model.h"

#include "core/base/error.h"
#include "core/features/fbank.h"

#include <algorithm>
#include <limits>
#include <string>

namespace dass {

ClipSamples ClipSamples::of(std::span<const float> sound, std::span<const SoundClip> clips, std::int64_t frames)
{
    const std::int64_t there = fbank::frameCount(static_cast<std::int64_t>(sound.size()));
    std::int64_t first = std::numeric_limits<std::int64_t>::max();
    std::int64_t end = 0;
    for (const SoundClip& clip : clips) {
        if (clip.firstFrame < 0 || clip.frames < 0 || clip.frames > frames || clip.firstFrame > there ||
            clip.frames > there - clip.firstFrame)
            throw Error(ErrorCode::InvalidArgument, "a clip of " + std::to_string(clip.frames) + " frames from " +
                                                        std::to_string(clip.firstFrame) +
                                                        " on was asked for; the sound has " + std::to_string(there) +
                                                        ", an input " + std::to_string(frames));
        if (clip.frames == 0)
            continue;
        first = std::min(first, clip.firstFrame);
        end = std::max(end, clip.firstFrame + clip.frames);
    }
    if (end == 0)
        return {};
    return {sound.subspan(static_cast<std::size_t>(first * fbank::kFrameShift),
                          static_cast<std::size_t>((end - 1 - first) * fbank::kFrameShift + fbank::kFrameLength)),
            first};
}

std::vector<float> spectrogramsOf(std::span<const float> sound, std::span<const SoundClip> clips, std::int64_t frames)
{
    const ClipSamples samples = ClipSamples::of(sound, clips, frames);
    std::vector<float> made;
    FbankStream().push(samples.sound, made);
    fbank::normalise(made);
    const std::int64_t size = frames * fbank::kMelBins;
    std::vector<float> inputs(clips.size() * static_cast<std::size_t>(size), fbank::kNormalisedPadding);
    auto to = inputs.begin();
    for (const SoundClip& clip : clips) {
        if (clip.frames > 0)
            std::copy_n(made.begin() + (clip.firstFrame - samples.firstFrame) * fbank::kMelBins,
                        clip.frames * fbank::kMelBins, to);
        to += size;
    }
    return inputs;
}

} // namespace dass
