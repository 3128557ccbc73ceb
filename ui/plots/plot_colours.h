#pragma once

#include <QColor>

namespace dass {

// Colours of the plots, by their tokens in the style sheet. Colours of tags come with the tags.
struct PlotColours
{
    QColor window;        // around the tracks: gutter, gaps, ruler
    QColor base;          // background of a track
    QColor raised;        // read-out
    QColor text;          // playhead, names, boxes
    QColor secondary;     // units, tick labels, notices
    QColor hairline;      // edge of the read-out
    QColor accent;        // front of what is done, progress
    QColor focus;         // ring of keyboard focus
    QColor danger;        // front of what cannot be read
    QColor grid;          // 1 px lines at labelled ticks
    QColor hatch;         // not computed yet
    QColor wavePeak;      // outer waveform
    QColor waveRms;       // inner waveform
    QColor selectionFill; // translucent
    bool dark = false;    // picks the heat strip's colour map

    static PlotColours light();
    static PlotColours darkTheme();

    bool operator==(const PlotColours&) const = default;
};

// For words in the colour of a tag: that colour, moved towards the text's until it has 4.5 : 1 on the base.
QColor inkOf(const QColor& tag, const PlotColours& colours);
// The colour as it would be on the base with this opacity. Opaque, so that strokes may lie over each other.
QColor fadedOn(const QColor& colour, const PlotColours& colours, double opacity);
double contrastOf(const QColor& a, const QColor& b); // 1 to 21, as WCAG 2 has it

} // namespace dass
