#pragma once

#include <qcustomplot.h>

namespace dass {

struct StackState;

// Something that a stack draws itself, inside the rectangle of its track. Owned by the plot.
class TrackItem : public QCPLayerable
{
public:
    // Without a track (null) it may draw anywhere in the plot.
    TrackItem(QCustomPlot* plot, const QString& layer, QCPAxisRect* track, const StackState& state)
        : QCPLayerable(plot, layer), m_track(track), m_state(state)
    {
        setAntialiased(false);
    }

protected:
    // QCustomPlot moves the clip of every layerable up by a pixel.
    QRect clipRect() const override { return rect().translated(0, 1); }
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override { painter->setAntialiasing(false); }
    bool isShown() const { return !rect().isEmpty(); }
    QRect rect() const { return m_track ? m_track->rect() : mParentPlot->viewport(); }
    const StackState& state() const { return m_state; }

private:
    QCPAxisRect* m_track;
    const StackState& m_state;
};

} // namespace dass
