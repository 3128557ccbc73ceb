#pragma once

#include <qcustomplot.h>

#include <vector>

namespace dass {

struct StackState;

// The probability curves: one graph a tag through the centres of the cells, or through the peaks of the pixel columns
// where cells are narrower than those.
class CurveTrack
{
public:
    // The graphs live in the plot, on this layer.
    CurveTrack(QCustomPlot* plot, QCPAxisRect* track, const QString& layer, const StackState& state);

    void updateTags();   // after state.tags changed
    void updatePoints(); // after anything else that moves the curves changed

private:
    void setPeaks(QCPGraph* graph, const class PeakSeries& series);
    void setCells(QCPGraph* graph, const class PeakSeries& series);

    QCustomPlot* m_plot;
    QCPAxisRect* m_track;
    QString m_layer;
    const StackState& m_state;
    std::vector<QCPGraph*> m_graphs; // as state.tags
    std::vector<float> m_columns;
};

} // namespace dass
