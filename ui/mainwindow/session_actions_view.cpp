// What is seen of a session's recordings: how it is kept, and shown again.

#include "app/session/analyze_session.h"
#include "ui/analyze/analyze_view.h"
#include "ui/analyze/plot_view.h"
#include "ui/analyze/spectrogram_names.h"
#include "ui/mainwindow/playback_controller.h"
#include "ui/mainwindow/session_actions.h"
#include "ui/plots/plot_stack.h"
#include "ui/plots/time_viewport.h"

#include <algorithm>
#include <utility>

namespace dass {

void SessionActions::describeView(SessionDocument& document) const
{
    const TimeViewport& viewport = *m_view.plots()->viewport();
    const PlotStack& stack = *m_view.plots()->stack();
    if (!viewport.showsEverything()) {
        document.shown.start = viewport.start();
        document.shown.end = viewport.end();
    }
    document.shown.playhead = std::max<std::int64_t>(stack.playhead(), 0);
    if (const SampleSpan selection = stack.selection(); !selection.isEmpty()) {
        document.shown.selectionStart = selection.start;
        document.shown.selectionEnd = selection.end;
    }
    document.spectrogram = choiceOf(m_view.plots()->spectrogram());
    document.haystack = m_describeBuilder();
}

void SessionActions::show(const SessionDocument& document)
{
    m_view.plots()->setSpectrogram(spectrogramFrom(document.spectrogram));
    OpenRecording* current = m_session.current();
    openOthers();
    if (current) {
        m_session.setCurrent(current);
        const SavedView& shown = document.shown;
        m_playback.seek(shown.playhead);
        m_view.plots()->showRange(shown.start, shown.end);
        if (const SampleSpan selection{shown.selectionStart, shown.selectionEnd}; !selection.isEmpty()) {
            m_view.plots()->stack()->setSelection(selection);
            emit selectionRestored(selection);
        }
    }
}

void SessionActions::openOthers()
{
    if (const QStringList others = std::exchange(m_afterOpening, {}); !others.isEmpty())
        m_session.open(others);
}

} // namespace dass
