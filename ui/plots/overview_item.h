#pragma once

#include "ui/plots/track_item.h"
#include "ui/plots/waveform_columns.h"

namespace dass {

// The whole recording in one line: its waveform, paler where it is not tagged, the part in view boxed, and the line of
// progress below.
class OverviewItem : public TrackItem
{
public:
    // May draw below its track, where the progress line lies.
    OverviewItem(QCustomPlot* plot, const QString& layer, const StackState& state);

protected:
    void draw(QCPPainter* painter) override;

private:
    void drawProgress(QCPPainter* painter, const QRect& track) const;
    void drawView(QCPPainter* painter, const QRect& track) const;

    WaveformColumns m_columns;
};

} // namespace dass
