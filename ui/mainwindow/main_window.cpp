#include "ui/mainwindow/main_window.h"

#include "app/playback/sound_output.h"
#include "app/session/analyze_session.h"
#include "app/session/batch_keeper.h"
#include "app/session/model_shelf.h"
#include "core/base/thread_count.h"
#include "ui/analyze/analyze_view.h"
#include "ui/analyze/empty_page.h"
#include "ui/analyze/events_panel.h"
#include "ui/analyze/model_chooser.h"
#include "ui/analyze/plot_view.h"
#include "ui/analyze/recordings_panel.h"
#include "ui/distill/distill_view.h"
#include "ui/mainwindow/clip_actions.h"
#include "ui/mainwindow/correction_actions.h"
#include "ui/mainwindow/first_size.h"
#include "ui/mainwindow/header_bar.h"
#include "ui/mainwindow/notice_bar.h"
#include "ui/mainwindow/playback_controller.h"
#include "ui/mainwindow/session_actions.h"
#include "ui/mainwindow/shortcut_map.h"
#include "ui/mainwindow/transport_bar.h"
#include "ui/mainwindow/workspaces.h"
#include "ui/plots/plot_stack.h"
#include "ui/plots/time_viewport.h"
#include "ui/widgets/key_names.h"
#include "ui/widgets/text_format.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QComboBox>
#include <QDialog>
#include <QKeyEvent>
#include <QPushButton>
#include <QScreen>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace dass {

namespace {

constexpr const char* kGeometryKey = "window";

// Whether a focused control does something with this key. In the events table letters and Space are for playing.
bool needsKey(const QObject* control, int key, const QWidget* eventsTable)
{
    const bool ends = key == Qt::Key_Home || key == Qt::Key_End;
    const bool choosing = key == Qt::Key_Space || (key >= Qt::Key_A && key <= Qt::Key_Z);
    if (qobject_cast<const QAbstractButton*>(control))
        return key == Qt::Key_Space;
    if (qobject_cast<const QSlider*>(control))
        return ends;
    if (qobject_cast<const QComboBox*>(control))
        return ends || choosing;
    if (qobject_cast<const QAbstractItemView*>(control))
        return ends || (choosing && control != eventsTable);
    return false;
}

bool isEnter(const QKeyEvent& key)
{
    return (key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter) && !key.isAutoRepeat() &&
           (key.modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
}

// Not boxes and choices, which Enter ticks nowhere.
QAbstractButton* pressableButton(QObject* control)
{
    auto* button = qobject_cast<QAbstractButton*>(control);
    return qobject_cast<QPushButton*>(button) || qobject_cast<QToolButton*>(button) ? button : nullptr;
}

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
    makeActions();
    m_transport = new TransportBar({m_skipBack, m_play, m_skipForward, m_loop, m_speed, m_listen}, settings.volume());
    m_playback = new PlaybackController(session, m_view->plots()->stack(), m_transport, std::move(output), this);
    m_corrections = new CorrectionActions(session, *m_view, *m_playback, this);
    m_clips = new ClipActions(session, *m_view, this);
    m_corrections->addToContextMenu(m_clips->saveAction());
    m_sessions = new SessionActions(session, *m_view, *m_playback, this);
    m_header = new HeaderBar(session, m_run);
    m_notice = new NoticeBar;
    m_shortcuts = new ShortcutMap(settings, this);
    addWorkspaces();
    makeMenus();

    auto* top = new QWidget;
    auto* topLayout = new QVBoxLayout(top);
    topLayout->setContentsMargins(0, 0, 0, 0);
    topLayout->setSpacing(0);
    topLayout->addWidget(m_header);
    topLayout->addWidget(m_notice);
    setMenuWidget(top);
    setCentralWidget(m_workspaces);

    connectSession();
    connectSessionFiles();
    connectBatch();
    connectClock();
    connectPlayChoices();
    connect(&KeyNames::instance(), &KeyNames::changed, this, &MainWindow::updateActions);
    qApp->installEventFilter(this);
    if (!restoreGeometry(settings.layout(kGeometryKey)))
        setFirstSize(*this);
    m_view->restoreLayout(settings);
    updateActions();
    updateActivity();
    m_view->emptyPage()->focusFirst();
    tellSettingsTrouble();
}

MainWindow::~MainWindow() = default;

void MainWindow::connectSession()
{
    connect(&m_session, &AnalyzeSession::currentChanged, this, [this] {
        m_transport->clearSelection();
        updateActions();
    });
    connect(&m_session, &AnalyzeSession::modelChanged, this, [this] {
        if (m_session.model().state() != ModelState::Loading)
            return;
        m_batchWords.clear(); // about another model
        m_trouble = Trouble::None;
    });
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        if (state == Qt::ApplicationActive)
            m_session.models().lookForAdded(); // a disk may have come meanwhile
    });
    for (const auto signal : {&AnalyzeSession::runningChanged, &AnalyzeSession::modelChanged,
                              &AnalyzeSession::runSettingsChanged, &AnalyzeSession::digestChanged})
        connect(&m_session, signal, this, [this] {
            updateActions();
            updateActivity();
        });
    connect(&m_session, &AnalyzeSession::recordingChanged, this, [this](const OpenRecording* recording) {
        if (recording == m_session.runs().running())
            updateActivity();
        updateExportAfter(*recording);
    });
    connect(&m_session, &AnalyzeSession::recordingRemoved, this, &MainWindow::updateExport);
    connect(&m_session, &AnalyzeSession::batchEnded, this, &MainWindow::showBatchEnd);
    connect(&m_session, &AnalyzeSession::noticed, m_notice, &NoticeBar::showNotice);
    connect(&m_session.models(), &ModelShelf::removeFailed, this, [this](const QString& path) {
        if (const auto* chooser = findChild<ModelChooser*>(); !chooser || !chooser->isVisible()) // else it tells
            m_notice->showNotice(ModelChooser::tr("'%1' cannot be removed; may it be written to?").arg(path), {});
    });
    connect(m_playback, &PlaybackController::noticed, m_notice, &NoticeBar::showNotice);

    connect(m_view->emptyPage(), &EmptyPage::openFilesRequested, this, &MainWindow::openFiles);
    connect(m_view->emptyPage(), &EmptyPage::openFolderRequested, this, &MainWindow::openFolder);
    connect(m_view->emptyPage(), &EmptyPage::openSampleRequested, this, [this] {
        m_session.open({m_sample});
        if (OpenRecording* recording = m_session.current(); recording && recording->state == RecordingState::Waiting)
            m_session.run(recording);
    });
    connect(m_view->emptyPage(), &EmptyPage::playSampleRequested, this, [this] { m_playback->playFile(m_sample); });
    connect(m_view->recordings(), &RecordingsPanel::openRequested, this, &MainWindow::openFiles);
    connect(m_view->recordings(), &RecordingsPanel::contextMenuRequested, this, &MainWindow::showRecordingMenu);
    connect(m_view->events(), &EventsPanel::eventSelected, this, &MainWindow::selectEvent);
    connect(m_view->events(), &EventsPanel::orderChanged, this, &MainWindow::updateActions);
    connect(m_view->events(), &EventsPanel::exportRequested, this, &MainWindow::exportResults);
    connect(m_view->events(), &EventsPanel::playRequested, this, [this](const Event& event) {
        selectEvent(event);
        m_playback->playSpan(event.startSample, event.endSample);
    });
    connect(m_clips, &ClipActions::saved, this, &MainWindow::showExported);
    connect(m_corrections, &CorrectionActions::eventChanged, this, &MainWindow::showSpan);
    connect(m_view->plots()->stack(), &PlotStack::selectionChanged, this, &MainWindow::takeSelection);
    connect(m_view->plots(), &PlotView::retryRequested, &m_session,
            [this](OpenRecording* recording) { m_session.retry(recording); });
    connect(m_view->plots(), &PlotView::showInFolderRequested, this, &MainWindow::showInFolder);
    connect(m_view->plots(), &PlotView::copyDetailsRequested, this, &MainWindow::copyDetails);
    connect(m_transport, &TransportBar::cancelRequested, &m_session, &AnalyzeSession::cancel);
    connect(m_transport, &TransportBar::nextFailedRequested, this, &MainWindow::goToNextFailed);
}

void MainWindow::selectEvent(const Event& event)
{
    m_view->plots()->viewport()->ensureVisible(static_cast<double>(event.startSample),
                                               static_cast<double>(event.endSample));
    m_playback->seek(event.startSample);
    showSpan(event);
}

void MainWindow::showSpan(const Event& event)
{
    m_view->plots()->stack()->setSelection({event.startSample, event.endSample});
    m_transport->setSelection(tr("Event"), event.startSample, event.endSample);
    updateActions();
}

void MainWindow::takeSelection(const SampleSpan& selection)
{
    const bool moves = m_corrections->isEventEdge(selection);
    if (!moves)
        m_view->events()->clearSelection();
    if (selection.isEmpty())
        m_transport->clearSelection();
    else
        m_transport->setSelection(moves ? tr("Event") : tr("Selection"), selection.start, selection.end);
    updateActions();
}

// One edge of it, without the mouse. What was selected beyond that goes, and a chosen event stays as it is.
void MainWindow::selectToPlayhead(bool start)
{
    const OpenRecording* recording = m_session.current();
    if (!recording)
        return;
    PlotStack& stack = *m_view->plots()->stack();
    const std::int64_t here = m_playback->position();
    const SampleSpan before = stack.selection();
    const SampleSpan span = start ? SampleSpan{here, before.end > here ? before.end : recording->length()}
                                  : SampleSpan{before.start < here ? before.start : 0, here};
    if (span.isEmpty())
        return;
    m_view->events()->clearSelection();
    stack.setSelection(span);
    takeSelection(span);
}

void MainWindow::playSelection()
{
    const SampleSpan selection = m_view->plots()->stack()->selection();
    if (!selection.isEmpty())
        m_playback->playSpan(selection.start, selection.end);
}

void MainWindow::updateActions()
{
    const OpenRecording* recording = m_session.current();
    const bool running = m_session.runs().running() != nullptr;
    m_run->setEnabled(m_session.canRun());
    m_run->setToolTip(
        running ? KeyNames::instance().withKeys(tr("A run is going on; it can be cancelled"), "analyze.cancel")
        : m_session.model().state() == ModelState::Loading ? tr("The model is being loaded")
        : m_session.model().state() != ModelState::Ready   ? tr("Choose a model first")
        : !recording                                       ? tr("Open a recording first")
                     : KeyNames::instance().withKeys(tr("Tag what is not tagged yet"), "analyze.run"));
    m_cancel->setEnabled(m_session.runs().canCancel());
    updateBatchActions();
    updateExport();
    for (QAction* action : std::as_const(m_needRecording))
        action->setEnabled(recording != nullptr);
    m_nextEvent->setEnabled(m_view->events()->hasNext()); // where there is none, Tab goes on to the next control
    m_previousEvent->setEnabled(m_view->events()->hasPrevious());
    m_copyEvent->setEnabled(m_view->events()->selected().has_value());
    m_needle->setEnabled(m_view->events()->selected().has_value());
    m_corrections->update();
    m_clips->update();
    m_playSelection->setEnabled(recording && !m_view->plots()->stack()->selection().isEmpty());
    m_close->setEnabled(recording && recording != m_session.runs().running());
}

void MainWindow::updateActivity()
{
    const OpenRecording* running = m_session.runs().running();
    m_transport->setPaused(m_session.runs().isPaused());
    if (m_session.runs().isPaused()) {
        showPaused();
    } else if (running) {
        const TaggingProgress& progress = running->progress;
        m_transport->showProgress(tr("Tagging %1").arg(running->name), running->progressShare(),
                                  progress.timesRealTime > 0 ? speedText(progress.timesRealTime) : QString(),
                                  progress.secondsLeft ? tr("%1 left").arg(longDurationText(*progress.secondsLeft))
                                                       : QString());
    } else if (m_trouble == Trouble::Tagging) {
        m_transport->showFailures(m_batchWords);
    } else if (m_trouble == Trouble::Export) {
        m_transport->showTrouble(m_batchWords);
    } else {
        m_transport->showIdle(m_batchWords.isEmpty() ? readyWords() : m_batchWords);
    }
}

QString MainWindow::readyWords() const
{
    switch (m_session.model().state()) {
    case ModelState::None:
        return tr("No model: choose one, top right");
    case ModelState::Loading:
        return tr("Loading the model…");
    case ModelState::Failed:
        return tr("The model could not be loaded");
    case ModelState::Ready:
        break;
    }
    const QString name = QString::fromStdString(m_session.model().info()->name);
    if (const QString& device = m_session.model().device(); device != QLatin1String("cpu")) // "cuda:0"
        return tr("Ready. %1 on GPU %2").arg(name, device.section(':', 1));
    const int threads = threadCount(m_session.runSettings().threads);
    return threads == 1 ? tr("Ready. %1 on the CPU, 1 thread").arg(name)
                        : tr("Ready. %1 on the CPU, %2 threads").arg(name).arg(threads);
}

void MainWindow::showBatchEnd(const BatchSummary& summary)
{
    const QString took = longDurationText(summary.seconds);
    m_trouble = summary.failed > 0 ? Trouble::Tagging : Trouble::None;
    if (summary.cancelled)
        m_batchWords = tr("Cancelled; what was tagged is kept");
    else if (summary.files() == 0 && summary.restored > 0)
        m_batchWords = summary.restored == 1
                           ? tr("Opened with the result of an earlier run")
                           : tr("%n files opened with results of earlier runs", nullptr, summary.restored);
    else if (summary.files() == 1 && summary.failed == 1)
        m_batchWords = tr("The recording could not be tagged");
    else if (summary.files() == 1)
        m_batchWords = tr("Tagged in %1").arg(took);
    else if (summary.failed == 0)
        m_batchWords = tr("%n files tagged in %1", nullptr, summary.tagged).arg(took);
    else
        m_batchWords = tr("%1 of %n files tagged in %2, %3 failed", nullptr, summary.files())
                           .arg(summary.tagged)
                           .arg(took)
                           .arg(summary.failed);
    updateActions();
    updateActivity();
}

void MainWindow::goToNextFailed()
{
    const auto& all = m_session.recordings();
    const int count = static_cast<int>(all.size());
    const int from = m_session.indexOf(m_session.current());
    for (int step = 1; step <= count; ++step) {
        OpenRecording* recording = all[static_cast<std::size_t>((from + step) % count)].get();
        if (recording->state == RecordingState::Failed) {
            m_session.setCurrent(recording);
            return;
        }
    }
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

// Keys that a focused control needs for itself stay its own, although the window has a shortcut on them. Enter presses
// the focused button, as it does in dialogs by itself.
bool MainWindow::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress && isEnter(*static_cast<QKeyEvent*>(event)))
        if (auto* button = pressableButton(watched); button && !qobject_cast<QDialog*>(button->window())) {
            event->accept();
            button->click();
            return true;
        }
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool opensList = key->modifiers() == Qt::AltModifier && qobject_cast<const QComboBox*>(watched) &&
                               (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down);
        if (opensList ||
            (key->modifiers() == Qt::NoModifier && needsKey(watched, key->key(), m_view->events()->table()))) {
            event->accept();
            return true;
        }
    }
    return QMainWindow::eventFilter(watched, event);
}

} // namespace dass
