#include "ui/mainwindow/play_actions.h"

#include "app/session/analyze_session.h"
#include "ui/analyze/analyze_view.h"
#include "ui/analyze/events_panel.h"
#include "ui/analyze/plot_view.h"
#include "ui/mainwindow/listen_menu.h"
#include "ui/mainwindow/menu_action.h"
#include "ui/mainwindow/playback_controller.h"
#include "ui/mainwindow/span_selection.h"
#include "ui/mainwindow/speed_menu.h"
#include "ui/plots/plot_stack.h"
#include "ui/style/icons.h"

#include <QAbstractItemView>
#include <QAction>

namespace dass {

namespace {

constexpr double kSkipSeconds = 5;

} // namespace

PlayActions::PlayActions(AnalyzeSession& session, AnalyzeView& view, QWidget* window)
    : QObject(window), m_session(session), m_view(view),
      m_play(makeAction(this, "play.toggle", tr("&Play or pause"), QKeySequence(Qt::Key_Space),
                        [this] { m_playback->toggle(); })),
      m_skipBack(makeAction(this, "play.skip_back", tr("Skip &back 5 s"), QKeySequence("Shift+Left"),
                            [this] { m_playback->skip(-kSkipSeconds); })),
      m_skipForward(makeAction(this, "play.skip_forward", tr("Skip &forward 5 s"), QKeySequence("Shift+Right"),
                               [this] { m_playback->skip(kSkipSeconds); })),
      m_loop(makeAction(this, "play.loop", tr("&Loop"), QKeySequence("L"), [] {})),
      m_speed(new SpeedMenu(session.settings().playbackSpeed(), session.settings().playbackGain(), window)),
      m_listen(new ListenMenu(session.settings().heardChannels(), window)),
      m_playSelection(makeAction(this, "play.selection", tr("Play the &selection or event"), QKeySequence(Qt::Key_P),
                                 [this] { m_selection->play(); })),
      m_selectFrom(makeAction(this, "play.select_from", tr("Selection starts at the play head"), QKeySequence("I"),
                              [this] { m_selection->startAtPlayhead(); })),
      m_selectTo(makeAction(this, "play.select_to", tr("Selection ends at the play head"), QKeySequence("O"),
                            [this] { m_selection->endAtPlayhead(); })),
      m_nextEvent(makeAction(this, "play.next_event", tr("&Next event"), QKeySequence(Qt::Key_Tab),
                             [this] { m_view.events()->selectNext(m_playback->position()); })),
      m_previousEvent(makeAction(this, "play.previous_event", tr("Previous e&vent"),
                                 QKeySequence(Qt::SHIFT | Qt::Key_Tab),
                                 [this] { m_view.events()->selectPrevious(m_playback->position()); }))
{
    m_play->setIcon(themedIcon(Icon::Play));
    m_skipBack->setIcon(themedIcon(Icon::SkipBack));
    m_skipForward->setIcon(themedIcon(Icon::SkipForward));
    m_loop->setIcon(themedIcon(Icon::Loop));
    m_loop->setCheckable(true);
    m_loop->setChecked(session.settings().loop());
    m_previousEvent->setShortcuts({QKeySequence(Qt::SHIFT | Qt::Key_Tab), QKeySequence(Qt::Key_Backtab),
                                   QKeySequence(Qt::SHIFT | Qt::Key_Backtab)});
    // Tab goes from event to event only where the plots or the table have the keyboard, else from control to control.
    for (QAction* action : {m_nextEvent, m_previousEvent}) {
        action->setShortcutContext(Qt::WidgetShortcut);
        view.plots()->stack()->addAction(action);
        view.events()->table()->addAction(action);
    }
}

TransportBar::Actions PlayActions::forTransport() const
{
    return {m_skipBack, m_play, m_skipForward, m_loop, m_speed, m_listen};
}

void PlayActions::control(PlaybackController& playback, SpanSelection& selection)
{
    m_playback = &playback;
    m_selection = &selection;
    connect(m_loop, &QAction::toggled, &playback, &PlaybackController::setLoop);
    connect(m_speed, &SpeedMenu::changed, &playback,
            [this] { m_playback->setSpeed(m_speed->speed(), m_speed->gain()); });
    connect(m_listen, &ListenMenu::changed, &playback, [this] { m_playback->setHeardChannels(m_listen->choice()); });
    connect(&playback, &PlaybackController::channelsChanged, m_listen,
            [this] { m_listen->setRecording(m_playback->channels(), m_playback->heardChannel()); });
}

void PlayActions::addTo(QMenu* menu)
{
    menu->addActions({m_play, m_playSelection, m_selectFrom, m_selectTo, m_skipBack, m_skipForward, m_loop});
    menu->addMenu(m_speed);
    menu->addMenu(m_listen);
    menu->addSeparator();
    menu->addActions({m_nextEvent, m_previousEvent});
}

void PlayActions::update()
{
    const bool any = m_session.current() != nullptr;
    for (QAction* action : {m_play, m_skipBack, m_skipForward, m_loop, m_selectFrom, m_selectTo})
        action->setEnabled(any);
    m_playSelection->setEnabled(any && !m_selection->isEmpty());
    m_nextEvent->setEnabled(m_view.events()->hasNext()); // where there is none, Tab goes on to the next control
    m_previousEvent->setEnabled(m_view.events()->hasPrevious());
}

} // namespace dass
