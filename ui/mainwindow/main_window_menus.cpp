// Menus of the main window.

#include "app/session/analyze_session.h"
#include "ui/analyze/analyze_view.h"
#include "ui/analyze/events_panel.h"
#include "ui/analyze/plot_view.h"
#include "ui/analyze/tag_lists.h"
#include "ui/analyze/tags_panel.h"
#include "ui/mainwindow/clock_actions.h"
#include "ui/mainwindow/correction_actions.h"
#include "ui/mainwindow/export_actions.h"
#include "ui/mainwindow/header_bar.h"
#include "ui/mainwindow/help_actions.h"
#include "ui/mainwindow/language_menu.h"
#include "ui/mainwindow/main_window.h"
#include "ui/mainwindow/menu_action.h"
#include "ui/mainwindow/navigation_actions.h"
#include "ui/mainwindow/notice_bar.h"
#include "ui/mainwindow/play_actions.h"
#include "ui/mainwindow/run_actions.h"
#include "ui/mainwindow/session_actions.h"
#include "ui/mainwindow/shortcut_map.h"
#include "ui/mainwindow/spectrogram_menu.h"
#include "ui/mainwindow/theme_menu.h"
#include "ui/mainwindow/view_choices.h"
#include "ui/mainwindow/workspaces.h"
#include "ui/widgets/text_format.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>

namespace dass {

void MainWindow::makeMenus()
{
    QMenuBar* bar = m_header->menuBar();
    fillFileMenu(bar->addMenu(tr("&File")));
    fillEditMenu(bar->addMenu(tr("&Edit")));
    fillViewMenu(bar->addMenu(tr("&View")));
    QMenu* play = bar->addMenu(tr("&Play"));
    m_play->addTo(play);
    QMenu* analyze = bar->addMenu(tr("&Analyze"));
    m_runs->addTo(analyze);
    m_workspaces->reserve(m_analyze, {play->menuAction(), analyze->menuAction()});
    m_workspaces->addMenusTo(bar);
    m_help->addTo(bar->addMenu(tr("&Help")));
    m_shortcuts->collect(bar);
}

void MainWindow::fillFileMenu(QMenu* menu)
{
    dass::addAction(menu, this, "file.open", tr("&Open recordings…"), QKeySequence::Open, [this] { openFiles(); });
    dass::addAction(menu, this, "file.open_folder", tr("Open &folder…"), QKeySequence("Ctrl+Shift+O"),
                    [this] { openFolder(); });
    QMenu* recent = menu->addMenu(tr("Open &recent"));
    connect(recent, &QMenu::aboutToShow, this, [this, recent] { fillRecent(recent); });
    if (!m_sample.isEmpty())
        dass::addAction(menu, this, "file.open_sample", tr("Open the sa&mple"), {},
                        [this] { m_session.open({m_sample}); });
    menu->addSeparator();
    m_sessions->addTo(menu);
    m_exports->addTo(menu);
    menu->addSeparator();
    m_close = dass::addAction(menu, this, "file.close", tr("&Close recording"), QKeySequence::Close,
                              [this] { m_session.remove(m_session.current()); });
    dass::addAction(menu, this, "file.quit", tr("&Quit"), QKeySequence("Ctrl+Q"), [this] { close(); });
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
    dass::addAction(menu, this, "", tr("Clear the list"), {}, [this] { m_settings.clearRecentFiles(); });
}

void MainWindow::fillEditMenu(QMenu* menu)
{
    m_corrections->addUndoTo(menu);
    menu->addSeparator();
    m_copyEvent =
        dass::addAction(menu, this, "edit.copy", tr("&Copy event"), QKeySequence::Copy, [this] { copyEvent(); });
    m_needle = dass::addAction(menu, this, "edit.needle", tr("Hide the e&vent in a haystack"),
                               QKeySequence("Ctrl+Shift+H"), [this] { useEventAsNeedle(); });
    m_corrections->addEventsTo(menu);
    menu->addSeparator();
    dass::addAction(menu, this, "edit.find_tag", tr("&Find a tag"), QKeySequence::Find, [this] {
        m_view->showRight(true);
        m_view->tags()->focusSearch();
    });
    m_filter = dass::addAction(menu, this, "edit.filter_events", tr("Filter the events"), QKeySequence("Ctrl+Shift+F"),
                               [this] { m_view->events()->editFilter(); });
    dass::addAction(menu, this, "edit.draw_top", tr("Draw the to&p tags"), QKeySequence("Ctrl+T"), [this] {
        m_session.tags().followResults();
        m_session.tags().update(m_session.digest().summary);
    });
    dass::addAction(menu, this, "edit.draw_none", tr("Draw n&o tags"), QKeySequence("Ctrl+Shift+T"),
                    [this] { m_session.tags().clear(); });
    menu->addMenu(m_view->tags()->lists()->menu());
    menu->addSeparator();
    reserveForAnalyze(menu, {});
    dass::addAction(menu, this, "edit.shortcuts", tr("Keyboard s&hortcuts…"), {}, [this] { m_help->editShortcuts(); });
    auto* languages = new LanguageMenu(m_settings, menu);
    connect(languages, &LanguageMenu::told, m_notice, &NoticeBar::showNotice);
    menu->addMenu(languages);
}

void MainWindow::fillViewMenu(QMenu* menu)
{
    m_navigation->addTo(menu);
    menu->addSeparator();
    m_clock->addTo(menu);
    menu->addSeparator();

    menu->addMenu(m_workspaces->menu());
    auto* themes = new ThemeMenu(m_settings, menu);
    menu->addMenu(themes);
    fillSpectrogramMenu(*menu->addMenu(tr("Spectrogra&m")), *m_view->plots());
    addViewChoices(*menu, m_session);
    menu->addSeparator();

    addPanelsTo(menu);
    reserveForAnalyze(menu, {themes->menuAction(), m_workspaces->menu()->menuAction()});
}

void MainWindow::addPanelsTo(QMenu* menu)
{
    QAction* left = dass::addAction(menu, this, "view.left_panel", tr("&Left panel"), QKeySequence(Qt::Key_F9),
                                    [this] { m_view->showLeft(!m_view->isLeftShown()); });
    QAction* right = dass::addAction(menu, this, "view.right_panel", tr("&Right panel"), QKeySequence(Qt::Key_F10),
                                     [this] { m_view->showRight(!m_view->isRightShown()); });
    for (QAction* action : {left, right}) {
        action->setCheckable(true);
        action->setChecked(true);
    }
    connect(menu, &QMenu::aboutToShow, this, [this, left, right] {
        left->setChecked(m_view->isLeftShown());
        right->setChecked(m_view->isRightShown());
    });
    dass::addAction(menu, this, "view.next_panel", tr("&Next panel"), QKeySequence(Qt::Key_F6),
                    [this] { m_view->focusNextPanel(true); });
    dass::addAction(menu, this, "view.previous_panel", tr("&Previous panel"), QKeySequence("Shift+F6"),
                    [this] { m_view->focusNextPanel(false); });
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

} // namespace dass
