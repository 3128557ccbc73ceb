#pragma once

#include <QDialog>

namespace dass {

class ShortcutMap;

// The keys of every action that has some, menu by menu.
class ShortcutsDialog : public QDialog
{
    Q_OBJECT
public:
    ShortcutsDialog(const ShortcutMap& map, QWidget* parent);

signals:
    void changeRequested(); // the sheet closes itself
};

} // namespace dass
