#include "ui/mainwindow/span_selection.h"

#include "app/session/analyze_session.h"
#include "ui/analyze/analyze_view.h"
#include "ui/analyze/events_panel.h"
#include "ui/analyze/plot_view.h"
#include "ui/mainwindow/correction_actions.h"
#include "ui/mainwindow/playback_controller.h"
#include "ui/mainwindow/transport_bar.h"
#include "ui/plots/plot_stack.h"
#include "ui/plots/time_viewport.h"

namespace dass {

SpanSelection::SpanSelection(AnalyzeSession& session, AnalyzeView& view, PlaybackController& playback,
                             CorrectionActions& corrections, TransportBar& bar, QObject* parent)
    : QObject(parent), m_session(session), m_view(view), m_playback(playback), m_corrections(corrections), m_bar(bar)
{
    connect(&session, &AnalyzeSession::currentChanged, this, [this] {
        m_bar.clearSelection();
        emit changed();
    });
    connect(view.events(), &EventsPanel::eventSelected, this, &SpanSelection::choose);
    connect(view.events(), &EventsPanel::playRequested, this, [this](const Event& event) {
        choose(event);
        m_playback.playSpan(event.startSample, event.endSample);
    });
    connect(&corrections, &CorrectionActions::eventChanged, this, &SpanSelection::show);
    connect(view.plots()->stack(), &PlotStack::selectionChanged, this, &SpanSelection::take);
}

void SpanSelection::choose(const Event& event)
{
    m_view.plots()->viewport()->ensureVisible(static_cast<double>(event.startSample),
                                              static_cast<double>(event.endSample));
    m_playback.seek(event.startSample);
    show(event);
}

void SpanSelection::show(const Event& event)
{
    m_view.plots()->stack()->setSelection({event.startSample, event.endSample});
    m_bar.setSelection(tr("Event"), event.startSample, event.endSample);
    emit changed();
}

void SpanSelection::take(const SampleSpan& span)
{
    const bool moves = m_corrections.isEventEdge(span);
    if (!moves)
        m_view.events()->clearSelection();
    if (span.isEmpty())
        m_bar.clearSelection();
    else
        m_bar.setSelection(moves ? tr("Event") : tr("Selection"), span.start, span.end);
    emit changed();
}

void SpanSelection::startAtPlayhead()
{
    const OpenRecording* recording = m_session.current();
    if (!recording)
        return;
    const std::int64_t here = m_playback.position();
    const std::int64_t end = m_view.plots()->stack()->selection().end;
    select({here, end > here ? end : recording->length()});
}

void SpanSelection::endAtPlayhead()
{
    if (!m_session.current())
        return;
    const std::int64_t here = m_playback.position();
    const std::int64_t start = m_view.plots()->stack()->selection().start;
    select({start < here ? start : 0, here});
}

// A chosen event stays as it is.
void SpanSelection::select(const SampleSpan& span)
{
    if (span.isEmpty())
        return;
    m_view.events()->clearSelection();
    m_view.plots()->stack()->setSelection(span);
    take(span);
}

void SpanSelection::play()
{
    if (const SampleSpan span = m_view.plots()->stack()->selection(); !span.isEmpty())
        m_playback.playSpan(span.start, span.end);
}

bool SpanSelection::isEmpty() const
{
    return m_view.plots()->stack()->selection().isEmpty();
}

} // namespace dass
