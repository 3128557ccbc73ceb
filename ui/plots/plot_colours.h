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

} // namespace dass
