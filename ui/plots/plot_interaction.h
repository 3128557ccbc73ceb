#pragma once

#include "ui/plots/plot_stack.h"

#include <QObject>
#include <QPointF>

#include <cstdint>
#include <optional>

class QMouseEvent;
class QWheelEvent;

namespace dass {

struct StackState;

// Turns the pointer over the stack into movements of the viewport and wishes of the person: wheel zooms at the pointer,
// Shift+wheel and middle or Alt drag pan, a drag selects, a click seeks, a double click shows everything, the threshold
// and the overview's box are dragged. Filters the events of the overlay.
class PlotInteraction : public QObject
{
    Q_OBJECT

public:
    PlotInteraction(const StackState& state, TimeViewport& viewport, QWidget* overlay);

    bool isDragging() const { return m_drag != Drag::None; }

Q_SIGNALS:
    void seekRequested(qint64 sample);
    void selectionDragged(const dass::SampleSpan& selection);
    void selectionReleased(); // the drag is over
    void thresholdDragged(double probability);
    void ownThresholdDragged(qint64 classIndex, double probability); // of one tag
    void hoverMoved(const QPointF& position);                        // over the time tracks
    void hoverLeft();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class Drag { None, Undecided, Select, Pan, Overview, Threshold };

    void press(const QMouseEvent& event);
    void move(const QMouseEvent& event);
    void release(const QMouseEvent& event);
    void wheel(const QWheelEvent& event);
    void dragTo(const QPointF& position);
    void updateCursor(const QPointF& position);

    std::int64_t sampleAt(double x) const; // inside the recording
    double timeAt(double x) const;         // by the viewport itself, not snapped to columns
    // The edge that stays when the pointer takes hold of the other one.
    std::optional<std::int64_t> anchorOfSelectionEdge(const QPointF& position) const;
    bool overTimeTracks(const QPointF& position) const;

    const StackState& m_state;
    TimeViewport& m_viewport;
    QWidget* m_overlay;
    Drag m_drag = Drag::None;
    QPointF m_pressed;
    double m_startWhenPressed = 0;             // of the viewport
    std::int64_t m_anchor = 0;                 // of the selection
    std::optional<std::int64_t> m_thresholdOf; // the tag whose line is dragged; none: the common one
};

} // namespace dass
