#include "ui/mainwindow/run_actions.h"

#include "app/session/analyze_session.h"
#include "app/session/batch_keeper.h"
#include "ui/analyze/analyze_view.h"
#include "ui/analyze/events_panel.h"
#include "ui/analyze/model_chooser.h"
#include "ui/analyze/run_settings_panel.h"
#include "ui/mainwindow/kept_results_dialog.h"
#include "ui/mainwindow/menu_action.h"
#include "ui/style/icons.h"
#include "ui/widgets/key_names.h"

#include <QAction>
#include <QMenu>

namespace dass {

RunActions::RunActions(AnalyzeSession& session, AnalyzeView& view, QWidget* window)
    : QObject(window), m_session(session), m_view(view), m_window(window),
      m_run(makeAction(this, "analyze.run", tr("&Run"), QKeySequence("Ctrl+R"), [this] { m_session.run(); })),
      m_cancel(makeAction(this, "analyze.cancel", tr("&Cancel the run"), QKeySequence(Qt::Key_Escape),
                          [this] { m_session.cancel(); })),
      m_pause(makeAction(this, "analyze.pause", tr("&Pause"), QKeySequence("Shift+Esc"),
                         [this] { m_session.setPaused(!m_session.runs().isPaused()); }))
{
    m_run->setIcon(themedIcon(Icon::Run));
    m_cancel->setIcon(themedIcon(Icon::Cancel));
    m_pause->setIcon(themedIcon(Icon::Pause));
    for (const auto signal : {&AnalyzeSession::recordingAdded, &AnalyzeSession::recordingRemoved})
        connect(&session, signal, this, &RunActions::update);
    connect(&session, &AnalyzeSession::recordingMoved, this, &RunActions::update);
    for (const auto signal : {&AnalyzeSession::currentChanged, &AnalyzeSession::runningChanged,
                              &AnalyzeSession::modelChanged, &AnalyzeSession::runSettingsChanged})
        connect(&session, signal, this, &RunActions::update);
    connect(&session.batchKeeper(), &BatchKeeper::leftChanged, this, &RunActions::update);
    connect(&KeyNames::instance(), &KeyNames::changed, this, &RunActions::update);
}

void RunActions::addTo(QMenu* menu)
{
    menu->addActions({m_run, m_cancel, m_pause});
    menu->addSeparator();
    addBatchTo(menu);
    menu->addSeparator();
    addAction(menu, this, "analyze.again", tr("&Tag this recording again"), QKeySequence("Ctrl+Shift+R"), [this] {
        if (m_session.canRun())
            m_session.run(m_session.current());
    });
    m_allAgain = addAction(menu, this, "analyze.all_again", tr("Tag &all again"), QKeySequence("Ctrl+Alt+R"),
                           [this] { m_session.runAll(); });
    menu->addSeparator();
    addSettingsTo(menu);
    update();
}

void RunActions::addBatchTo(QMenu* menu)
{
    m_moveUp = addAction(menu, this, "analyze.move_up", tr("Move recording &up"), QKeySequence("Alt+Up"),
                         [this] { moveCurrent(-1); });
    m_moveDown = addAction(menu, this, "analyze.move_down", tr("Move recording &down"), QKeySequence("Alt+Down"),
                           [this] { moveCurrent(1); });
    m_continueLeft = addAction(menu, this, "analyze.continue_batch", tr("Continue the &last batch"),
                               QKeySequence("Ctrl+Shift+B"), [this] { m_session.batchKeeper().goOn(); });
    addAction(menu, this, "analyze.kept_results", tr("&Kept results…"), {}, [this] {
        auto* dialog = new KeptResultsDialog(m_session, m_window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
}

void RunActions::addSettingsTo(QMenu* menu)
{
    addAction(menu, this, "analyze.run_settings", tr("Run &settings…"), QKeySequence("Ctrl+,"), [this] {
        m_view.showLeft(true);
        m_view.runSettings()->edit();
    });
    addAction(menu, this, "analyze.event_settings", tr("&Event settings…"), QKeySequence("Ctrl+Shift+E"),
              [this] { m_view.events()->editRules(); });
    addAction(menu, this, "analyze.models", tr("&Models…"), QKeySequence("Ctrl+M"),
              [this] { ModelChooser::present(m_window, m_session); });
    QAction* automatic = menu->addAction(tr("Tag &when opened"));
    automatic->setObjectName("analyze.when_opened");
    automatic->setCheckable(true);
    automatic->setChecked(m_session.settings().tagWhenOpened());
    connect(automatic, &QAction::toggled, this, [this](bool on) { m_session.settings().setTagWhenOpened(on); });
}

void RunActions::update()
{
    updateRun();
    updatePause();
    m_cancel->setEnabled(m_session.runs().canCancel());
    if (!m_moveUp)
        return;
    const int row = m_session.indexOf(m_session.current());
    m_moveUp->setEnabled(row > 0);
    m_moveDown->setEnabled(row >= 0 && row + 1 < static_cast<int>(m_session.recordings().size()));
    m_continueLeft->setEnabled(m_session.batchKeeper().leftRecordings() > 0);
    m_allAgain->setEnabled(m_session.canRunAll());
}

void RunActions::updateRun()
{
    const ModelState model = m_session.model().state();
    m_run->setEnabled(m_session.canRun());
    m_run->setToolTip(
        m_session.runs().running()
            ? KeyNames::instance().withKeys(tr("A run is going on; it can be cancelled"), "analyze.cancel")
        : model == ModelState::Loading ? tr("The model is being loaded")
        : model != ModelState::Ready   ? tr("Choose a model first")
        : !m_session.current()         ? tr("Open a recording first")
                               : KeyNames::instance().withKeys(tr("Tag what is not tagged yet"), "analyze.run"));
}

void RunActions::updatePause()
{
    const bool paused = m_session.runs().isPaused();
    m_pause->setText(paused ? tr("&Continue") : tr("&Pause"));
    m_pause->setIcon(themedIcon(paused ? Icon::Run : Icon::Pause));
    m_pause->setEnabled(paused || m_session.runs().canPause());
}

void RunActions::moveCurrent(int step)
{
    OpenRecording* current = m_session.current();
    m_session.move(current, m_session.indexOf(current) + step);
}

} // namespace dass
