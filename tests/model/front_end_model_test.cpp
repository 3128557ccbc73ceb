// Inputs of a model out of a sound, by core/features.
#include "core/base/error.h"
#include "core/features/fbank.h"
#include "core/model/front_end_model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace dass {
namespace {

std::vector<float> noise(std::size_t samples)
{
    std::mt19937 random(5);
    std::normal_distribution<float> normal(0, 0.1F);
    std::vector<float> sound(samples);
    std::ranges::generate(sound, [&] { return normal(random); });
    return sound;
}

TEST(SoundClips, becomeTheFramesOfTheSoundAndPadding)
{
    const std::vector<float> sound = noise(400 + 160 * 49 + 77); // 50 frames
    std::vector<float> frames;
    FbankStream().push(sound, frames);
    fbank::normalise(frames);
    // Overlapping, in any order, to the last frame, with nothing in it.
    const std::vector<SoundClip> clips{{10, 20}, {3, 20}, {45, 5}, {50, 0}, {7, 0}, {49, 1}};
    const std::vector<float> got = spectrogramsOf(sound, clips, 20);
    ASSERT_EQ(got.size(), clips.size() * 20 * 128);
    for (std::size_t i = 0; i < clips.size(); ++i) {
        std::vector<float> wanted(20 * 128, fbank::kNormalisedPadding);
        std::copy_n(frames.begin() + clips[i].firstFrame * 128, clips[i].frames * 128, wanted.begin());
        EXPECT_TRUE(std::equal(wanted.begin(), wanted.end(), got.begin() + static_cast<std::ptrdiff_t>(i) * 20 * 128))
            << "clip " << i;
    }
}

TEST(SoundClips, ofASoundShorterThanAFrameArePadding)
{
    const std::vector<float> sound = noise(399);
    for (const auto all : {std::span<const float>(sound), std::span<const float>()})
        for (const float value : spectrogramsOf(all, std::vector<SoundClip>{{0, 0}}, 3))
            EXPECT_EQ(value, fbank::kNormalisedPadding);
}

TEST(SoundClips, areBroughtWithTheSamplesThatTheyNeed)
{
    const std::vector<float> sound = noise(10000); // 61 frames
    const ClipSamples some = ClipSamples::of(sound, std::vector<SoundClip>{{20, 2}, {5, 7}, {60, 0}}, 10);
    EXPECT_EQ(some.firstFrame, 5);
    EXPECT_EQ(some.sound.data(), sound.data() + 5 * 160);
    EXPECT_EQ(some.sound.size(), 16U * 160 + 400);
    EXPECT_TRUE(ClipSamples::of(sound, std::vector<SoundClip>{{60, 0}}, 10).sound.empty());
}

TEST(SoundClips, outsideTheSoundAreRefused)
{
    const std::vector<float> sound = noise(10000); // 61 frames
    for (const SoundClip clip : {SoundClip{60, 2}, SoundClip{62, 0}, SoundClip{-1, 3}, SoundClip{0, -1},
                                 SoundClip{0, 11}, SoundClip{5, std::int64_t{1} << 62}})
        EXPECT_THROW(ClipSamples::of(sound, {&clip, 1}, 10), Error) << clip.firstFrame << ", " << clip.frames;
    EXPECT_NO_THROW(ClipSamples::of(sound, std::vector<SoundClip>{{61, 0}, {51, 10}}, 10));
}

} // namespace
} // namespace dass
