// Actions and menus of the main window, and the small things that they do by themselves.

#include "app/session/analyze_session.h"
#include "ui/analyze/analyze_view.h"
#include "ui/analyze/events_panel.h"
#include "ui/analyze/model_chooser.h"
#include "ui/analyze/picture_dialog.h"
#include "ui/analyze/plot_view.h"
#include "ui/analyze/run_settings_panel.h"
#include "ui/analyze/tag_lists.h"
#include "ui/analyze/tags_panel.h"
#include "ui/mainwindow/clip_actions.h"
#include "ui/mainwindow/correction_actions.h"
#include "ui/mainwindow/header_bar.h"
#include "ui/mainwindow/language_menu.h"
#include "ui/mainwindow/main_window.h"
#include "ui/mainwindow/notice_bar.h"
#include "ui/mainwindow/playback_controller.h"
#include "ui/mainwindow/session_actions.h"
#include "ui/mainwindow/shortcut_map.h"
#include "ui/mainwindow/spectrogram_menu.h"
#include "ui/mainwindow/time_dialog.h"
#include "ui/mainwindow/view_choices.h"
#include "ui/mainwindow/workspaces.h"
#include "ui/plots/plot_stack.h"
#include "ui/plots/time_viewport.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"
#include "ui/widgets/text_format.h"

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>
#include <QUrl>

#include <utility>

namespace dass {

namespace {

constexpr double kSkipSeconds = 5;
constexpr double kPanShare = 0.1; // of what is in view

} // namespace

// The actions that buttons share with menus; the rest are made with the menus.
void MainWindow::makeActions()
{
    const auto make = [this](const char* id, const QString& text, Icon icon, const QKeySequence& shortcut) {
        auto* action = new QAction(themedIcon(icon), text, this);
        action->setObjectName(QLatin1String(id));
        action->setShortcut(shortcut);
        return action;
    };
    m_run = make("analyze.run", tr("&Run"), Icon::Run, QKeySequence("Ctrl+R"));
    m_cancel = make("analyze.cancel", tr("&Cancel the run"), Icon::Cancel, QKeySequence(Qt::Key_Escape));
    m_export = make("file.export", tr("&Export…"), Icon::Export, QKeySequence("Ctrl+E"));
    m_play = make("play.toggle", tr("&Play or pause"), Icon::Play, QKeySequence(Qt::Key_Space));
    m_skipBack = make("play.skip_back", tr("Skip &back 5 s"), Icon::SkipBack, QKeySequence("Shift+Left"));
    m_skipForward = make("play.skip_forward", tr("Skip &forward 5 s"), Icon::SkipForward, QKeySequence("Shift+Right"));
    m_loop = make("play.loop", tr("&Loop"), Icon::Loop, QKeySequence("L"));
    m_loop->setCheckable(true);
    m_loop->setChecked(m_settings.loop());
    connect(m_run, &QAction::triggered, &m_session, qOverload<>(&AnalyzeSession::run));
    connect(m_cancel, &QAction::triggered, &m_session, &AnalyzeSession::cancel);
    connect(m_export, &QAction::triggered, this, &MainWindow::exportResults);
    connect(m_play, &QAction::triggered, this, [this] { m_playback->toggle(); });
    connect(m_skipBack, &QAction::triggered, this, [this] { m_playback->skip(-kSkipSeconds); });
    connect(m_skipForward, &QAction::triggered, this, [this] { m_playback->skip(kSkipSeconds); });
    connect(m_loop, &QAction::toggled, this, [this](bool on) { m_playback->setLoop(on); });
    makePlayChoices();
    m_needRecording << m_play << m_skipBack << m_skipForward << m_loop;
}

QAction* MainWindow::addAction(QMenu* menu, const char* id, const QString& text, const QKeySequence& shortcut,
                               const std::function<void()>& act)
{
    QAction* action = menu->addAction(text);
    action->setObjectName(QLatin1String(id));
    action->setShortcut(shortcut);
    connect(action, &QAction::triggered, this, act);
    return action;
}

void MainWindow::makeMenus()
{
    QMenuBar* bar = m_header->menuBar();
    fillFileMenu(bar->addMenu(tr("&File")));
    fillEditMenu(bar->addMenu(tr("&Edit")));
    fillViewMenu(bar->addMenu(tr("&View")));
    QMenu* play = bar->addMenu(tr("&Play"));
    fillPlayMenu(play);
    QMenu* analyze = bar->addMenu(tr("&Analyze"));
    fillAnalyzeMenu(analyze);
    m_workspaces->reserve(m_analyze, {play->menuAction(), analyze->menuAction()});
    m_workspaces->addMenusTo(bar);
    fillHelpMenu(bar->addMenu(tr("&Help")));
    m_shortcuts->collect(bar);
}

void MainWindow::fillFileMenu(QMenu* menu)
{
    addAction(menu, "file.open", tr("&Open recordings…"), QKeySequence::Open, [this] { openFiles(); });
    addAction(menu, "file.open_folder", tr("Open &folder…"), QKeySequence("Ctrl+Shift+O"), [this] { openFolder(); });
    QMenu* recent = menu->addMenu(tr("Open &recent"));
    connect(recent, &QMenu::aboutToShow, this, [this, recent] { fillRecent(recent); });
    if (!m_sample.isEmpty())
        addAction(menu, "file.open_sample", tr("Open the sa&mple"), {}, [this] { m_session.open({m_sample}); });
    menu->addSeparator();
    m_sessions->addTo(menu);
    menu->QWidget::addAction(m_export);
    menu->QWidget::addAction(m_clips->saveAction());
    m_needRecording << addAction(menu, "file.save_picture", tr("Save &picture…"), QKeySequence("Ctrl+Shift+P"),
                                 [this] { savePicture(); });
    menu->addSeparator();
    m_close = addAction(menu, "file.close", tr("&Close recording"), QKeySequence::Close,
                        [this] { m_session.remove(m_session.current()); });
    addAction(menu, "file.quit", tr("&Quit"), QKeySequence("Ctrl+Q"), [this] { close(); });
    showAnalyzeFor(menu);
}

void MainWindow::fillRecent(QMenu* menu)
{
    menu->clear();
    for (const QString& path : m_settings.recentFiles()) {
        QAction* action = menu->addAction(QFileInfo(path).fileName());
        action->setToolTip(QDir::toNativeSeparators(path));
        connect(action, &QAction::triggered, this, [this, path] { m_session.open({path}); });
    }
    if (menu->isEmpty()) {
        menu->addAction(tr("none yet"))->setEnabled(false);
        return;
    }
    menu->addSeparator();
    addAction(menu, "", tr("Clear the list"), {}, [this] { m_settings.clearRecentFiles(); });
}

void MainWindow::fillEditMenu(QMenu* menu)
{
    m_corrections->addUndoTo(menu);
    menu->addSeparator();
    m_copyEvent = addAction(menu, "edit.copy", tr("&Copy event"), QKeySequence::Copy, [this] { copyEvent(); });
    m_needle = addAction(menu, "edit.needle", tr("Hide the e&vent in a haystack"), QKeySequence("Ctrl+Shift+H"),
                         [this] { useEventAsNeedle(); });
    m_corrections->addEventsTo(menu);
    menu->addSeparator();
    addAction(menu, "edit.find_tag", tr("&Find a tag"), QKeySequence::Find, [this] {
        m_view->showRight(true);
        m_view->tags()->focusSearch();
    });
    m_needRecording << addAction(menu, "edit.filter_events", tr("Filter the events"), QKeySequence("Ctrl+Shift+F"),
                                 [this] { m_view->events()->editFilter(); });
    addAction(menu, "edit.draw_top", tr("Draw the to&p tags"), QKeySequence("Ctrl+T"), [this] {
        m_session.tags().followResults();
        m_session.tags().update(m_session.digest().summary);
    });
    addAction(menu, "edit.draw_none", tr("Draw n&o tags"), QKeySequence("Ctrl+Shift+T"),
              [this] { m_session.tags().clear(); });
    menu->addMenu(m_view->tags()->lists()->menu());
    menu->addSeparator();
    reserveForAnalyze(menu, {});
    addAction(menu, "edit.shortcuts", tr("Keyboard s&hortcuts…"), {}, [this] { editShortcuts(); });
    fillLanguageMenu(*menu->addMenu(tr("Lan&guage")), m_settings,
                     [this](const QString& words) { m_notice->showNotice(tr("The language was chosen."), words); });
}

void MainWindow::fillViewMenu(QMenu* menu)
{
    addNavigationTo(menu);
    fillClockMenu(menu);
    menu->addSeparator();

    menu->addMenu(m_workspaces->menu());
    QMenu* themes = menu->addMenu(tr("&Theme"));
    fillThemeMenu(themes);
    fillSpectrogramMenu(*menu->addMenu(tr("Spectrogra&m")), *m_view->plots());
    addViewChoices(*menu, m_session);
    menu->addSeparator();

    addPanelsTo(menu);
    reserveForAnalyze(menu, {themes->menuAction(), m_workspaces->menu()->menuAction()});
}

// What shows another stretch of the recording.
void MainWindow::addNavigationTo(QMenu* menu)
{
    PlotStack* stack = m_view->plots()->stack();
    TimeViewport* viewport = m_view->plots()->viewport();
    QAction* zoomIn = addAction(menu, "view.zoom_in", tr("Zoom &in"), QKeySequence(Qt::Key_Plus),
                                [stack] { stack->zoom(TimeViewport::kZoomStep); });
    zoomIn->setShortcuts({QKeySequence(Qt::Key_Plus), QKeySequence(Qt::Key_Equal)}); // one key on many keyboards
    QAction* zoomOut = addAction(menu, "view.zoom_out", tr("Zoom &out"), QKeySequence(Qt::Key_Minus),
                                 [stack] { stack->zoom(1 / TimeViewport::kZoomStep); });
    QAction* whole =
        addAction(menu, "view.whole", tr("&Whole recording"), QKeySequence("Ctrl+0"), [viewport] { viewport->fit(); });
    whole->setShortcuts({QKeySequence("Ctrl+0"), QKeySequence(Qt::Key_0)});
    QAction* back =
        addAction(menu, "view.back", tr("&Back"), QKeySequence(Qt::Key_Left), [stack] { stack->pan(-kPanShare); });
    QAction* forward = addAction(menu, "view.forward", tr("&Forward"), QKeySequence(Qt::Key_Right),
                                 [stack] { stack->pan(kPanShare); });
    for (QAction* action : {back, forward}) { // elsewhere these keys go from letter to letter or branch to branch
        action->setShortcutContext(Qt::WidgetShortcut);
        stack->addAction(action);
    }
    m_needRecording << zoomIn << zoomOut << whole << back << forward;
    m_needRecording << addAction(menu, "view.start", tr("&Start"), QKeySequence(Qt::Key_Home), [this, viewport] {
        viewport->panToStart();
        m_playback->seek(0);
    }) << addAction(menu, "view.end", tr("&End"), QKeySequence(Qt::Key_End), [viewport] {
        viewport->panToEnd();
    }) << addAction(menu, "view.go_to_time", tr("&Go to time…"), QKeySequence("Ctrl+G"), [this] { goToTime(); });
}

void MainWindow::fillThemeMenu(QMenu* menu)
{
    auto* themeGroup = new QActionGroup(this);
    const std::pair<ThemeChoice, QString> choices[] = {{ThemeChoice::System, tr("As the &system")},
                                                       {ThemeChoice::Light, tr("&Light")},
                                                       {ThemeChoice::Dark, tr("&Dark")}};
    for (const auto& [choice, name] : choices) {
        QAction* action = menu->addAction(name);
        action->setObjectName(QStringLiteral("theme.") + nameOf(choice));
        action->setCheckable(true);
        action->setChecked(Theme::instance().choice() == choice);
        themeGroup->addAction(action);
        connect(action, &QAction::triggered, this, [this, choice = choice] {
            m_settings.setTheme(nameOf(choice));
            Theme::instance().setChoice(choice);
        });
    }
}

void MainWindow::addPanelsTo(QMenu* menu)
{
    QAction* left = addAction(menu, "view.left_panel", tr("&Left panel"), QKeySequence(Qt::Key_F9),
                              [this] { m_view->showLeft(!m_view->isLeftShown()); });
    QAction* right = addAction(menu, "view.right_panel", tr("&Right panel"), QKeySequence(Qt::Key_F10),
                               [this] { m_view->showRight(!m_view->isRightShown()); });
    for (QAction* action : {left, right}) {
        action->setCheckable(true);
        action->setChecked(true);
    }
    connect(menu, &QMenu::aboutToShow, this, [this, left, right] {
        left->setChecked(m_view->isLeftShown());
        right->setChecked(m_view->isRightShown());
    });
    addAction(menu, "view.next_panel", tr("&Next panel"), QKeySequence(Qt::Key_F6),
              [this] { m_view->focusNextPanel(true); });
    addAction(menu, "view.previous_panel", tr("&Previous panel"), QKeySequence("Shift+F6"),
              [this] { m_view->focusNextPanel(false); });
}

void MainWindow::fillAnalyzeMenu(QMenu* menu)
{
    menu->QWidget::addAction(m_run);
    menu->QWidget::addAction(m_cancel);
    fillBatchMenu(menu);
    menu->addSeparator();
    addAction(menu, "analyze.again", tr("&Tag this recording again"), QKeySequence("Ctrl+Shift+R"), [this] {
        if (m_session.canRun())
            m_session.run(m_session.current());
    });
    QAction* all = addAction(menu, "analyze.all_again", tr("Tag &all again"), QKeySequence("Ctrl+Alt+R"),
                             [this] { m_session.runAll(); });
    const auto enableAll = [this, all] { all->setEnabled(m_session.canRunAll()); };
    for (const auto signal : {&AnalyzeSession::recordingAdded, &AnalyzeSession::recordingRemoved})
        connect(&m_session, signal, all, enableAll);
    connect(&m_session, &AnalyzeSession::modelChanged, all, enableAll);
    enableAll();
    menu->addSeparator();
    addAction(menu, "analyze.run_settings", tr("Run &settings…"), QKeySequence("Ctrl+,"), [this] {
        m_view->showLeft(true);
        m_view->runSettings()->edit();
    });
    addAction(menu, "analyze.event_settings", tr("&Event settings…"), QKeySequence("Ctrl+Shift+E"),
              [this] { m_view->events()->editRules(); });
    addAction(menu, "analyze.models", tr("&Models…"), QKeySequence("Ctrl+M"),
              [this] { ModelChooser::present(this, m_session); });
    QAction* automatic = menu->addAction(tr("Tag &when opened"));
    automatic->setObjectName("analyze.when_opened");
    automatic->setCheckable(true);
    automatic->setChecked(m_settings.tagWhenOpened());
    connect(automatic, &QAction::toggled, this, [this](bool on) { m_settings.setTagWhenOpened(on); });
}

void MainWindow::savePicture()
{
    auto* dialog = new PictureDialog(m_session, *m_view->plots(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PictureDialog::saved, this, [this](const QString& path) {
        m_batchWords = tr("Saved %1").arg(path);
        m_trouble = Trouble::None;
        updateActivity();
    });
    dialog->open();
}

void MainWindow::goToTime()
{
    const OpenRecording* recording = m_session.current();
    if (!recording)
        return;
    auto* dialog = new TimeDialog(static_cast<double>(recording->length()) / 16000.0, m_session.clockStart(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TimeDialog::chosen, this, [this](double seconds) {
        const double sample = seconds * TimeViewport::kSampleRate;
        m_view->plots()->viewport()->ensureVisible(sample);
        m_playback->seek(static_cast<std::int64_t>(sample));
    });
    dialog->open();
}

void MainWindow::copyEvent()
{
    const std::optional<Event> event = m_view->events()->selected();
    if (!event)
        return;
    QApplication::clipboard()->setText(QStringLiteral("%1\t%2\t%3\t%4")
                                           .arg(sampleTimeText(event->startSample, m_session.clockStart()),
                                                sampleTimeText(event->endSample, m_session.clockStart()),
                                                m_session.labels().name(event->classIndex),
                                                probabilityText(static_cast<double>(event->peakProbability))));
}

void MainWindow::showRecordingMenu(OpenRecording* recording, const QPoint& position)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    // It may be closed while the menu is open.
    const auto ifOpen = [this, path = recording->path](auto act) {
        return [this, path, act] {
            if (OpenRecording* open = m_session.openAt(path))
                act(open);
        };
    };
    QAction* again =
        addAction(menu, "", tr("&Tag again"), {}, ifOpen([this](OpenRecording* open) { m_session.retry(open); }));
    again->setEnabled(!m_session.runs().running());
    m_sessions->addLocateTo(menu, recording);
    addAction(menu, "", tr("&Show in folder"), {}, ifOpen([this](OpenRecording* open) { showInFolder(open); }));
    QAction* details =
        addAction(menu, "", tr("Copy &details"), {}, ifOpen([this](OpenRecording* open) { copyDetails(open); }));
    details->setEnabled(!recording->failure.isEmpty() || recording->damaged());
    const int row = m_session.indexOf(recording);
    addAction(menu, "", tr("Move &up"), {}, ifOpen([this, row](OpenRecording* open) { m_session.move(open, row - 1); }))
        ->setEnabled(row > 0);
    addAction(menu, "", tr("Move &down"), {},
              ifOpen([this, row](OpenRecording* open) { m_session.move(open, row + 1); }))
        ->setEnabled(row + 1 < static_cast<int>(m_session.recordings().size()));
    menu->addSeparator();
    QAction* remove =
        addAction(menu, "", tr("&Close"), {}, ifOpen([this](OpenRecording* open) { m_session.remove(open); }));
    remove->setEnabled(recording != m_session.runs().running());
    menu->popup(position);
}

void MainWindow::showInFolder(const OpenRecording* recording)
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(recording->path).absolutePath()));
}

void MainWindow::copyDetails(const OpenRecording* recording)
{
    QStringList lines{recording->path};
    if (!recording->failure.isEmpty())
        lines << recording->failure;
    QApplication::clipboard()->setText((lines + recording->warnings).join('\n'));
}

} // namespace dass
