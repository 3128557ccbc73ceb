#pragma once

#include "ui/plots/track_item.h"

namespace dass {

// What is not there: hatch and words over the parts that are not decoded, not tagged or not readable, and the line at
// which they begin.
class UnfinishedItem : public TrackItem
{
public:
    UnfinishedItem(QCustomPlot* plot, const QString& layer, const StackState& state);

protected:
    void draw(QCPPainter* painter) override;

private:
    void hatch(QCPPainter* painter, const QRect& track, double fromSample) const;
    void words(QCPPainter* painter, const QRect& track, double fromSample, int top, const QString& text) const;
    void front(QCPPainter* painter, const QRect& tracks, double sample, const QColor& colour) const;
    const QPixmap& hatchTile(double pixelRatio) const;

    mutable QPixmap m_tile;
    mutable QColor m_tileColour;
};

} // namespace dass
