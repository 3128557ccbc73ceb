#pragma once

#include <QObject>

class QMenu;
class QWidget;

namespace dass {

class ShortcutMap;

// What the program says about itself: keys, versions, licences.
class HelpActions : public QObject
{
    Q_OBJECT
public:
    HelpActions(ShortcutMap& shortcuts, QWidget* window); // both outlive it; dialogs belong to `window`

    void addTo(QMenu* menu);
    void editShortcuts();

private:
    void showShortcuts();
    void showAbout();

    ShortcutMap& m_shortcuts;
    QWidget* m_window;
};

} // namespace dass
