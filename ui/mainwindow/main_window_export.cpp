// What a MainWindow writes of results.

#include "ui/analyze/analyze_view.h"
#include "ui/analyze/events_panel.h"
#include "ui/analyze/export_dialog.h"
#include "ui/analyze/plot_view.h"
#include "ui/mainwindow/clip_actions.h"
#include "ui/mainwindow/main_window.h"
#include "ui/plots/plot_stack.h"

#include <QAction>

namespace dass {

void MainWindow::exportResults()
{
    if (!ExportDialog::canExport(m_session))
        return;
    auto* dialog = new ExportDialog(m_session, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (const SampleSpan selection = m_view->plots()->stack()->selection(); !selection.isEmpty())
        dialog->offerSelection(selection.start, selection.end);
    connect(dialog, &ExportDialog::exported, this, &MainWindow::showExported);
    connect(dialog, &ExportDialog::exportedSome, this, &MainWindow::showExportedSome);
    connect(dialog, &ExportDialog::soundRequested, m_clips, &ClipActions::saveTable);
    dialog->open();
}

// Also while the current recording has no tags, as long as another one has.
void MainWindow::updateExport()
{
    const bool can = ExportDialog::canExport(m_session);
    m_export->setEnabled(can);
    m_view->events()->setCanExport(can);
}

// Told often of many recordings: most of the time there is nothing to look through.
void MainWindow::updateExportAfter(const OpenRecording& changed)
{
    if (ExportDialog::isTagged(changed) != m_export->isEnabled())
        updateExport();
}

void MainWindow::showExported(const QString& folder, int files)
{
    m_batchWords =
        files == 1 ? tr("Exported to %1").arg(folder) : tr("%n files exported to %1", nullptr, files).arg(folder);
    m_trouble = Trouble::None;
    updateActivity();
}

// Stays to be read when the dialog, which names them all, is closed.
void MainWindow::showExportedSome(const QString& folder, int written, const QStringList& failed)
{
    const qsizetype all = written + failed.size();
    m_batchWords = failed.size() == 1 ? tr("%1 of %2 recordings exported to %3; not %4")
                                            .arg(QString::number(written), QString::number(all), folder, failed.front())
                                      : tr("%1 of %2 recordings exported to %3, %4 failed, the first: %5")
                                            .arg(QString::number(written), QString::number(all), folder,
                                                 QString::number(failed.size()), failed.front());
    m_trouble = Trouble::Export;
    updateActivity();
}

} // namespace dass
