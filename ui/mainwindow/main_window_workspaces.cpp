// The workspaces of the main window, and what belongs to Analyze alone.

#include "app/session/analyze_session.h"
#include "ui/analyze/analyze_view.h"
#include "ui/analyze/events_panel.h"
#include "ui/distill/distill_view.h"
#include "ui/distill/guide_page.h"
#include "ui/haystack/haystack_view.h"
#include "ui/haystack/tested_model.h"
#include "ui/mainwindow/clip_actions.h"
#include "ui/mainwindow/export_actions.h"
#include "ui/mainwindow/header_bar.h"
#include "ui/mainwindow/main_window.h"
#include "ui/mainwindow/notice_bar.h"
#include "ui/mainwindow/session_actions.h"
#include "ui/mainwindow/transport_bar.h"
#include "ui/mainwindow/workspaces.h"
#include "ui/style/icons.h"

#include <QMenu>
#include <QVBoxLayout>

namespace dass {

void MainWindow::addWorkspaces()
{
    m_workspaces = new Workspaces(*m_header);
    m_analyze = new QWidget;
    auto* layout = new QVBoxLayout(m_analyze);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_transport);
    m_workspaces->add({"view.analyze", Icon::Analyze, tr("&Analyze"), 1, m_analyze, m_header->runControls(), nullptr});
    addHaystack();
    addDistill();
}

void MainWindow::addHaystack()
{
    m_haystack = new HaystackView(m_session, m_sample);
    connect(m_haystack, &HaystackView::noticed, m_notice, &NoticeBar::showNotice);
    connect(m_haystack, &HaystackView::foldersDropped, this, &MainWindow::openPaths);
    m_workspaces->add(
        {"view.haystack", Icon::Haystack, tr("&Haystack"), 2, m_haystack, m_haystack->controls(), m_haystack->menu()});
    connectHaystackToSessions();
}

// What is built there is part of a session.
void MainWindow::connectHaystackToSessions()
{
    SessionKeeper& keeper = m_sessions->keeper();
    BuilderKeeper& builder = m_haystack->keeper();
    m_sessions->setBuilder([&builder] { return builder.forSession(); }, [&builder] { builder.keepNow(); });
    connect(&builder, &BuilderKeeper::changed, &keeper, &SessionKeeper::builderChanged);
    connect(&keeper, &SessionKeeper::opened, &builder, [&builder, &keeper](const SessionDocument& document) {
        builder.takeSession(document.haystack, document.builder, keeper.file());
    });
    connect(&keeper, &SessionKeeper::closed, &builder, [&builder] { builder.takeSession({}, {}, {}); });
    connect(&keeper, &SessionKeeper::settling, &builder, &BuilderKeeper::keepNow);
    keeper.setBuilderReader(&readSavedBuilder);
}

// The chosen event, at most its first 10.24 s, to be hidden.
void MainWindow::useEventAsNeedle()
{
    const OpenRecording* recording = m_session.current();
    const std::optional<Event> event = m_view->events()->selected();
    if (!recording || !event)
        return;
    m_haystack->addEvent(recording->path, event->startSample, event->endSample,
                         m_session.labels().labels()[static_cast<std::size_t>(event->classIndex)]);
    m_workspaces->show(m_haystack);
}

void MainWindow::addDistill()
{
    m_distill = new DistillView(m_settings, m_session.models());
    m_workspaces->add({"view.distill", Icon::Distill, tr("&Distill"), 3, m_distill, m_distill->makeHeaderControls(),
                       m_distill->makeMenu(this)});
    connect(m_distill, &DistillView::noticed, m_notice, &NoticeBar::showNotice);
    connect(m_distill, &DistillView::succeeded, m_notice, &NoticeBar::showSuccess);
    connect(m_distill, &DistillView::modelRequested, this, [this](const QString& folder) {
        m_session.setModel(folder);
        showAnalyze();
    });
    connect(m_distill, &DistillView::testRequested, this, [this](const QString& folder) {
        m_haystack->model().use(folder);
        m_workspaces->show(m_haystack);
    });
    m_distill->guidePage()->setCorrections([this] {
        std::vector<CorrectedSound> sounds;
        for (const auto& recording : m_session.recordings())
            if (recording->corrections && !recording->corrections->empty())
                sounds.push_back({recording->path.toStdString(), recording->corrections});
        return sounds;
    });
}

// Entries about the recording and its results, in menus that have others as well.
void MainWindow::reserveForAnalyze(QMenu* menu, const QList<QAction*>& everywhere)
{
    QList<QAction*> reserved;
    for (QAction* action : menu->actions())
        if (!action->isSeparator() && !everywhere.contains(action))
            reserved << action;
    m_workspaces->reserve(m_analyze, reserved);
}

// What the File menu opens is seen there. Dialogs say so themselves, once they are answered.
void MainWindow::showAnalyzeFor(QMenu* fileMenu)
{
    m_workspaces->reserve(m_analyze, {m_exports->exportAction(), m_clips->saveAction(), m_close});
    connect(fileMenu, &QMenu::triggered, this, [this](const QAction* action) {
        const QString id = action->objectName();
        if (id != "file.quit" && id != "file.open" && id != "file.open_folder")
            showAnalyze();
    });
}

void MainWindow::showAnalyze()
{
    m_workspaces->show(m_analyze);
}

} // namespace dass
