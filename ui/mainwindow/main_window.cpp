#include "ui/mainwindow/main_window.h"

#include "app/playback/sound_output.h"
#include "app/session/analyze_session.h"
#include "app/session/batch_keeper.h"
#include "app/session/model_shelf.h"
#include "ui/analyze/analyze_view.h"
#include "ui/analyze/empty_page.h"
#include "ui/analyze/events_panel.h"
#include "ui/analyze/model_chooser.h"
#include "ui/analyze/plot_view.h"
#include "ui/analyze/recordings_panel.h"
#include "ui/distill/distill_view.h"
#include "ui/mainwindow/activity_words.h"
#include "ui/mainwindow/clip_actions.h"
#include "ui/mainwindow/clock_actions.h"
#include "ui/mainwindow/correction_actions.h"
#include "ui/mainwindow/export_actions.h"
#include "ui/mainwindow/first_size.h"
#include "ui/mainwindow/focus_keys.h"
#include "ui/mainwindow/header_bar.h"
#include "ui/mainwindow/help_actions.h"
#include "ui/mainwindow/left_work.h"
#include "ui/mainwindow/navigation_actions.h"
#include "ui/mainwindow/notice_bar.h"
#include "ui/mainwindow/play_actions.h"
#include "ui/mainwindow/playback_controller.h"
#include "ui/mainwindow/recording_menu.h"
#include "ui/mainwindow/run_actions.h"
#include "ui/mainwindow/session_actions.h"
#include "ui/mainwindow/shortcut_map.h"
#include "ui/mainwindow/span_selection.h"
#include "ui/mainwindow/workspaces.h"

#include <QAction>
#include <QCloseEvent>
#include <QGuiApplication>
#include <QVBoxLayout>

namespace dass {

namespace {

constexpr const char* kGeometryKey = "window";

} // namespace

MainWindow::MainWindow(Settings& settings, AnalyzeSession& session, const QString& sample)
    : MainWindow(settings, session, sample, makeSystemSoundOutput())
{
}

MainWindow::MainWindow(Settings& settings, AnalyzeSession& session, const QString& sample,
                       std::unique_ptr<SoundOutput> output)
    : m_settings(settings), m_session(session), m_sample(sample)
{
    setAcceptDrops(true);
    m_view = new AnalyzeView(session, sample);
    m_play = new PlayActions(session, *m_view, this);
    m_transport = new TransportBar(m_play->forTransport(), settings.volume());
    m_playback = new PlaybackController(session, m_view->plots()->stack(), m_transport, std::move(output), this);
    makeActions();
    m_header = new HeaderBar(session, m_runs->run());
    m_notice = new NoticeBar;
    addWorkspaces();
    makeMenus();
    layOut();

    connectActions();
    connectNotices();
    connectEmptyPage();
    new LeftWork(session, *m_sessions, *m_notice, this);
    new RecordingMenu(session, *m_view, *m_sessions, this);
    new FocusKeys(m_view->events()->table(), this);
    if (!restoreGeometry(settings.layout(kGeometryKey)))
        setFirstSize(*this);
    m_view->restoreLayout(settings);
    updateActions();
    m_view->emptyPage()->focusFirst();
    if (const SettingsTrouble& trouble = settings.trouble(); !trouble.title.isEmpty())
        m_notice->showNotice(trouble.title, trouble.text);
}

MainWindow::~MainWindow() = default;

void MainWindow::makeActions()
{
    m_shortcuts = new ShortcutMap(m_settings, this);
    m_runs = new RunActions(m_session, *m_view, this);
    m_corrections = new CorrectionActions(m_session, *m_view, *m_playback, this);
    m_selection = new SpanSelection(m_session, *m_view, *m_playback, *m_corrections, *m_transport, this);
    m_play->control(*m_playback, *m_selection);
    m_clips = new ClipActions(m_session, *m_view, this);
    m_corrections->addToContextMenu(m_clips->saveAction());
    m_sessions = new SessionActions(m_session, *m_view, *m_playback, this);
    m_words = new ActivityWords(m_session, *m_transport, this);
    m_exports = new ExportActions(m_session, *m_view, *m_clips, *m_words, this);
    m_navigation = new NavigationActions(m_session, *m_view, *m_playback, this);
    m_clock = new ClockActions(m_session, *m_transport, this);
    m_help = new HelpActions(*m_shortcuts, this);
}

void MainWindow::connectActions()
{
    connect(m_transport, &TransportBar::pauseRequested, m_runs->pause(), &QAction::trigger);
    connect(m_sessions, &SessionActions::selectionRestored, m_selection, &SpanSelection::take);
    connect(m_sessions, &SessionActions::told, m_words, &ActivityWords::tell);
    connect(m_selection, &SpanSelection::changed, this, &MainWindow::updateActions);
    connect(m_view->events(), &EventsPanel::orderChanged, this, &MainWindow::updateActions);
    for (const auto signal : {&AnalyzeSession::runningChanged, &AnalyzeSession::modelChanged,
                              &AnalyzeSession::runSettingsChanged, &AnalyzeSession::digestChanged})
        connect(&m_session, signal, this, &MainWindow::updateActions);
}

void MainWindow::layOut()
{
    auto* top = new QWidget;
    auto* layout = new QVBoxLayout(top);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_notice);
    setMenuWidget(top);
    setCentralWidget(m_workspaces);
}

void MainWindow::connectNotices()
{
    connect(&m_session, &AnalyzeSession::noticed, m_notice, &NoticeBar::showNotice);
    connect(m_playback, &PlaybackController::noticed, m_notice, &NoticeBar::showNotice);
    connect(m_sessions, &SessionActions::noticed, m_notice, &NoticeBar::showNotice);
    connect(&m_session.models(), &ModelShelf::removeFailed, this, [this](const QString& path) {
        if (const auto* chooser = findChild<ModelChooser*>(); !chooser || !chooser->isVisible()) // else it tells
            m_notice->showNotice(ModelChooser::tr("'%1' cannot be removed; may it be written to?").arg(path), {});
    });
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        if (state == Qt::ApplicationActive)
            m_session.models().lookForAdded(); // a disk may have come meanwhile
    });
}

void MainWindow::connectEmptyPage()
{
    const EmptyPage* page = m_view->emptyPage();
    connect(page, &EmptyPage::openFilesRequested, this, &MainWindow::openFiles);
    connect(page, &EmptyPage::openFolderRequested, this, &MainWindow::openFolder);
    connect(page, &EmptyPage::openSampleRequested, this, [this] {
        m_session.open({m_sample});
        if (OpenRecording* recording = m_session.current(); recording && recording->state == RecordingState::Waiting)
            m_session.run(recording);
    });
    connect(page, &EmptyPage::playSampleRequested, this, [this] { m_playback->playFile(m_sample); });
    connect(m_view->recordings(), &RecordingsPanel::openRequested, this, &MainWindow::openFiles);
}

// What can be done with what is open and chosen now. Runs, exports, navigation and the clock see to themselves.
void MainWindow::updateActions()
{
    const OpenRecording* recording = m_session.current();
    const bool chosen = m_view->events()->selected().has_value();
    m_copyEvent->setEnabled(chosen);
    m_needle->setEnabled(chosen);
    m_filter->setEnabled(recording != nullptr);
    m_close->setEnabled(recording && recording != m_session.runs().running());
    m_play->update();
    m_corrections->update();
    m_clips->update();
}

void MainWindow::exportResults()
{
    m_exports->exportResults();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_sessions->mayClose()) {
        event->ignore();
        return;
    }
    m_settings.setLayout(kGeometryKey, saveGeometry());
    m_view->saveLayout(m_settings);
    m_distill->saveLayout();
    m_session.batchKeeper().freeze(); // a batch that this breaks off can be gone on with
    m_session.cancel();
    m_sessions->keeper().end();
    event->accept();
}

} // namespace dass
