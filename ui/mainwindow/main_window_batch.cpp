// What the main window does about a batch: its order, pauses, what an earlier start left, and the results that are
// kept.

#include "app/session/analyze_session.h"
#include "app/session/batch_keeper.h"
#include "ui/haystack/haystack_view.h"
#include "ui/mainwindow/kept_results_dialog.h"
#include "ui/mainwindow/main_window.h"
#include "ui/mainwindow/notice_bar.h"
#include "ui/mainwindow/session_actions.h"
#include "ui/mainwindow/transport_bar.h"
#include "ui/style/icons.h"
#include "ui/widgets/text_format.h"

#include <QAction>
#include <QMenu>

namespace dass {

void MainWindow::fillBatchMenu(QMenu* menu)
{
    m_pause = addAction(menu, "analyze.pause", tr("&Pause"), QKeySequence("Shift+Esc"),
                        [this] { m_session.setPaused(!m_session.runs().isPaused()); });
    m_pause->setIcon(themedIcon(Icon::Pause));
    menu->addSeparator();
    m_moveUp = addAction(menu, "analyze.move_up", tr("Move recording &up"), QKeySequence("Alt+Up"),
                         [this] { moveCurrent(-1); });
    m_moveDown = addAction(menu, "analyze.move_down", tr("Move recording &down"), QKeySequence("Alt+Down"),
                           [this] { moveCurrent(1); });
    m_continueLeft = addAction(menu, "analyze.continue_batch", tr("Continue the &last batch"),
                               QKeySequence("Ctrl+Shift+B"), [this] { m_session.batchKeeper().goOn(); });
    addAction(menu, "analyze.kept_results", tr("&Kept results…"), {}, [this] {
        auto* dialog = new KeptResultsDialog(m_session, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
}

void MainWindow::connectBatch()
{
    connect(m_transport, &TransportBar::pauseRequested, m_pause, &QAction::trigger);
    connect(&m_session, &AnalyzeSession::recordingMoved, this, &MainWindow::updateBatchActions);
    connect(&m_session, &AnalyzeSession::recordingAdded, this, &MainWindow::updateBatchActions);
    connect(&m_session, &AnalyzeSession::recordingRemoved, this, &MainWindow::updateBatchActions);
    BatchKeeper& keeper = m_session.batchKeeper();
    connect(&keeper, &BatchKeeper::leftChanged, this, &MainWindow::offerLeftBatch);
    connect(m_notice, &NoticeBar::accepted, this,
            [this] { m_sessions->hasOffer() ? m_sessions->acceptOffer() : m_session.batchKeeper().goOn(); });
    connect(m_notice, &NoticeBar::declined, this,
            [this] { m_sessions->hasOffer() ? m_sessions->keeper().discardLeft() : m_session.batchKeeper().forget(); });
    offerLeftBatch();
}

void MainWindow::connectSessionFiles()
{
    connect(m_sessions, &SessionActions::offerChanged, this, &MainWindow::offerLeftBatch);
    connect(m_sessions, &SessionActions::noticed, m_notice, &NoticeBar::showNotice);
    connect(m_sessions, &SessionActions::selectionRestored, this, &MainWindow::takeSelection);
    SessionKeeper& keeper = m_sessions->keeper();
    m_sessions->setBuilder([this] { return m_haystack->forSession(); }, [this] { m_haystack->keepNow(); });
    connect(m_haystack, &HaystackView::builderChanged, &keeper, &SessionKeeper::builderChanged);
    connect(&keeper, &SessionKeeper::opened, m_haystack, [this, &keeper](const SessionDocument& document) {
        m_haystack->takeSession(document.haystack, document.builder, keeper.file());
    });
    connect(&keeper, &SessionKeeper::closed, m_haystack, [this] { m_haystack->takeSession({}, {}, {}); });
    connect(&keeper, &SessionKeeper::settling, m_haystack, &HaystackView::keepNow);
    keeper.setBuilderReader(&readSavedBuilder);
    connect(m_sessions, &SessionActions::told, this, [this](const QString& words) {
        m_batchWords = words;
        m_trouble = Trouble::None;
        updateActivity();
    });
}

// Of the start, once the window is there.
void MainWindow::tellSettingsTrouble()
{
    if (const SettingsTrouble& trouble = m_settings.trouble(); !trouble.title.isEmpty())
        m_notice->showNotice(trouble.title, trouble.text);
}

void MainWindow::updateBatchActions()
{
    const int row = m_session.indexOf(m_session.current());
    const bool paused = m_session.runs().isPaused();
    m_pause->setText(paused ? tr("&Continue") : tr("&Pause"));
    m_pause->setIcon(themedIcon(paused ? Icon::Run : Icon::Pause));
    m_pause->setEnabled(paused || m_session.runs().canPause());
    m_moveUp->setEnabled(row > 0);
    m_moveDown->setEnabled(row >= 0 && row + 1 < static_cast<int>(m_session.recordings().size()));
    m_continueLeft->setEnabled(m_session.batchKeeper().leftRecordings() > 0);
}

void MainWindow::moveCurrent(int step)
{
    OpenRecording* current = m_session.current();
    m_session.move(current, m_session.indexOf(current) + step);
}

void MainWindow::showPaused()
{
    const int waiting = static_cast<int>(m_session.runs().waiting().size());
    const QString wait = waiting == 0 ? QString() : tr("%n waiting", nullptr, waiting);
    const OpenRecording* running = m_session.runs().running();
    m_transport->showProgress(running ? tr("Paused: %1").arg(running->name) : tr("Paused"),
                              running ? running->progressShare() : 0, wait, {});
}

void MainWindow::offerLeftBatch()
{
    const BatchKeeper& keeper = m_session.batchKeeper();
    updateBatchActions();
    if (m_sessions->hasOffer()) { // a batch that was under way then is part of it
        m_notice->showOffer(m_sessions->offerTitle(), m_sessions->offerText(), tr("Restore unsaved work"),
                            tr("Discard"));
        return;
    }
    if (keeper.leftRecordings() == 0 || m_sessions->continuesBatch()) {
        m_notice->withdrawOffer();
        return;
    }
    const int done = keeper.leftDone();
    const QString many = keeper.leftRecordings() == 1
                             ? tr("The last batch, of 1 recording, did not end.")
                             : tr("The last batch, of %n recordings, did not end.", nullptr, keeper.leftRecordings());
    const QString rest = tr("One that was being tagged starts again from its beginning.");
    m_notice->showOffer(
        many, done == 0 ? rest : tr("Done: %1 of %2.").arg(done).arg(keeper.leftRecordings()) + ' ' + rest,
        keeper.leftRecordings() == 1 ? tr("Continue the batch of 1 recording")
                                     : tr("Continue the batch of %n recordings", nullptr, keeper.leftRecordings()),
        tr("Forget it"));
}

} // namespace dass
