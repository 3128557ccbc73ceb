#include "ui/mainwindow/clock_actions.h"

#include "app/session/analyze_session.h"
#include "ui/mainwindow/menu_action.h"
#include "ui/mainwindow/start_dialog.h"
#include "ui/mainwindow/transport_bar.h"

#include <QAction>
#include <QMenu>

namespace dass {

ClockActions::ClockActions(AnalyzeSession& session, TransportBar& bar, QWidget* window)
    : QObject(window), m_session(session), m_window(window), m_timeOfDay(new QAction(tr("Time of &day"), this)),
      m_start(makeAction(this, "view.recording_start", tr("Start of the re&cording…"), QKeySequence("Ctrl+Shift+G"),
                         [this] { askForStart(); }))
{
    m_timeOfDay->setObjectName("view.time_of_day");
    m_timeOfDay->setShortcut(QKeySequence("Ctrl+Shift+D"));
    m_timeOfDay->setCheckable(true);
    m_timeOfDay->setChecked(session.timeOfDay());
    m_timeOfDay->setToolTip(tr("The ruler, the read-outs and the events show the time of day"));
    connect(m_timeOfDay, &QAction::toggled, this, [this](bool on) {
        m_session.setTimeOfDay(on);
        if (on && m_session.current() && !m_session.current()->start)
            askForStart();
    });
    const auto show = [this, &bar] {
        bar.setClockStart(m_session.clockStart());
        m_start->setEnabled(m_session.current() != nullptr);
    };
    connect(&session, &AnalyzeSession::clockChanged, this, show);
    connect(&session, &AnalyzeSession::currentChanged, this, show);
    show();
}

void ClockActions::addTo(QMenu* menu)
{
    menu->addActions({m_timeOfDay, m_start});
}

void ClockActions::askForStart()
{
    const OpenRecording* recording = m_session.current();
    if (!recording)
        return;
    auto* dialog = new StartDialog(recording->name, recording->start, recording->foundStart, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &StartDialog::chosen, this,
            [this, path = recording->path](const std::optional<RecordingStart>& start) {
                if (OpenRecording* open = m_session.openAt(path)) // it may have been closed meanwhile
                    m_session.setStart(open, start);
            });
    dialog->open();
}

} // namespace dass
