#pragma once

#include "ui/plots/track_item.h"

#include <QPolygonF>

#include <vector>

namespace dass {

class PeakSeries;

// The probability curves: a line through the centres of the cells, or through the peaks of the pixel columns where
// cells are narrower than those.
class CurvesItem : public TrackItem
{
public:
    using TrackItem::TrackItem;

protected:
    void draw(QCPPainter* painter) override;

private:
    QPolygonF peaksOf(const PeakSeries& series);
    QPolygonF cellsOf(const PeakSeries& series) const;
    void drawBars(QCPPainter* painter, const QPolygonF& line, const QColor& colour) const;
    QPointF pointAt(double sample, float value) const;

    std::vector<float> m_columns;
};

} // namespace dass
