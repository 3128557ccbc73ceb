#include "ui/mainwindow/help_actions.h"

#include "ui/mainwindow/about_dialog.h"
#include "ui/mainwindow/menu_action.h"
#include "ui/mainwindow/shortcut_editor.h"
#include "ui/mainwindow/shortcut_map.h"
#include "ui/mainwindow/shortcuts_dialog.h"

#include <QMenu>

namespace dass {

HelpActions::HelpActions(ShortcutMap& shortcuts, QWidget* window)
    : QObject(window), m_shortcuts(shortcuts), m_window(window)
{
}

void HelpActions::addTo(QMenu* menu)
{
    addAction(menu, this, "help.shortcuts", tr("&Keyboard shortcuts"), QKeySequence(Qt::Key_F1),
              [this] { showShortcuts(); });
    addAction(menu, this, "help.about", tr("&About DASS Studio"), {}, [this] { showAbout(); });
}

void HelpActions::showShortcuts()
{
    auto* dialog = new ShortcutsDialog(m_shortcuts, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ShortcutsDialog::changeRequested, this, &HelpActions::editShortcuts);
    dialog->open();
}

void HelpActions::editShortcuts()
{
    auto* dialog = new ShortcutEditor(m_shortcuts, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void HelpActions::showAbout()
{
    auto* dialog = new AboutDialog(m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace dass
