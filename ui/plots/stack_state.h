#pragma once

#include "ui/plots/pixel_grid.h"
#include "ui/plots/plot_stack.h"
#include "ui/plots/probability_series.h"
#include "ui/plots/value_scale.h"

#include <QFont>
#include <QRect>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace dass {

// Measures of the style sheet, in logical pixels.
namespace stackmetrics {
inline constexpr int kGutter = 112;
inline constexpr int kGutterInset = 12; // of names, from the left edge
inline constexpr int kRightMargin = 12;
inline constexpr int kTopMargin = 8;
inline constexpr int kBottomMargin = 8;
inline constexpr int kGap = 8; // between tracks, and between a tick label and its plot
inline constexpr int kOverviewHeight = 36;
inline constexpr int kProgressHeight = 2;
inline constexpr int kRulerGap = 4; // between the progress line and the ruler
inline constexpr int kRulerHeight = 20;
inline constexpr int kWaveformHeight = 46;
inline constexpr int kProbabilityHeight = 112;
inline constexpr int kHeatRowHeight = 13;
// In a low window the spectrogram gives way first, then the probabilities, then rows of the heat strip from its foot.
inline constexpr int kSmallSpectrogram = 96;
inline constexpr int kSmallestSpectrogram = 60;
inline constexpr int kSmallestProbability = 48;
inline constexpr int kFewestHeatRows = 2;
inline constexpr int kFixedHeight = kTopMargin + kOverviewHeight + kProgressHeight + kRulerGap + kRulerHeight +
                                    kWaveformHeight + kGap + kGap + kGap + kBottomMargin; // all that never gives way
inline constexpr double kSmallFont = 0.85;                                                // of the application's font
} // namespace stackmetrics

// Where the tracks lie. Empty where a track is not shown.
struct TrackRects
{
    QRect overview;
    QRect ruler;
    QRect waveform;
    QRect spectrogram;
    QRect probability;
    QRect heat;

    // From the top of the waveform to the bottom of the last track.
    QRect timeTracks() const { return waveform.united(spectrogram).united(probability).united(heat); }

    bool operator==(const TrackRects&) const = default;
};

// What the tracks and the overlay draw from: written by PlotStack, read by the rest, all on the GUI thread.
struct StackState
{
    PlotColours colours = PlotColours::light();
    QFont smallFont;
    TrackRects rects;
    PixelGrid grid;          // of all time tracks
    PixelGrid overviewGrid;  // the whole recording
    std::int64_t length = 0; // samples, as far as known

    std::shared_ptr<const WaveformPyramid> waveform;
    std::shared_ptr<const MelPyramid> mel;
    ValueRange amplitudes{-1, 1};
    bool decodingFinished = false;
    std::int64_t decodedEnd = 0; // first sample that is not decoded yet
    float loudness = 0;          // natural log of the loudest mel cell decoded so far: 0 dB

    ProbabilitySeries probabilities;
    bool resultFinished = false;
    QString untaggedNotice;
    std::vector<PlotTag> tags;
    std::vector<HeatStripTag> heatRows;
    double threshold = 0.3;                 // of tags without one of their own
    std::optional<std::int64_t> currentTag; // chosen elsewhere: its own threshold is drawn
    std::optional<std::int64_t> pointedTag; // likewise, before that
    bool curveNames = false;
    std::optional<int> channel;       // that is shown alone, from 0; none: the mean of all
    std::optional<double> clockStart; // seconds of the day at sample 0, where times of day are shown
    QString clockZone;                // of these; empty: unknown
    SpectrogramSettings spectrogram;
    std::optional<PlotFailure> failure;

    std::int64_t playhead = 0;
    SampleSpan selection;
    bool forPicture = false; // painters may not clip
    PictureTrack only = PictureTrack::All;
    bool focusRing = false; // keyboard focus came by the keyboard

    // First sample that will never be decoded; the length where all is well.
    std::int64_t readableEnd() const { return failure ? failure->fromSample : length; }
};

} // namespace dass
