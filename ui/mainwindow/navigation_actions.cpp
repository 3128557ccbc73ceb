#include "ui/mainwindow/navigation_actions.h"

#include "app/session/analyze_session.h"
#include "ui/analyze/analyze_view.h"
#include "ui/analyze/plot_view.h"
#include "ui/mainwindow/menu_action.h"
#include "ui/mainwindow/playback_controller.h"
#include "ui/mainwindow/time_dialog.h"
#include "ui/plots/plot_stack.h"
#include "ui/plots/time_viewport.h"

#include <QAction>
#include <QMenu>

namespace dass {

namespace {

constexpr double kPanShare = 0.1; // of what is in view

} // namespace

NavigationActions::NavigationActions(AnalyzeSession& session, AnalyzeView& view, PlaybackController& playback,
                                     QWidget* window)
    : QObject(window), m_session(session), m_view(view), m_playback(playback), m_window(window)
{
    connect(&session, &AnalyzeSession::currentChanged, this, &NavigationActions::update);
}

void NavigationActions::addTo(QMenu* menu)
{
    addZoomTo(menu);
    addStepsTo(menu);
    addPlacesTo(menu);
    update();
}

void NavigationActions::addZoomTo(QMenu* menu)
{
    PlotStack* stack = m_view.plots()->stack();
    QAction* in = addAction(menu, this, "view.zoom_in", tr("Zoom &in"), QKeySequence(Qt::Key_Plus),
                            [stack] { stack->zoom(TimeViewport::kZoomStep); });
    in->setShortcuts({QKeySequence(Qt::Key_Plus), QKeySequence(Qt::Key_Equal)}); // one key on many keyboards
    QAction* out = addAction(menu, this, "view.zoom_out", tr("Zoom &out"), QKeySequence(Qt::Key_Minus),
                             [stack] { stack->zoom(1 / TimeViewport::kZoomStep); });
    QAction* whole = addAction(menu, this, "view.whole", tr("&Whole recording"), QKeySequence("Ctrl+0"),
                               [this] { m_view.plots()->viewport()->fit(); });
    whole->setShortcuts({QKeySequence("Ctrl+0"), QKeySequence(Qt::Key_0)});
    m_actions << in << out << whole;
}

void NavigationActions::addStepsTo(QMenu* menu)
{
    PlotStack* stack = m_view.plots()->stack();
    QAction* back = addAction(menu, this, "view.back", tr("&Back"), QKeySequence(Qt::Key_Left),
                              [stack] { stack->pan(-kPanShare); });
    QAction* forward = addAction(menu, this, "view.forward", tr("&Forward"), QKeySequence(Qt::Key_Right),
                                 [stack] { stack->pan(kPanShare); });
    for (QAction* action : {back, forward}) { // elsewhere these keys go from letter to letter or branch to branch
        action->setShortcutContext(Qt::WidgetShortcut);
        stack->addAction(action);
    }
    m_actions << back << forward;
}

void NavigationActions::addPlacesTo(QMenu* menu)
{
    m_actions << addAction(menu, this, "view.start", tr("&Start"), QKeySequence(Qt::Key_Home), [this] {
        m_view.plots()->viewport()->panToStart();
        m_playback.seek(0);
    });
    m_actions << addAction(menu, this, "view.end", tr("&End"), QKeySequence(Qt::Key_End),
                           [this] { m_view.plots()->viewport()->panToEnd(); });
    m_actions << addAction(menu, this, "view.go_to_time", tr("&Go to time…"), QKeySequence("Ctrl+G"),
                           [this] { goToTime(); });
}

void NavigationActions::goToTime()
{
    const OpenRecording* recording = m_session.current();
    if (!recording)
        return;
    auto* dialog = new TimeDialog(static_cast<double>(recording->length()) / 16000.0, m_session.clockStart(), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TimeDialog::chosen, this, [this](double seconds) {
        const double sample = seconds * TimeViewport::kSampleRate;
        m_view.plots()->viewport()->ensureVisible(sample);
        m_playback.seek(static_cast<std::int64_t>(sample));
    });
    dialog->open();
}

void NavigationActions::update()
{
    for (QAction* action : std::as_const(m_actions))
        action->setEnabled(m_session.current() != nullptr);
}

} // namespace dass
