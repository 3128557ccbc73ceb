#pragma once

#include "core/model/tagging_model.h"

#include <cstdint>
#include <span>
#include <vector>

namespace dass {

// Frames of a sound, which begins with the first sample of its frame 0.
struct SoundClip
{
    std::int64_t firstFrame = 0;
    std::int64_t frames = 0; // those that the sound fills; 0: it has none
};

// What a TaggingModel can be besides: one that makes the features itself, where it computes, so that sound is brought
// there instead of features and windows that overlap are brought once. As its other calls in everything else.
class FrontEndModel
{
public:
    virtual ~FrontEndModel() = default;

    // Whether it does so now. The calls below work in any case; where it does not, whoever makes features beside the
    // model is faster.
    virtual bool makesFeatures() = 0;

    // sound: 16 kHz, mono. Each clip is an input of so many frames, filled up with zeros in the log-mel domain
    // -> logits [clips, classes]. All that lies between the first clip and the end of the last is brought, gaps, too:
    // it is meant for clips that overlap or touch, as windows do, whose hop is never longer than they are.
    virtual void logitsOfSound(std::span<const float> sound, std::span<const SoundClip> clips, std::int64_t frames,
                               Pooling pooling, std::span<float> logits) = 0;

    // -> logits [clips, denseSteps(frames), classes], as TaggingModel::denseLogits.
    virtual void denseLogitsOfSound(std::span<const float> sound, std::span<const SoundClip> clips, std::int64_t frames,
                                    std::int64_t columns, std::span<float> logits) = 0;
};

// Of a sound, the samples that some clips are made of, which may overlap, with those between them, and where the clips
// lie in them.
struct ClipSamples
{
    std::span<const float> sound;
    std::int64_t firstFrame = 0; // of the sound, with whose first sample these begin

    // Throws Error(InvalidArgument) for clips outside the sound, or longer than `frames`.
    static ClipSamples of(std::span<const float> sound, std::span<const SoundClip> clips, std::int64_t frames);
};

// The model's inputs by core/features, normalised and filled up: [clips, frames, 128].
std::vector<float> spectrogramsOf(std::span<const float> sound, std::span<const SoundClip> clips, std::int64_t frames);

} // namespace dass
