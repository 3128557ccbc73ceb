#pragma once

#include "core/overview/mel_pyramid.h"
#include "ui/plots/colour_map.h"
#include "ui/plots/frequency_scale.h"

#include <QImage>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace dass {

inline constexpr int kTileColumns = 256; // device pixel columns

// Frames [start, end) whose cells touch a stretch of samples. A frame's cell is the 10 ms around the middle of its
// 25 ms, so that a sound is drawn when it is heard.
struct FrameSpan
{
    std::int64_t start = 0;
    std::int64_t end = 0;
};

FrameSpan framesOf(double startSample, double endSample);
FrameSpan framesOfTile(double samplesPerColumn, std::int64_t tile);

// The levels of kTileColumns pixel columns, reduced to the loudest frame of each.
struct LevelTile
{
    std::vector<std::uint8_t> levels; // [128, kTileColumns], lowest band first; steps of MelPyramid
    int known = 0;                    // columns from the left on that are decoded
    std::int64_t frames = 0;          // decoded when it was made
    bool complete = false;            // nothing more will come

    std::size_t bytes() const { return levels.size() + sizeof *this; }
};

// Any thread.
LevelTile reducedTile(const MelPyramid& mel, double samplesPerColumn, std::int64_t tile);

// The picture of a tile, kTileColumns wide: log-mel values from lowest to highest over the colours. On the mel scale
// straight between the bands' centres; on the others each band from its lower to its upper edge in one colour, and
// where several share a row of pixels the loudest: nothing between the bands is known. Columns that are not decoded are
// transparent. Any thread.
QImage colouredImage(const LevelTile& tile, int height, float lowest, float highest, const ColourTable& colours,
                     FrequencyScale scale = FrequencyScale::Mel);

// Level of the frame at a sample and of the band at a height on the mel scale (0 the lower edge of the lowest band, 1
// the upper edge of the highest), in dB relative to `loudness` (a log-mel value). None where nothing is decoded.
std::optional<double> decibelsAt(const MelPyramid& mel, std::int64_t sample, double height, float loudness);

} // namespace dass
