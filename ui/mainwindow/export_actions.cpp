#include "ui/mainwindow/export_actions.h"

#include "app/session/analyze_session.h"
#include "ui/analyze/analyze_view.h"
#include "ui/analyze/events_panel.h"
#include "ui/analyze/export_dialog.h"
#include "ui/analyze/picture_dialog.h"
#include "ui/analyze/plot_view.h"
#include "ui/mainwindow/activity_words.h"
#include "ui/mainwindow/clip_actions.h"
#include "ui/mainwindow/menu_action.h"
#include "ui/plots/plot_stack.h"
#include "ui/style/icons.h"

#include <QAction>
#include <QMenu>

namespace dass {

ExportActions::ExportActions(AnalyzeSession& session, AnalyzeView& view, ClipActions& clips, ActivityWords& words,
                             QWidget* window)
    : QObject(window), m_session(session), m_view(view), m_clips(clips), m_words(words), m_window(window),
      m_export(makeAction(this, "file.export", tr("&Export…"), QKeySequence("Ctrl+E"), [this] { exportResults(); })),
      m_picture(makeAction(this, "file.save_picture", tr("Save &picture…"), QKeySequence("Ctrl+Shift+P"),
                           [this] { savePicture(); }))
{
    m_export->setIcon(themedIcon(Icon::Export));
    connect(view.events(), &EventsPanel::exportRequested, this, &ExportActions::exportResults);
    connect(&clips, &ClipActions::saved, this, &ExportActions::tellExported);
    for (const auto signal : {&AnalyzeSession::currentChanged, &AnalyzeSession::runningChanged,
                              &AnalyzeSession::modelChanged, &AnalyzeSession::digestChanged})
        connect(&session, signal, this, &ExportActions::update);
    connect(&session, &AnalyzeSession::recordingRemoved, this, &ExportActions::update);
    connect(&session, &AnalyzeSession::recordingChanged, this,
            [this](const OpenRecording* recording) { updateAfter(*recording); });
    update();
}

void ExportActions::addTo(QMenu* menu)
{
    menu->addActions({m_export, m_clips.saveAction(), m_picture});
}

void ExportActions::exportResults()
{
    if (!ExportDialog::canExport(m_session))
        return;
    auto* dialog = new ExportDialog(m_session, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (const SampleSpan selection = m_view.plots()->stack()->selection(); !selection.isEmpty())
        dialog->offerSelection(selection.start, selection.end);
    connect(dialog, &ExportDialog::exported, this, &ExportActions::tellExported);
    connect(dialog, &ExportDialog::exportedSome, this, &ExportActions::tellExportedSome);
    connect(dialog, &ExportDialog::soundRequested, &m_clips, &ClipActions::saveTable);
    dialog->open();
}

void ExportActions::savePicture()
{
    auto* dialog = new PictureDialog(m_session, *m_view.plots(), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PictureDialog::saved, this,
            [this](const QString& path) { m_words.tell(tr("Saved %1").arg(path)); });
    dialog->open();
}

// Also while the current recording has no tags, as long as another one has.
void ExportActions::update()
{
    const bool can = ExportDialog::canExport(m_session);
    m_export->setEnabled(can);
    m_view.events()->setCanExport(can);
    m_picture->setEnabled(m_session.current() != nullptr);
}

// Told often of many recordings: most of the time there is nothing to look through.
void ExportActions::updateAfter(const OpenRecording& changed)
{
    if (ExportDialog::isTagged(changed) != m_export->isEnabled())
        update();
}

void ExportActions::tellExported(const QString& folder, int files)
{
    m_words.tell(files == 1 ? tr("Exported to %1").arg(folder)
                            : tr("%n files exported to %1", nullptr, files).arg(folder));
}

// Stays to be read when the dialog, which names them all, is closed.
void ExportActions::tellExportedSome(const QString& folder, int written, const QStringList& failed)
{
    const qsizetype all = written + failed.size();
    m_words.tellTrouble(failed.size() == 1
                            ? tr("%1 of %2 recordings exported to %3; not %4")
                                  .arg(QString::number(written), QString::number(all), folder, failed.front())
                            : tr("%1 of %2 recordings exported to %3, %4 failed, the first: %5")
                                  .arg(QString::number(written), QString::number(all), folder,
                                       QString::number(failed.size()), failed.front()));
}

} // namespace dass
