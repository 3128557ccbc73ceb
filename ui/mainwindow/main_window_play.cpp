// What the main window's menus say about playing, and the choices that the transport bar shares with them.

#include "app/session/settings.h"
#include "ui/analyze/analyze_view.h"
#include "ui/analyze/events_panel.h"
#include "ui/analyze/plot_view.h"
#include "ui/mainwindow/listen_menu.h"
#include "ui/mainwindow/main_window.h"
#include "ui/mainwindow/playback_controller.h"
#include "ui/mainwindow/speed_menu.h"
#include "ui/plots/plot_stack.h"

#include <QAbstractItemView>
#include <QMenu>

namespace dass {

void MainWindow::makePlayChoices()
{
    m_speed = new SpeedMenu(m_settings.playbackSpeed(), m_settings.playbackGain(), this);
    connect(m_speed, &SpeedMenu::changed, this, [this] { m_playback->setSpeed(m_speed->speed(), m_speed->gain()); });
    m_listen = new ListenMenu(m_settings.heardChannels(), this);
    connect(m_listen, &ListenMenu::changed, this, [this] { m_playback->setHeardChannels(m_listen->choice()); });
}

void MainWindow::connectPlayChoices()
{
    connect(m_playback, &PlaybackController::channelsChanged, m_listen,
            [this] { m_listen->setRecording(m_playback->channels(), m_playback->heardChannel()); });
}

void MainWindow::fillPlayMenu(QMenu* menu)
{
    menu->QWidget::addAction(m_play);
    m_playSelection = addAction(menu, "play.selection", tr("Play the &selection or event"), QKeySequence(Qt::Key_P),
                                [this] { playSelection(); });
    m_needRecording << addAction(menu, "play.select_from", tr("Selection starts at the play head"), QKeySequence("I"),
                                 [this] { selectToPlayhead(true); })
                    << addAction(menu, "play.select_to", tr("Selection ends at the play head"), QKeySequence("O"),
                                 [this] { selectToPlayhead(false); });
    menu->QWidget::addAction(m_skipBack);
    menu->QWidget::addAction(m_skipForward);
    menu->QWidget::addAction(m_loop);
    menu->addMenu(m_speed);
    menu->addMenu(m_listen);
    menu->addSeparator();
    // Tab goes from event to event only where the plots or the table have the keyboard, else from control to control.
    m_nextEvent = addAction(menu, "play.next_event", tr("&Next event"), QKeySequence(Qt::Key_Tab),
                            [this] { m_view->events()->selectNext(m_playback->position()); });
    m_previousEvent =
        addAction(menu, "play.previous_event", tr("Previous e&vent"), QKeySequence(Qt::SHIFT | Qt::Key_Tab),
                  [this] { m_view->events()->selectPrevious(m_playback->position()); });
    m_previousEvent->setShortcuts({QKeySequence(Qt::SHIFT | Qt::Key_Tab), QKeySequence(Qt::Key_Backtab),
                                   QKeySequence(Qt::SHIFT | Qt::Key_Backtab)});
    for (QAction* action : {m_nextEvent, m_previousEvent}) {
        action->setShortcutContext(Qt::WidgetShortcut);
        m_view->plots()->stack()->addAction(action);
        m_view->events()->table()->addAction(action);
    }
}

} // namespace dass
