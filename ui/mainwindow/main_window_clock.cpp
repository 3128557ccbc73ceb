// Times of day in the main window.

#include "app/session/analyze_session.h"
#include "ui/mainwindow/main_window.h"
#include "ui/mainwindow/start_dialog.h"
#include "ui/mainwindow/transport_bar.h"

#include <QAction>
#include <QMenu>

namespace dass {

void MainWindow::fillClockMenu(QMenu* menu)
{
    menu->addSeparator();
    m_timeOfDay = menu->addAction(tr("Time of &day"));
    m_timeOfDay->setObjectName("view.time_of_day");
    m_timeOfDay->setShortcut(QKeySequence("Ctrl+Shift+D"));
    m_timeOfDay->setCheckable(true);
    m_timeOfDay->setChecked(m_session.timeOfDay());
    m_timeOfDay->setToolTip(tr("The ruler, the read-outs and the events show the time of day"));
    connect(m_timeOfDay, &QAction::toggled, this, [this](bool on) {
        m_session.setTimeOfDay(on);
        if (on && m_session.current() && !m_session.current()->start)
            askForStart();
    });
    m_needRecording << addAction(menu, "view.recording_start", tr("Start of the re&cording…"),
                                 QKeySequence("Ctrl+Shift+G"), [this] { askForStart(); });
}

void MainWindow::connectClock()
{
    const auto show = [this] { m_transport->setClockStart(m_session.clockStart()); };
    connect(&m_session, &AnalyzeSession::clockChanged, this, show);
    connect(&m_session, &AnalyzeSession::currentChanged, this, show);
}

void MainWindow::askForStart()
{
    const OpenRecording* recording = m_session.current();
    if (!recording)
        return;
    auto* dialog = new StartDialog(recording->name, recording->start, recording->foundStart, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &StartDialog::chosen, this,
            [this, path = recording->path](const std::optional<RecordingStart>& start) {
                for (const auto& open : m_session.recordings()) // it may have been closed meanwhile
                    if (open->path == path)
                        m_session.setStart(open.get(), start);
            });
    dialog->open();
}

} // namespace dass
