#pragma once

#include "ui/plots/stack_state.h"

#include <qcustomplot.h>

namespace dass {

class TimeTicker;

// The axis rectangles of a stack, one above the other with the same margins, and their grids and ruler.
class TrackLayout
{
public:
    TrackLayout(QCustomPlot* plot, const StackState& state);

    QCPAxisRect* overview() const { return m_overview; }
    QCPAxisRect* waveform() const { return m_waveform; }
    QCPAxisRect* spectrogram() const { return m_spectrogram; }
    QCPAxisRect* probability() const { return m_probability; }
    QCPAxisRect* heat() const { return m_heat; }

    // Heights of the tracks for what there is room for; rows: of the heat strip, if all of them fit.
    void fit(int height, int rows);
    void showOnly(); // state.only, and the ruler above it
    void applyColours();
    void applyGrid();         // time ranges and ticks, after state.grid changed
    TrackRects rects() const; // as of the last layout

private:
    static void setHeight(QCPAxisRect* track, int height);
    void fold(QCPAxisRect* track);
    QCPAxisRect* addTrack(int row, int height, int above, int below);
    void addTimeGrid(QCPAxisRect* track);

    QCustomPlot* m_plot;
    const StackState& m_state;
    QSharedPointer<TimeTicker> m_ticker;
    QCPAxisRect* m_overview;
    QCPAxisRect* m_waveform;
    QCPAxisRect* m_spectrogram;
    QCPAxisRect* m_probability;
    QCPAxisRect* m_heat;
};

} // namespace dass
