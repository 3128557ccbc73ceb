#pragma once

#include "ui/plots/track_item.h"

#include <QImage>

namespace dass {

// The left gutter: names and units of the tracks, the numbers of their value axes, the colour scale, the names of the
// heat strip's rows.
class GutterItem : public TrackItem
{
public:
    GutterItem(QCustomPlot* plot, const QString& layer, const StackState& state);

protected:
    void draw(QCPPainter* painter) override;

private:
    QString rulerUnit() const;
    void nameAndUnit(QCPPainter* painter, const QRect& track, const QString& name, const QString& unit) const;
    void tickLabel(QCPPainter* painter, const QRect& track, double y, const QString& text) const;
    void waveformTicks(QCPPainter* painter) const;
    void frequencyTicks(QCPPainter* painter) const;
    QString frequencyUnit() const;
    void probabilityTicks(QCPPainter* painter) const;
    void smoothingWords(QCPPainter* painter) const;
    void colourScale(QCPPainter* painter) const;
    void heatNames(QCPPainter* painter) const;
};

} // namespace dass
