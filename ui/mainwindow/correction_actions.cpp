#include "ui/mainwindow/correction_actions.h"

#include "app/session/analyze_session.h"
#include "ui/analyze/analyze_view.h"
#include "ui/analyze/events_panel.h"
#include "ui/analyze/plot_view.h"
#include "ui/analyze/tag_dialog.h"
#include "ui/mainwindow/menu_action.h"
#include "ui/mainwindow/playback_controller.h"
#include "ui/plots/plot_stack.h"

#include <QAction>
#include <QMenu>

namespace dass {

CorrectionActions::CorrectionActions(AnalyzeSession& session, AnalyzeView& view, PlaybackController& playback,
                                     QWidget* window)
    : QObject(window), m_session(session), m_view(view), m_playback(playback), m_window(window)
{
    QUndoGroup& undo = session.corrections().undo();
    m_undo = undo.createUndoAction(this, tr("&Undo"));
    m_undo->setObjectName("edit.undo");
    m_undo->setShortcut(QKeySequence("Ctrl+Z"));
    m_redo = undo.createRedoAction(this, tr("&Redo"));
    m_redo->setObjectName("edit.redo");
    m_redo->setShortcut(QKeySequence("Ctrl+Shift+Z"));
    m_add = makeAction(this, "event.add", tr("&Add an event…"), QKeySequence("A"), [this] { add(); });
    m_add->setToolTip(tr("In the span that is selected in the plots"));
    m_rename =
        makeAction(this, "event.rename", tr("Re&name the event…"), QKeySequence(Qt::Key_F2), [this] { rename(); });
    m_remove =
        makeAction(this, "event.delete", tr("&Delete the event"), QKeySequence(Qt::Key_Delete), [this] { remove(); });
    EventsPanel* events = view.events();
    m_editStart = makeAction(this, "event.change_start", tr("Change its &start"), QKeySequence("Shift+F2"),
                             [events] { events->editStart(); });
    m_editEnd = makeAction(this, "event.change_end", tr("Change its &end"), QKeySequence("Ctrl+F2"),
                           [events] { events->editEnd(); });
    m_startHere = makeAction(this, "event.start_here", tr("Start it at the play head"), QKeySequence("["),
                             [this] { moveStartHere(); });
    m_endHere =
        makeAction(this, "event.end_here", tr("End it at the play head"), QKeySequence("]"), [this] { moveEndHere(); });
    m_right =
        makeAction(this, "event.mark_right", tr("Mark it r&ight"), QKeySequence("Y"), [this] { mark(Verdict::Right); });
    m_wrong =
        makeAction(this, "event.mark_wrong", tr("Mark it &wrong"), QKeySequence("N"), [this] { mark(Verdict::Wrong); });
    m_unmark =
        makeAction(this, "event.clear_mark", tr("C&lear the mark"), QKeySequence("U"), [this] { mark(Verdict::None); });
    m_takeBack = makeAction(this, "event.take_back", tr("As the &model found it"), {}, [this] {
        if (const std::optional<Event> event = m_view.events()->selected())
            m_session.corrections().takeBack(*event);
    });
    m_bringBack = makeAction(this, "event.bring_back", tr("&Bring back deleted events"), {},
                             [this] { m_session.corrections().bringBackDeleted(); });
    // Elsewhere these keys would do something to an event that nobody is looking at.
    for (QAction* action : {m_rename, m_remove, m_editStart, m_editEnd}) {
        action->setShortcutContext(Qt::WidgetShortcut);
        view.plots()->stack()->addAction(action);
        events->table()->addAction(action);
    }
    connect(view.plots()->stack(), &PlotStack::selectionFinished, this, &CorrectionActions::moveTo);
    connect(events, &EventsPanel::contextMenuRequested, this, &CorrectionActions::showMenu);
    connect(&session.corrections(), &EventCorrections::changed, this, &CorrectionActions::update);
    connect(&session.corrections(), &EventCorrections::edited, this, [this](const Event&, const Event& after) {
        const std::optional<Event> chosen = m_view.events()->selected();
        if (chosen && chosen->startSample == after.startSample && chosen->endSample == after.endSample &&
            chosen->classIndex == after.classIndex)
            emit eventChanged(after);
    });
}

void CorrectionActions::addUndoTo(QMenu* menu)
{
    menu->addActions({m_undo, m_redo});
}

void CorrectionActions::addEventsTo(QMenu* menu)
{
    menu->addActions({m_add, m_rename, m_remove, m_editStart, m_editEnd, m_startHere, m_endHere});
    menu->addSeparator();
    menu->addActions({m_right, m_wrong, m_unmark, m_takeBack, m_bringBack});
}

void CorrectionActions::addToContextMenu(QAction* action)
{
    m_further << action;
}

void CorrectionActions::update()
{
    EventCorrections& corrections = m_session.corrections();
    const std::optional<Event> event = m_view.events()->selected();
    const bool any = event && corrections.canEdit();
    for (QAction* action :
         {m_rename, m_remove, m_editStart, m_editEnd, m_startHere, m_endHere, m_right, m_wrong, m_unmark})
        action->setEnabled(any);
    m_takeBack->setEnabled(any && corrections.rowOf(*event));
    m_bringBack->setEnabled(corrections.anyDeleted());
    m_add->setEnabled(corrections.canEdit() && !m_view.plots()->stack()->selection().isEmpty());
}

// One edge stays while the other one is dragged, maybe past it.
bool CorrectionActions::isEventEdge(const SampleSpan& selection) const
{
    const std::optional<Event> event = m_view.events()->selected();
    if (!event || selection.isEmpty() || !m_session.corrections().canEdit())
        return false;
    const auto isEdge = [&](std::int64_t sample) { return sample == event->startSample || sample == event->endSample; };
    return isEdge(selection.start) || isEdge(selection.end);
}

void CorrectionActions::moveTo(const SampleSpan& selection)
{
    const std::optional<Event> event = m_view.events()->selected();
    if (event && isEventEdge(selection))
        m_session.corrections().move(*event, {selection.start, selection.end});
}

// While a dialog is open, another recording may come to the front: an answer is never taken for that one.
CorrectionActions::Asked CorrectionActions::asked() const
{
    const OpenRecording* current = m_session.current();
    return {current ? current->path : QString(), m_session.sharedLabels()};
}

void CorrectionActions::add()
{
    const SampleSpan selection = m_view.plots()->stack()->selection();
    if (!m_session.corrections().canEdit() || selection.isEmpty())
        return;
    auto* dialog = new TagDialog(m_session.sharedLabels(), tr("Add an event"), tr("Add"), -1, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TagDialog::chosen, this, [this, selection, about = asked()](std::int64_t classIndex) {
        if (about == asked())
            m_session.corrections().add(classIndex, {selection.start, selection.end});
    });
    dialog->open();
}

void CorrectionActions::rename()
{
    const std::optional<Event> event = m_view.events()->selected();
    if (!event || !m_session.corrections().canEdit())
        return;
    auto* dialog =
        new TagDialog(m_session.sharedLabels(), tr("Rename the event"), tr("Rename"), event->classIndex, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TagDialog::chosen, this, [this, event, about = asked()](std::int64_t classIndex) {
        if (about == asked())
            m_session.corrections().rename(*event, classIndex);
    });
    dialog->open();
}

// The one after it is chosen next, so that a person can go on.
void CorrectionActions::remove()
{
    EventsPanel* events = m_view.events();
    const std::optional<Event> event = events->selected();
    if (!event || !m_session.corrections().canEdit())
        return;
    if (events->hasNext())
        events->selectNext(event->startSample);
    else if (events->hasPrevious())
        events->selectPrevious(event->startSample);
    else
        events->clearSelection();
    m_session.corrections().remove(*event);
}

void CorrectionActions::mark(Verdict verdict)
{
    if (const std::optional<Event> event = m_view.events()->selected())
        m_session.corrections().mark(*event, verdict);
}

void CorrectionActions::moveStartHere()
{
    if (const std::optional<Event> event = m_view.events()->selected())
        m_session.corrections().move(*event, {m_playback.position(), event->endSample});
}

void CorrectionActions::moveEndHere()
{
    if (const std::optional<Event> event = m_view.events()->selected())
        m_session.corrections().move(*event, {event->startSample, m_playback.position()});
}

void CorrectionActions::showMenu(const QPoint& position)
{
    auto* menu = new QMenu(m_window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addEventsTo(menu);
    menu->addSeparator();
    menu->addActions(m_further);
    menu->popup(position);
}

} // namespace dass
