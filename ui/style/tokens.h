#pragma once

#include <QColor>
#include <QPalette>

#include <array>

namespace dass {

// The colours of one theme, by the names that the style sheet of the design gives them. Widgets and plots take every
// colour from here (Theme::tokens()), at paint time, so that a change of theme needs nothing but an update().
struct Tokens
{
    bool dark = false;
    QColor window;     // chrome, panels, bars
    QColor base;       // plots, tables, edits, logs
    QColor raised;     // read-out, tool tips, menus
    QColor control;    // buttons, combos
    QColor text;       // everything read first
    QColor secondary;  // labels, units, axis text
    QColor disabled;   // disabled text and icons
    QColor hairline;   // separators, 1 px
    QColor buttonEdge; // outline of buttons
    QColor fieldEdge;  // outline of fields and check boxes, 3 : 1 on base
    QColor hover;      // rows and flat buttons under the pointer
    QColor selection;  // selected rows; the text keeps its colour
    QColor accent;     // primary button, progress, slider, tagging front
    QColor onAccent;   // text on accent
    QColor focus;      // 2 px ring
    QColor danger;
    QColor warning;
    QColor success;
    QColor notice; // the bar under the header
    QColor grid;
    QColor hatch; // not computed yet
    QColor waveformPeak;
    QColor waveformRms;
    std::array<QColor, 8> tags; // in the order of ticking
    std::array<QColor, 5> heat; // heat strip, probability 0 to 1 in equal steps

    // A tag keeps its index everywhere. From the ninth on the colours come again, dashed.
    const QColor& tag(int index) const { return tags[static_cast<std::size_t>(index) % tags.size()]; }
    static bool tagIsDashed(int index) { return index >= 8; }
};

const Tokens& lightTokens();
const Tokens& darkTokens();

QPalette applicationPalette(const Tokens& tokens);
// Item views show selected rows in the selection colour and keep the colour of the text.
QPalette itemViewPalette(const Tokens& tokens);

// share of a over b, per channel: mix(text, base, 0.14) is text at 14 % on base.
QColor mix(const QColor& a, const QColor& b, double share);

} // namespace dass
