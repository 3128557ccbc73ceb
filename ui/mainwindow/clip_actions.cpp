#include "ui/mainwindow/clip_actions.h"

#include "app/session/analyze_session.h"
#include "ui/analyze/analyze_view.h"
#include "ui/analyze/clips_dialog.h"
#include "ui/analyze/events_panel.h"
#include "ui/analyze/tags_panel.h"

#include <QAction>

namespace dass {

namespace {

void openDialog(ClipActions& actions, AnalyzeSession& session, const ClipsDialog::Offer& offer, QWidget* window)
{
    const OpenRecording* recording = session.current();
    if (!recording || !recording->hasResult())
        return;
    auto* dialog = new ClipsDialog(session, offer, window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &ClipsDialog::saved, &actions, &ClipActions::saved);
    dialog->open();
}

} // namespace

ClipActions::ClipActions(AnalyzeSession& session, AnalyzeView& view, QWidget* window)
    : QObject(window), m_session(session), m_view(view), m_window(window), m_save(new QAction(tr("Save soun&d…"), this))
{
    m_save->setObjectName("file.save_sound");
    m_save->setShortcut(QKeySequence("Ctrl+Alt+E"));
    m_save->setToolTip(tr("The sound of the chosen event, or of all events, as WAV or FLAC"));
    connect(m_save, &QAction::triggered, this, &ClipActions::saveChosen);
    connect(view.tags(), &TagsPanel::soundRequested, this, &ClipActions::saveTag);
}

void ClipActions::saveChosen()
{
    openDialog(*this, m_session, {.event = m_view.events()->selected()}, m_window);
}

void ClipActions::saveTag(qint64 classIndex)
{
    openDialog(*this, m_session, {.tag = classIndex}, m_window);
}

void ClipActions::saveTable()
{
    openDialog(*this, m_session, {}, m_window);
}

void ClipActions::update()
{
    const OpenRecording* recording = m_session.current();
    m_save->setEnabled(recording && recording->hasResult());
}

} // namespace dass
