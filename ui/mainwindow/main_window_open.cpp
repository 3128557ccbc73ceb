// What a MainWindow opens: files, a folder, what is dropped on it.

#include "app/session/analyze_session.h"
#include "ui/analyze/recording_patterns.h"
#include "ui/mainwindow/main_window.h"
#include "ui/mainwindow/session_actions.h"
#include "ui/widgets/local_paths.h"
#include "ui/widgets/reachable_path.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>

namespace dass {

void MainWindow::openFiles()
{
    const QStringList files = QFileDialog::getOpenFileNames(
        this, tr("Open recordings"), reachable(m_settings.lastFolder()),
        tr("Recordings (%1);;All files (*)").arg(recordingPatterns()), nullptr, QFileDialog::HideNameFilterDetails);
    if (files.isEmpty())
        return;
    m_settings.setLastFolder(QFileInfo(files.first()).absolutePath());
    showAnalyze();
    m_session.open(files);
}

void MainWindow::openFolder()
{
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("Open folder"), reachable(m_settings.lastFolder()));
    if (folder.isEmpty())
        return;
    m_settings.setLastFolder(folder);
    showAnalyze();
    m_session.open({folder});
}

void MainWindow::openPaths(const QStringList& paths)
{
    showAnalyze();
    m_sessions->openPaths(paths);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!localPaths(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    openPaths(localPaths(event->mimeData()));
}

} // namespace dass
