#include "ui/plots/plot_interaction.h"

#include "ui/plots/stack_state.h"
#include "ui/plots/threshold_lines.h"
#include "ui/plots/time_viewport.h"

#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace dass {
namespace {

constexpr double kEdgeReach = 4;
constexpr double kNarrowest = 10;   // a selection whose edges can be told apart, and from what is beside it
constexpr double kDragDistance = 4; // below it, a press and release is a click
constexpr double kThresholdStep = 0.01;
constexpr double kNotch = 120;       // of a wheel, eighths of a degree
constexpr double kPanPerNotch = 0.1; // of the visible span

} // namespace

PlotInteraction::PlotInteraction(const StackState& state, TimeViewport& viewport, QWidget* overlay)
    : QObject(overlay), m_state(state), m_viewport(viewport), m_overlay(overlay)
{
    overlay->installEventFilter(this);
}

bool PlotInteraction::eventFilter(QObject*, QEvent* event)
{
    switch (event->type()) {
    case QEvent::MouseButtonPress:
        press(*static_cast<QMouseEvent*>(event));
        return false; // the widget still takes the focus
    case QEvent::MouseMove:
        move(*static_cast<QMouseEvent*>(event));
        return true;
    case QEvent::MouseButtonRelease:
        release(*static_cast<QMouseEvent*>(event));
        return true;
    case QEvent::MouseButtonDblClick:
        if (static_cast<QMouseEvent*>(event)->button() == Qt::LeftButton) {
            m_drag = Drag::None;
            m_viewport.fit();
        }
        return true;
    case QEvent::Wheel:
        wheel(*static_cast<QWheelEvent*>(event));
        event->accept();
        return true;
    case QEvent::Leave:
        Q_EMIT hoverLeft();
        return false;
    default:
        return false;
    }
}

void PlotInteraction::press(const QMouseEvent& event)
{
    if (m_drag != Drag::None || m_state.length <= 0) {
        return;
    }
    const QPointF position = event.position();
    m_pressed = position;
    m_startWhenPressed = m_viewport.start();
    const bool left = event.button() == Qt::LeftButton;
    const bool pans = event.button() == Qt::MiddleButton || (left && event.modifiers().testFlag(Qt::AltModifier));
    if (m_state.rects.overview.contains(position.toPoint()) && left) {
        m_drag = Drag::Overview;
        const double sample = m_state.overviewGrid.sampleAt(position.x());
        if (sample < m_viewport.start() || sample >= m_viewport.end()) {
            m_viewport.setRange(sample - m_viewport.span() / 2, sample + m_viewport.span() / 2);
            m_startWhenPressed = m_viewport.start();
        }
    } else if (!overTimeTracks(position) || (!left && !pans)) {
        return;
    } else if (pans) {
        m_drag = Drag::Pan;
        m_overlay->setCursor(Qt::ClosedHandCursor);
    } else if (const auto line = thresholdLineAt(m_state, position)) {
        m_drag = Drag::Threshold;
        m_thresholdOf = line->classIndex;
    } else if (const auto anchor = anchorOfSelectionEdge(position)) {
        m_drag = Drag::Select;
        m_anchor = *anchor;
    } else {
        m_drag = Drag::Undecided;
        m_anchor = sampleAt(position.x());
    }
}

void PlotInteraction::move(const QMouseEvent& event)
{
    const QPointF position = event.position();
    if (m_drag == Drag::Undecided && std::abs(position.x() - m_pressed.x()) >= kDragDistance) {
        m_drag = Drag::Select;
    }
    dragTo(position);
    if (m_drag == Drag::None) {
        updateCursor(position);
    }
    if (overTimeTracks(position)) {
        Q_EMIT hoverMoved(position);
    } else {
        Q_EMIT hoverLeft();
    }
}

void PlotInteraction::dragTo(const QPointF& position)
{
    switch (m_drag) {
    case Drag::Select: {
        const std::int64_t other = sampleAt(position.x());
        Q_EMIT selectionDragged({std::min(m_anchor, other), std::max(m_anchor, other)});
        break;
    }
    case Drag::Pan: {
        const double moved = (position.x() - m_pressed.x()) / m_state.rects.waveform.width() * m_viewport.span();
        m_viewport.setRange(m_startWhenPressed - moved, m_startWhenPressed - moved + m_viewport.span());
        break;
    }
    case Drag::Overview: {
        const double moved = m_state.overviewGrid.sampleAt(position.x()) - m_state.overviewGrid.sampleAt(m_pressed.x());
        m_viewport.setRange(m_startWhenPressed + moved, m_startWhenPressed + moved + m_viewport.span());
        break;
    }
    case Drag::Threshold: {
        const double value = kProbabilityRange.valueAt(position.y(), m_state.rects.probability);
        const double step = std::clamp(std::round(value / kThresholdStep) * kThresholdStep, 0.0, 1.0);
        if (m_thresholdOf) {
            Q_EMIT ownThresholdDragged(*m_thresholdOf, step);
        } else {
            Q_EMIT thresholdDragged(step);
        }
        break;
    }
    case Drag::None:
    case Drag::Undecided:
        break;
    }
}

void PlotInteraction::release(const QMouseEvent& event)
{
    const Drag ended = std::exchange(m_drag, Drag::None);
    if (ended == Drag::Undecided) {
        Q_EMIT selectionDragged({});
        Q_EMIT seekRequested(m_anchor);
    } else if (ended == Drag::Select) {
        Q_EMIT selectionReleased();
    }
    updateCursor(event.position());
}

void PlotInteraction::wheel(const QWheelEvent& event)
{
    const QPoint delta = event.angleDelta();
    // Some platforms turn the wheel sideways themselves while Shift or Alt is held.
    const bool pans = event.modifiers().testFlag(Qt::ShiftModifier) || std::abs(delta.x()) > std::abs(delta.y());
    const double notches = (delta.y() != 0 ? delta.y() : delta.x()) / kNotch;
    if (pans) {
        const double sideways = (delta.x() != 0 ? delta.x() : delta.y()) / kNotch;
        m_viewport.pan(-sideways * kPanPerNotch * m_viewport.span());
    } else if (m_state.rects.overview.contains(event.position().toPoint())) {
        m_viewport.zoomAtCentre(std::pow(TimeViewport::kZoomStep, notches));
    } else {
        m_viewport.zoomAt(timeAt(event.position().x()), std::pow(TimeViewport::kZoomStep, notches));
    }
}

void PlotInteraction::updateCursor(const QPointF& position)
{
    if (thresholdLineAt(m_state, position)) {
        m_overlay->setCursor(Qt::SplitVCursor);
    } else if (anchorOfSelectionEdge(position)) {
        m_overlay->setCursor(Qt::SplitHCursor);
    } else if (m_state.rects.overview.contains(position.toPoint())) {
        m_overlay->setCursor(Qt::OpenHandCursor);
    } else {
        m_overlay->unsetCursor();
    }
}

std::int64_t PlotInteraction::sampleAt(double x) const
{
    const double inside = std::clamp(m_state.grid.sampleAt(x), 0.0, static_cast<double>(m_state.length));
    return static_cast<std::int64_t>(std::ceil(inside));
}

double PlotInteraction::timeAt(double x) const
{
    const QRect& track = m_state.rects.waveform;
    return m_viewport.start() + (x - track.left()) / track.width() * m_viewport.span();
}

std::optional<std::int64_t> PlotInteraction::anchorOfSelectionEdge(const QPointF& position) const
{
    const SampleSpan& selection = m_state.selection;
    if (selection.isEmpty() || !overTimeTracks(position)) {
        return std::nullopt;
    }
    const double start = m_state.grid.xOf(static_cast<double>(selection.start));
    const double end = m_state.grid.xOf(static_cast<double>(selection.end));
    if (end - start < kNarrowest) {
        return std::nullopt; // a drag here selects: an event must not change by mistake
    }
    if (std::abs(position.x() - end) <= kEdgeReach) {
        return selection.start;
    }
    if (std::abs(position.x() - start) <= kEdgeReach) {
        return selection.end;
    }
    return std::nullopt;
}

bool PlotInteraction::overTimeTracks(const QPointF& position) const
{
    const QRect tracks = m_state.rects.ruler.united(m_state.rects.timeTracks());
    return tracks.contains(position.toPoint());
}

} // namespace dass
