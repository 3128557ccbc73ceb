#include "ui/plots/spectrogram_tile.h"

#include "core/overview/scratch_memory.h"
#include "ui/plots/mel_scale.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace dass {
namespace {

// Of files of all kinds, the program's libraries of some 150 MB among them. A tile reads 30 MB at most.
constexpr std::size_t kMostHeld = std::size_t{400} << 20;

constexpr double kCellStart = (fbank::kFrameLength - fbank::kFrameShift) / 2.0; // samples after the frame's own
constexpr int kFractions = 16; // steps between two levels when bands are blended

// Colours of levels in steps of 1 / kFractions.
using LevelColours = std::array<QRgb, 255 * kFractions + 1>;

LevelColours levelColours(float lowest, float highest, const ColourTable& colours)
{
    LevelColours result{};
    for (std::size_t i = 0; i < result.size(); ++i) {
        const float value = MelPyramid::kLowest + MelPyramid::kStep * static_cast<float>(i) / kFractions;
        const float part = std::clamp((value - lowest) / (highest - lowest), 0.0F, 1.0F);
        result[i] = colours[static_cast<std::size_t>(std::lround(part * 255))];
    }
    return result;
}

const std::uint8_t* levelsOf(const LevelTile& tile, int band)
{
    return tile.levels.data() + static_cast<std::ptrdiff_t>(band) * kTileColumns;
}

// At a height on the mel scale, 0 to 1.
void drawBetweenBands(const LevelTile& tile, double height, const LevelColours& table, QRgb* pixels)
{
    const double place = height * MelPyramid::kBands - 0.5; // in bands, whole at a centre
    const double inside = std::clamp(place, 0.0, MelPyramid::kBands - 1.0);
    const int below = std::min(static_cast<int>(inside), MelPyramid::kBands - 2);
    const auto upperShare = static_cast<int>(std::lround((inside - below) * kFractions));
    const std::uint8_t* const lower = levelsOf(tile, below);
    const std::uint8_t* const upper = levelsOf(tile, below + 1);
    for (int x = 0; x < tile.known; ++x) {
        pixels[x] = table[static_cast<std::size_t>(lower[x] * (kFractions - upperShare) + upper[x] * upperShare)];
    }
}

struct BandSpan
{
    int first = 0;
    int last = 0; // included
};

// The band at the row's middle, and all whose middles lie in the row.
BandSpan bandsOfRow(FrequencyScale scale, int height, int y)
{
    const auto place = [&](double row) { // in bands, whole at a lower edge
        return melHeightOf(hertzAt(scale, (height - row) / height)) * MelPyramid::kBands;
    };
    const int middle = static_cast<int>(std::floor(place(y + 0.5)));
    const int first = std::min(middle, static_cast<int>(std::ceil(place(y + 1) - 0.5)));
    const int last = std::max(middle, static_cast<int>(std::ceil(place(y) - 0.5)) - 1);
    return {std::clamp(first, 0, MelPyramid::kBands - 1), std::clamp(last, 0, MelPyramid::kBands - 1)};
}

void loudestOfRow(const LevelTile& tile, const BandSpan& bands, std::array<std::uint8_t, kTileColumns>& loudest)
{
    std::copy_n(levelsOf(tile, bands.first), kTileColumns, loudest.begin());
    for (int band = bands.first + 1; band <= bands.last; ++band) {
        const std::uint8_t* const levels = levelsOf(tile, band);
        for (std::size_t x = 0; x < loudest.size(); ++x) {
            loudest[x] = std::max(loudest[x], levels[x]);
        }
    }
}

} // namespace

FrameSpan framesOf(double startSample, double endSample)
{
    const auto start = static_cast<std::int64_t>(std::floor((startSample - kCellStart) / fbank::kFrameShift));
    const auto end = static_cast<std::int64_t>(std::ceil((endSample - kCellStart) / fbank::kFrameShift));
    // The first cell reaches back to the recording's start.
    return {std::max<std::int64_t>(start, 0), std::max<std::int64_t>({end, start + 1, 1})};
}

FrameSpan framesOfTile(double samplesPerColumn, std::int64_t tile)
{
    const auto column = static_cast<double>(tile * kTileColumns);
    return framesOf(column * samplesPerColumn, (column + kTileColumns) * samplesPerColumn);
}

LevelTile reducedTile(const MelPyramid& mel, double samplesPerColumn, std::int64_t tile)
{
    LevelTile result;
    result.levels.resize(static_cast<std::size_t>(MelPyramid::kBands) * kTileColumns);
    result.frames = mel.frames();
    result.complete = framesOfTile(samplesPerColumn, tile).end <= result.frames;
    for (int i = 0; i < kTileColumns; ++i) {
        const auto column = static_cast<double>(tile * kTileColumns + i);
        const FrameSpan span = framesOf(column * samplesPerColumn, (column + 1) * samplesPerColumn);
        if (span.start >= result.frames) {
            break;
        }
        const MelPyramid::Column peak = mel.peak(span.start, span.end);
        for (std::size_t band = 0; band < peak.size(); ++band) {
            result.levels[band * kTileColumns + static_cast<std::size_t>(i)] = peak[band];
        }
        result.known = i + 1;
    }
    trimScratchMemory(kMostHeld);
    return result;
}

QImage colouredImage(const LevelTile& tile, int height, float lowest, float highest, const ColourTable& colours,
                     FrequencyScale scale)
{
    const LevelColours table = levelColours(lowest, highest, colours);
    const bool whole = tile.known == kTileColumns;
    QImage image(kTileColumns, height, whole ? QImage::Format_RGB32 : QImage::Format_ARGB32_Premultiplied);
    std::array<std::uint8_t, kTileColumns> loudest{};
    for (int y = 0; y < height; ++y) {
        auto* const pixels = reinterpret_cast<QRgb*>(image.scanLine(y));
        if (scale == FrequencyScale::Mel) {
            drawBetweenBands(tile, (height - 0.5 - y) / height, table, pixels);
        } else {
            loudestOfRow(tile, bandsOfRow(scale, height, y), loudest);
            for (int x = 0; x < tile.known; ++x) {
                pixels[x] = table[static_cast<std::size_t>(loudest[static_cast<std::size_t>(x)] * kFractions)];
            }
        }
        std::fill(pixels + tile.known, pixels + kTileColumns, 0U);
    }
    return image;
}

std::optional<double> decibelsAt(const MelPyramid& mel, std::int64_t sample, double height, float loudness)
{
    const FrameSpan span = framesOf(static_cast<double>(sample), static_cast<double>(sample) + 1);
    if (span.start >= mel.frames()) {
        return std::nullopt;
    }
    const int band = std::clamp(static_cast<int>(height * MelPyramid::kBands), 0, MelPyramid::kBands - 1);
    const MelPyramid::Column frame = mel.peak(span.start, span.start + 1);
    const double nepers = MelPyramid::logMel(frame[static_cast<std::size_t>(band)]) - loudness;
    return nepers * 10 / std::numbers::ln10;
}

} // namespace dass
