// What the main window says about itself: keys, language, licences.

#include "ui/mainwindow/about_dialog.h"
#include "ui/mainwindow/header_bar.h"
#include "ui/mainwindow/main_window.h"
#include "ui/mainwindow/notice_bar.h"
#include "ui/mainwindow/shortcut_editor.h"
#include "ui/mainwindow/shortcut_map.h"
#include "ui/mainwindow/shortcuts_dialog.h"

#include <QMenu>

namespace dass {

void MainWindow::fillHelpMenu(QMenu* menu)
{
    addAction(menu, "help.shortcuts", tr("&Keyboard shortcuts"), QKeySequence(Qt::Key_F1), [this] { showShortcuts(); });
    addAction(menu, "help.about", tr("&About DASS Studio"), {}, [this] { showAbout(); });
}

void MainWindow::showShortcuts()
{
    auto* dialog = new ShortcutsDialog(*m_shortcuts, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ShortcutsDialog::changeRequested, this, &MainWindow::editShortcuts);
    dialog->open();
}

void MainWindow::editShortcuts()
{
    auto* dialog = new ShortcutEditor(*m_shortcuts, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::showAbout()
{
    auto* dialog = new AboutDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace dass
