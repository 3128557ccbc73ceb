#pragma once

#include "ui/plots/track_item.h"

namespace dass {

class CurvesItem;

// The tags' names at their curves, in place of a legend.
class CurveNamesItem : public TrackItem
{
public:
    // The curves are drawn before, that is on a layer below.
    CurveNamesItem(QCustomPlot* plot, const QString& layer, QCPAxisRect* track, const StackState& state,
                   const CurvesItem& curves)
        : TrackItem(plot, layer, track, state), m_curves(curves)
    {
    }

protected:
    void draw(QCPPainter* painter) override;

private:
    const CurvesItem& m_curves;
};

} // namespace dass
