#pragma once

#include <cstdint>

// Numbers of the front end, for whoever computes it or reads it; C++17, so that a GPU's kernels know them, too.

namespace dass::fbank {

inline constexpr int kSampleRate = 16000;
inline constexpr int kFrameLength = 400; // samples
inline constexpr int kFrameShift = 160;  // samples
inline constexpr int kMelBins = 128;
inline constexpr double kFramesPerSecond = 100.0;
inline constexpr std::int64_t kClipFrames = 1024; // of the clips that the models are trained on, 10.24 s
inline constexpr float kMean = -4.2677393F;
inline constexpr float kStandardDeviation = 4.5689974F;
// What a frame of zero padding in the log-mel domain becomes.
inline constexpr float kNormalisedPadding = -kMean / (2 * kStandardDeviation);

inline constexpr int kFftLength = 512;
inline constexpr int kBins = kFftLength / 2; // of the power spectrum; the one at 8000 Hz carries no weight
inline constexpr float kPreEmphasis = 0.97F;
inline constexpr float kEnergyFloor = 1.1920928955078125e-07F; // float's epsilon, as Kaldi has it
inline constexpr double kLowFrequency = 20;
inline constexpr double kHighFrequency = 8000;

} // namespace dass::fbank
