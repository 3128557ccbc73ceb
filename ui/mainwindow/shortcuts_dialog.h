#pragma once

#include <QDialog>

class QMenuBar;

namespace dass {

// Every action of the menus that has a shortcut, menu by menu.
class ShortcutsDialog : public QDialog
{
    Q_OBJECT
public:
    ShortcutsDialog(const QMenuBar* menus, QWidget* parent);
};

} // namespace dass
