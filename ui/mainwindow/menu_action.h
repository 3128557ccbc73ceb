#pragma once

#include <QKeySequence>
#include <QString>

#include <functional>

class QAction;
class QMenu;
class QObject;

namespace dass {

// An action that calls act. id: as ShortcutMap's; empty in menus that come and go. The owner outlives it.
QAction* makeAction(QObject* owner, const char* id, const QString& text, const QKeySequence& shortcut,
                    const std::function<void()>& act);
// Likewise, at the end of a menu.
QAction* addAction(QMenu* menu, QObject* owner, const char* id, const QString& text, const QKeySequence& shortcut,
                   const std::function<void()>& act);

} // namespace dass
