#include "ui/mainwindow/recording_menu.h"

#include "app/session/analyze_session.h"
#include "ui/analyze/analyze_view.h"
#include "ui/analyze/plot_view.h"
#include "ui/analyze/recordings_panel.h"
#include "ui/mainwindow/menu_action.h"
#include "ui/mainwindow/session_actions.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QFileInfo>
#include <QMenu>
#include <QUrl>

namespace dass {

RecordingMenu::RecordingMenu(AnalyzeSession& session, AnalyzeView& view, SessionActions& sessions, QWidget* window)
    : QObject(window), m_session(session), m_sessions(sessions), m_window(window)
{
    connect(view.recordings(), &RecordingsPanel::contextMenuRequested, this, &RecordingMenu::popup);
    connect(view.plots(), &PlotView::retryRequested, this,
            [this](OpenRecording* recording) { m_session.retry(recording); });
    connect(view.plots(), &PlotView::showInFolderRequested, this, &RecordingMenu::showInFolder);
    connect(view.plots(), &PlotView::copyDetailsRequested, this, &RecordingMenu::copyDetails);
}

void RecordingMenu::popup(OpenRecording* recording, const QPoint& position)
{
    auto* menu = new QMenu(m_window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    // It may be closed while the menu is open.
    const auto add = [this, menu, path = recording->path](const QString& text, auto act) {
        return addAction(menu, this, "", text, {}, [this, path, act] {
            if (OpenRecording* open = m_session.openAt(path))
                act(open);
        });
    };
    const int row = m_session.indexOf(recording);
    add(tr("&Tag again"), [this](OpenRecording* open) {
        m_session.retry(open);
    })->setEnabled(!m_session.runs().running());
    m_sessions.addLocateTo(menu, recording);
    add(tr("&Show in folder"), [this](OpenRecording* open) { showInFolder(open); });
    add(tr("Copy &details"), [this](OpenRecording* open) {
        copyDetails(open);
    })->setEnabled(!recording->failure.isEmpty() || recording->damaged());
    add(tr("Move &up"), [this, row](OpenRecording* open) { m_session.move(open, row - 1); })->setEnabled(row > 0);
    add(tr("Move &down"), [this, row](OpenRecording* open) {
        m_session.move(open, row + 1);
    })->setEnabled(row + 1 < static_cast<int>(m_session.recordings().size()));
    menu->addSeparator();
    add(tr("&Close"), [this](OpenRecording* open) {
        m_session.remove(open);
    })->setEnabled(recording != m_session.runs().running());
    menu->popup(position);
}

void RecordingMenu::showInFolder(const OpenRecording* recording)
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(recording->path).absolutePath()));
}

void RecordingMenu::copyDetails(const OpenRecording* recording)
{
    QStringList lines{recording->path};
    if (!recording->failure.isEmpty())
        lines << recording->failure;
    QApplication::clipboard()->setText((lines + recording->warnings).join('\n'));
}

} // namespace dass
