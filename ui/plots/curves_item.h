#pragma once

#include "ui/plots/track_item.h"

#include <QPolygonF>

#include <vector>

namespace dass {

class PeakSeries;

// The probability curves, as the search for events sees them; where that is not what is stored, this stands faintly
// behind: a line through the centres of the cells, or through the peaks of the pixel columns where
// cells are narrower than those.
class CurvesItem : public TrackItem
{
public:
    using TrackItem::TrackItem;

    // Of the state's tags, in their order, as they were drawn last; empty where nothing is known of a tag.
    const std::vector<QPolygonF>& lines() const { return m_lines; }

protected:
    void draw(QCPPainter* painter) override;

private:
    QPolygonF peaksOf(const PeakSeries& series);
    QPolygonF cellsOf(const PeakSeries& series) const;
    void drawCurve(QCPPainter* painter, const QPolygonF& line, const QColor& colour, bool dashed, bool dense) const;
    void drawBars(QCPPainter* painter, const QPolygonF& line, const QColor& colour) const;
    QPointF pointAt(double sample, float value) const;

    std::vector<float> m_columns;
    std::vector<QPolygonF> m_lines;
};

} // namespace dass
